// IPv4, IPv6 and networks; spaced, full-width and defanged.

#include "engine/observables/scan.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

namespace engine::observables {
namespace {

struct Dotted {
    std::string value;
    std::size_t end = 0;
    bool spaced = false;
};

// One to three digits up to 255 at `place`.
std::optional<std::pair<int, std::size_t>> octet_at(View const& view, std::size_t place) {
    int value = 0;
    auto end = place;
    while (is_digit(view.at(end)) && end - place < 4) {
        value = value * 10 + (view.at(end) - '0');
        ++end;
    }
    if (end == place || end - place > 3 || value > 255) {
        return std::nullopt;
    }
    return std::pair{value, end};
}

std::size_t after_blanks(View const& view, std::size_t place) {
    auto end = place;
    while (is_blank(view.at(end)) && end < place + 2) {
        ++end;
    }
    return end;
}

struct Dot {
    std::size_t end = 0;
    bool plain = true;  // a dot and nothing else
};

// What stands between two parts of an address: a dot, with blanks around it, or ・ and 。 for it.
std::optional<Dot> dot_at(View const& view, std::size_t place) {
    auto const sign = after_blanks(view, place);
    bool const japanese = view.starts_with(sign, "・") || view.starts_with(sign, "。");
    if (view.at(sign) != '.' && !japanese) {
        return std::nullopt;
    }
    auto const end = after_blanks(view, sign + (japanese ? 3 : 1));
    return Dot{end, !japanese && end == place + 1};
}

// The four parts from `place`.
std::optional<Dotted> four_parts(View const& view, std::size_t place) {
    auto const first = octet_at(view, place);
    if (!first || first->first == 0) {
        return std::nullopt;
    }
    Dotted result{std::to_string(first->first), first->second, false};
    for (int part = 1; part < 4; ++part) {
        auto const dot = dot_at(view, result.end);
        auto const octet = dot ? octet_at(view, dot->end) : std::nullopt;
        if (!octet) {
            return std::nullopt;
        }
        result.value += "." + std::to_string(octet->first);
        result.end = octet->second;
        result.spaced = result.spaced || !dot->plain;
    }
    return result;
}

std::optional<Dotted> ipv4_at(View const& view, std::size_t place) {
    auto const result = four_parts(view, place);
    if (!result) {
        return std::nullopt;
    }
    auto const next = view.at(result->end);
    bool const goes_on = is_alnum(next) || next == '_' || view.starts_with(result->end, "・") ||
                         (next == '.' && is_alnum(view.at(result->end + 1)));
    // "1. 2. 3. 4." is a list.
    bool const list = result->spaced && result->value.size() < 10;
    return goes_on || list ? std::nullopt : result;
}

bool begins_number(View const& view, std::size_t place, std::size_t last_end) {
    auto const previous = view.before(place);
    if (previous == '-' && last_end != 0 && place == last_end + 1) {
        return true;  // 198.51.100.7-198.51.100.9
    }
    if (is_digit(previous) || previous == '_' ||
        (previous == '.' && place > 1 && is_alnum(view.at(place - 2))) ||
        (previous == '-' && place > 1 && is_alnum(view.at(place - 2)))) {
        return false;
    }
    // v1.2.3.4 is a version; IP198.51.100.7 is not.
    bool const letter = is_alpha(previous);
    return !letter || (place > 1 && to_lower(previous) == 'p' && to_lower(view.at(place - 2)) == 'i');
}

std::optional<int> prefix_length(View const& view, std::size_t place, int most) {
    if (view.at(place) != '/' || !is_digit(view.at(place + 1))) {
        return std::nullopt;
    }
    int value = 0;
    auto end = place + 1;
    while (is_digit(view.at(end)) && end < place + 4) {
        value = value * 10 + (view.at(end) - '0');
        ++end;
    }
    bool const whole = !is_alnum(view.at(end)) && view.at(end) != '/';
    return whole && value <= most ? std::optional{value} : std::nullopt;
}

void claim_network(Scan& scan, std::string const& address, std::size_t begin, std::size_t end, Type single,
                   int most) {
    auto const prefix = prefix_length(scan.view, end, most);
    if (prefix && scan.types == Types::all) {
        auto const digits = std::to_string(*prefix);
        scan.claim({Type::cidr, address + "/" + digits, begin, end + 1 + digits.size()});
        return;
    }
    scan.claim({single, address, begin, end});
}

// http-less pages on a bare address: 203.0.113.5/gate.php
std::size_t page_end(View const& view, std::size_t end) {
    if (view.at(end) != '/' || view.wide(end) || !is_alpha(view.at(end + 1))) {
        return end;
    }
    auto at = end + 1;
    static constexpr std::string_view signs{"-._~/?&=%+"};
    while (is_alnum(view.at(at)) ||
           (view.at(at) != '\0' && signs.find(view.at(at)) != std::string_view::npos && !view.wide(at))) {
        ++at;
    }
    while (at > end && (view.at(at - 1) == '.' || view.at(at - 1) == '?')) {
        --at;
    }
    return at;
}

// バージョン 3.2.1.7, "3.2.1.7というバージョン", 3.2.1.7版, 3.2.1.4項.
bool is_version(Scan const& scan, std::size_t begin, std::size_t end) {
    static constexpr std::array<std::string_view, 5> counters{"版", "項", "章", "節", "系"};
    bool const counted = std::any_of(counters.begin(), counters.end(), [&](std::string_view counter) {
        return scan.view.starts_with(end, counter);
    });
    return counted || scan.cue_before(begin, 24, {Cue::version}) ||
           scan.words.after(end, 12, std::array{Cue::version}).has_value();
}

void find_ipv4(Scan& scan) {
    auto const& view = scan.view;
    std::size_t last_end = 0;  // of the address before
    for (std::size_t at = 0; at < view.size(); ++at) {
        if (!is_digit(view.at(at)) || !begins_number(view, at, last_end)) {
            continue;
        }
        auto const found = ipv4_at(view, at);
        if (!found || is_version(scan, at, found->end)) {
            continue;
        }
        if (auto const page = page_end(view, found->end); page > found->end && !found->spaced) {
            std::string value{"http://"};
            value += found->value;
            value += view.slice(found->end, page);
            scan.claim({Type::url, value, at, page});
        } else {
            claim_network(scan, found->value, at, found->end, Type::ipv4, 32);
        }
        at = found->end;
        last_end = at;
    }
}

// RFC 5952 text, when `text` is an IPv6 address with enough groups not to be a time or a C++ name.
std::optional<std::string> canonical_ipv6(std::string const& text) {
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    if (std::count(text.begin(), text.end(), ':') < 2 ||
        inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) {
        return std::nullopt;
    }
    std::array<char, INET6_ADDRSTRLEN> canonical{};
    if (inet_ntop(AF_INET6, bytes.data(), canonical.data(), canonical.size()) == nullptr) {
        return std::nullopt;
    }
    std::size_t groups = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        groups += text[i] != ':' && (i == 0 || text[i - 1] == ':') ? 1U : 0U;
    }
    bool const digits = std::any_of(text.begin(), text.end(), is_digit);
    // fe80::1, fd00::5: two groups are enough where the first is a network's.
    auto const first = to_lower(text[0]);
    bool const network =
        groups == 2 && text.find("::") == 4 && (first == '2' || first == '3' || first == 'f');
    return digits && (groups >= 3 || network) ? std::optional<std::string>{canonical.data()} : std::nullopt;
}

struct Colons {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// The hexadecimal groups around a colon.
Colons colons_around(View const& view, std::size_t colon) {
    auto begin = colon;
    while (begin > 0 && is_hex(view.at(begin - 1)) && colon - begin < 5) {
        --begin;
    }
    auto end = colon;
    while (is_hex(view.at(end)) || view.at(end) == ':' ||
           (view.at(end) == '.' && is_digit(view.at(end + 1)))) {
        ++end;
    }
    return {begin, end};
}

// Without the colons that belong to the sentence: "IPv6：2001:db8::1", "from:2001:db8::1".
Colons without_sentence(View const& view, Colons run, std::size_t colon) {
    bool const label = run.begin == colon || (view.wide(colon) && !view.wide(colon + 1));
    if (view.at(colon + 1) != ':' && label) {
        run.begin = colon + 1;
    }
    while (run.end > run.begin && view.at(run.end - 1) == ':' &&
           (run.end == run.begin + 1 || view.at(run.end - 2) != ':')) {
        --run.end;
    }
    return run;
}

bool is_bounded(View const& view, Colons const& run) {
    auto const previous = view.before(run.begin);
    auto const next = view.at(run.end);
    return !is_alnum(previous) && previous != '_' && !is_alnum(next) && next != '_';
}

void find_ipv6(Scan& scan) {
    auto const& view = scan.view;
    constexpr std::size_t shortest = 6;
    constexpr std::size_t longest = 45;
    for (auto colon = view.text().find(':'); colon != std::string_view::npos;) {
        auto const whole = colons_around(view, colon);
        auto const run = without_sentence(view, whole, colon);
        auto const length = run.end - run.begin;
        if (is_bounded(view, run) && length >= shortest && length <= longest) {
            if (auto const value = canonical_ipv6(std::string{view.slice(run.begin, run.end)})) {
                claim_network(scan, *value, run.begin, run.end, Type::ipv6, 128);
            }
        }
        colon = view.text().find(':', std::max(whole.end, colon + 1));
    }
}

}  // namespace

void find_ip_addresses(Scan& scan) {
    find_ipv6(scan);
    find_ipv4(scan);
}

}  // namespace engine::observables
