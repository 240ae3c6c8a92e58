// E-mail addresses, domains, onion names, and addresses of pages written without a scheme.

#include "engine/observables/host.h"
#include "engine/observables/page_tail.h"
#include "engine/observables/scan.h"

#include <algorithm>
#include <array>
#include <optional>

namespace engine::observables {
namespace {

constexpr std::size_t longest_local_part = 64;
constexpr std::size_t longest_host = 254;

bool is_usual_local_character(char c) {
    return is_alnum(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%';
}
bool is_host_byte(char c) {
    return is_alnum(c) || c == '-' || c == '.';
}

// Where a host that begins at `begin` ends, without trailing dots and dashes.
std::size_t host_end(View const& view, std::size_t begin) {
    auto end = begin;
    while (is_host_byte(view.at(end)) && end < begin + longest_host) {
        ++end;
    }
    while (end > begin && !is_alnum(view.at(end - 1))) {
        --end;
    }
    return end;
}

bool in_message_id(View const& view, std::size_t begin) {
    auto const from = begin > 40 ? begin - 40 : 0;
    auto const before = lowered(view.slice(from, begin));
    auto const found = before.rfind("message-id");
    return found != std::string::npos && before.find('\n', found) == std::string::npos;
}

std::size_t local_begin(View const& view, std::size_t at_sign) {
    auto begin = at_sign;
    // A full-width sign belongs to the sentence when the address is in half width.
    auto const belongs = [&](std::size_t place) {
        auto const c = view.at(place);
        return is_usual_local_character(c) && (is_alnum(c) || !view.wide(place) || view.wide(at_sign));
    };
    while (begin > 0 && at_sign - begin < longest_local_part && belongs(begin - 1)) {
        --begin;
    }
    while (begin < at_sign && !is_alnum(view.at(begin)) && view.at(begin) != '_') {
        ++begin;
    }
    return begin;
}

struct Seen {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string value;
};

// The maximal run of host characters at `place`, trimmed; IDN names are read from the ASCII run backwards.
std::optional<Seen> host_run(View const& view, std::size_t place) {
    auto const end = host_end(view, place);
    auto const next = view.at(end);
    if (end == place || next == '_' || next == '@' || view.before(place) == '_' ||
        view.before(place) == '@') {
        return std::nullopt;
    }
    return Seen{place, end, lowered(view.slice(place, end))};
}

bool is_onion(std::string_view host) {
    auto const dot = host.rfind(".onion");
    if (dot == std::string_view::npos || dot + 6 != host.size()) {
        return false;
    }
    auto const name = host.substr(0, dot);
    auto const label = name.substr(name.rfind('.') == std::string_view::npos ? 0 : name.rfind('.') + 1);
    return label.size() >= 8 && std::all_of(label.begin(), label.end(), is_alnum);
}

// "ASP.NET", "Amazon.co.jp", "Next.In": a name or a sentence written like a host.
bool looks_like_prose(View const& view, Seen const& seen) {
    auto const written = view.slice(seen.begin, seen.end);
    auto const dot = written.rfind('.');
    auto const top = written.substr(dot + 1);
    bool const capital_top = is_upper(top[0]) && std::any_of(top.begin() + 1, top.end(), is_lower);
    bool const lower_top = is_lower(top[0]);
    bool const capital_name =
        is_upper(written[0]) && std::any_of(written.begin() + 1, written.end(), is_lower);
    // Amazon.co.jp is a company; For-justice.org and C2df.example are somebody's host.
    auto const name = written.substr(0, written.find('.'));
    bool const brand = capital_name && top != "example" && std::all_of(name.begin(), name.end(), is_alpha);
    bool const shouting_top = is_upper(top[0]) && std::any_of(written.begin(), written.end(), is_lower);
    static constexpr std::array<std::string_view, 4> products{"asp.net", "vb.net", "ado.net", "ml.net"};
    bool const product =
        std::find(products.begin(), products.end(), seen.value) != products.end() && is_upper(written[0]);
    return product || capital_top || shouting_top ||
           (brand && lower_top && !view.defanged(seen.begin, seen.end));
}

// "フェイスブックから始まりjames.okafor.md": letters and dots behind a service's name are somebody's handle.
bool is_handle_here(Scan const& scan, Seen const& seen) {
    auto const top = std::string_view{seen.value}.substr(seen.value.rfind('.') + 1);
    bool const social = scan.cue_before(
        seen.begin, 45, {Cue::facebook, Cue::instagram, Cue::tiktok, Cue::snapchat, Cue::line});
    return is_file_like_suffix(top) && social && !scan.cue_before(seen.begin, 45, {Cue::site}) &&
           scan.view.at(seen.end) != '/' && !scan.view.defanged(seen.begin, seen.end);
}

bool is_file_name_here(Scan const& scan, Seen const& seen) {
    auto const dot = seen.value.rfind('.');
    auto const top = std::string_view{seen.value}.substr(dot + 1);
    if (!is_file_like_suffix(top) || scan.view.defanged(seen.begin, seen.end)) {
        return false;
    }
    auto const dots = std::count(seen.value.begin(), seen.value.end(), '.');
    bool const site = scan.cue_before(seen.begin, 40, {Cue::site});
    return !site && (dots == 1 || top == "zip" || top == "py" || top == "sh");
}

// "name.example/path" without a scheme is an address of a page.
std::size_t path_end(View const& view, std::size_t end) {
    // A full-width slash is the address's only where the host is in full width too.
    bool const wide_host = view.wide(end - 1);
    if (view.at(end) != '/' || (view.wide(end) && !wide_host) || !is_ascii(view.at(end + 1))) {
        return end;
    }
    auto at = end + 1;
    auto const fits = [&](std::size_t place) {
        static constexpr std::string_view signs{"-._~:/?#@!$&*+;=%"};
        auto const c = view.at(place);
        return is_alnum(c) ||
               ((wide_host || !view.wide(place)) && c != '\0' && signs.find(c) != std::string_view::npos);
    };
    while (fits(at)) {
        ++at;
    }
    static constexpr std::string_view marks{".:;!?*-"};
    while (at > end + 1 && marks.find(view.at(at - 1)) != std::string_view::npos) {
        --at;
    }
    return end_with_tail(view, end, at);
}

// Where the page begins behind a host and its port.
std::size_t after_port(View const& view, std::size_t host_end) {
    auto port = host_end;
    if (view.at(port) != ':' || !is_digit(view.at(port + 1)) || view.wide(port)) {
        return host_end;
    }
    while (is_digit(view.at(port + 1))) {
        ++port;
    }
    return port - host_end <= 5 && view.at(port + 1) == '/' ? port + 1 : host_end;
}

bool claim_page(Scan& scan, Seen const& seen) {
    auto const& view = scan.view;
    auto const port = after_port(view, seen.end);
    auto const end = path_end(view, port);
    static constexpr std::string_view page_signs{"+@~%?#$"};
    auto const first = view.at(port + 1);
    bool const begins_page = is_alnum(first) || page_signs.find(first) != std::string_view::npos;
    if (end <= port + 1 || !begins_page) {
        return false;
    }
    std::string value{"https://"};
    value += seen.value;
    value += view.slice(seen.end, end);
    std::erase(value, ' ');
    scan.claim({Type::url, value, seen.begin, end});
    return true;
}

void claim_host(Scan& scan, Seen const& seen) {
    if (!claim_page(scan, seen)) {
        scan.claim({is_onion(seen.value) ? Type::onion : Type::domain, seen.value, seen.begin, seen.end});
    }
}

// The host that a dot at `dot` is in, as far as it begins at or after `from` and nothing else has taken it.
std::optional<Seen> host_around(Scan const& scan, std::size_t dot, std::size_t from) {
    auto const& view = scan.view;
    auto begin = dot;
    while (begin > from && is_host_byte(view.at(begin - 1)) && dot - begin < longest_host) {
        --begin;
    }
    while (begin < dot && !is_alnum(view.at(begin))) {
        ++begin;
    }
    auto const seen = host_run(view, begin);
    return seen && begin != dot && scan.is_free(seen->begin, seen->end) ? seen : std::nullopt;
}

bool is_told_host(Scan const& scan, Seen const& seen) {
    bool const known = is_onion(seen.value) || is_host(seen.value);
    // A handle is read by find_likely_handles.
    return known && !is_handle_here(scan, seen) && !looks_like_prose(scan.view, seen) &&
           !is_file_name_here(scan, seen);
}

}  // namespace

void find_emails(Scan& scan) {
    auto const& view = scan.view;
    for (auto at = view.text().find('@'); at != std::string_view::npos; at = view.text().find('@', at + 1)) {
        auto const begin = local_begin(view, at);
        auto const end = host_end(view, at + 1);
        if (begin == at || end <= at + 1 || in_message_id(view, begin)) {
            if (begin != at && end > at + 1) {
                scan.block(begin, end);
            }
            continue;
        }
        auto const host = lowered(view.slice(at + 1, end));
        if (!is_host(host) && !is_ipv4_text(host)) {
            continue;
        }
        scan.claim({Type::email, lowered(view.slice(begin, end)), begin, end});
    }
}

void find_pages(Scan& scan) {
    auto const& view = scan.view;
    for (auto slash = view.text().find('/'); slash != std::string_view::npos;
         slash = view.text().find('/', slash + 1)) {
        auto begin = slash;
        while (begin > 0 && (is_host_byte(view.at(begin - 1)) || view.at(begin - 1) == ':') &&
               slash - begin < longest_host) {
            --begin;
        }
        auto const dot = view.slice(begin, slash).find('.');
        auto const seen =
            dot == std::string_view::npos ? std::nullopt : host_around(scan, begin + dot, begin);
        // Behind another slash it is a part of a path.
        bool const page = seen && view.before(seen->begin) != '/' && view.before(seen->begin) != '\\' &&
                          after_port(view, seen->end) == slash;
        if (page && is_told_host(scan, *seen)) {
            claim_page(scan, *seen);
        }
    }
}

void find_domains(Scan& scan) {
    auto const& view = scan.view;
    std::size_t done = 0;
    for (auto dot = view.text().find('.'); dot != std::string_view::npos;
         dot = view.text().find('.', dot + 1)) {
        if (dot < done) {
            continue;
        }
        auto const seen = host_around(scan, dot, done);
        auto end = dot + 1;
        while (is_host_byte(view.at(end))) {
            ++end;
        }
        done = end;
        if (seen && is_told_host(scan, *seen)) {
            claim_host(scan, *seen);
        }
    }
}

}  // namespace engine::observables
