// URLs with a scheme, and t.me links, which name a Telegram account rather than a page.

#include "engine/observables/host.h"
#include "engine/observables/page_tail.h"
#include "engine/observables/scan.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace engine::observables {
namespace {

constexpr std::size_t longest_url = 4096;

bool is_url_character(char c) {
    static constexpr std::string_view signs{"-._~:/?#[]@!$&'()*+,;=%"};
    return is_alnum(c) || signs.find(c) != std::string_view::npos;
}

// A full-width sign after half-width text belongs to the sentence, not to the address.
bool breaks_width(View const& view, std::size_t begin, std::size_t place) {
    return view.wide(place) && !is_alnum(view.at(place)) && !view.wide(begin) && !view.wide(place - 1) &&
           !view.defanged(place, place + 1);
}

std::size_t url_end(View const& view, std::size_t begin, std::size_t from) {
    auto end = from;
    while (end < view.size() && end - begin < longest_url && is_url_character(view.at(end)) &&
           !breaks_width(view, begin, end)) {
        ++end;
    }
    return end;
}

// …/products/⏎bag-01: small words tied by hyphens behind a folder are the page in it.
bool is_page_name(View const& view, std::size_t begin, std::size_t end, std::string_view name) {
    auto const authority = view.slice(begin, end).find("://");
    auto const slash =
        authority == std::string_view::npos ? authority : view.slice(begin, end).find('/', authority + 3);
    bool const folder = slash != std::string_view::npos && begin + slash + 1 < end;
    return folder && name.find('-') != std::string_view::npos && name.find('@') == std::string_view::npos &&
           is_lower(name[0]) && std::all_of(name.begin(), name.end(), [](char c) {
               return is_lower(c) || is_digit(c) || c == '-';
           });
}

// A line break inside an address: only where the address is plainly not finished.
std::size_t joined_line(View const& view, std::size_t begin, std::size_t end) {
    if (end == begin || view.at(end) != '\n') {
        return end;
    }
    static constexpr std::string_view unfinished{"-_.=&?%"};
    static constexpr std::string_view continuing{"/?&=%"};
    auto const last = view.at(end - 1);
    auto const next = view.at(end + 1);
    if (last == '/' && is_alnum(next)) {
        // After a slash the next line must look like more of a path.
        auto const more = view.slice(end + 1, url_end(view, begin, end + 1));
        bool const path = more.find_first_of("/?=#") != std::string_view::npos;
        return (path || is_page_name(view, begin, end, more)) && !more.starts_with("http") ? end + 1 : end;
    }
    bool const goes_on = unfinished.find(last) != std::string_view::npos
                             ? is_alnum(next)
                             : next != '\0' && continuing.find(next) != std::string_view::npos;
    return goes_on && !view.starts_with(end + 1, "http") ? end + 1 : end;
}

// Cuts the punctuation of the sentence: trailing marks, a bracket whose partner is outside.
std::size_t trimmed_end(View const& view, std::size_t begin, std::size_t end) {
    int round = 0;
    int square = 0;
    for (auto at = begin; at < end; ++at) {
        auto const c = view.at(at);
        round += c == '(' ? 1 : c == ')' ? -1 : 0;
        square += c == '[' ? 1 : c == ']' ? -1 : 0;
        if (round < 0 || square < 0) {
            end = at;
            break;
        }
    }
    auto const text = view.slice(begin, end);
    if (round > 0) {
        end = begin + text.rfind('(');
    } else if (square > 0) {
        end = begin + text.rfind('[');
    }
    // A dash at the end is the address's: pages made from titles have it.
    static constexpr std::string_view marks{".,;:!?'*"};
    while (end > begin && marks.find(view.at(end - 1)) != std::string_view::npos) {
        --end;
    }
    return end;
}

bool is_idn_character(View const& view, std::size_t place) {
    auto const script = script_at(view, place);
    return script == Script::hiragana || script == Script::katakana || script == Script::kanji ||
           (script == Script::other && character_length(view, place) == 2);
}

struct Host {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string value;
};

bool is_ascii_host_character(char c) {
    return is_alnum(c) || c == '-' || c == '.' || c == '_';
}

// Where the ASCII characters of a host end; a full-width dot behind a half-width host is the sentence's.
std::size_t ascii_host_end(View const& view, std::size_t begin) {
    auto end = begin;
    while (end < begin + 255 && is_ascii_host_character(view.at(end))) {
        bool const sentence_dot = view.at(end) == '.' && breaks_width(view, begin, end);
        if (sentence_dot && !is_ascii_host_character(view.at(end + 1))) {
            break;
        }
        ++end;
    }
    return end;
}

// The longest run from `begin` that is a host with letters of any script; `ascii_end` is tried as an end too.
std::optional<Host> international_host(View const& view, std::size_t begin, std::size_t ascii_end) {
    std::optional<Host> best;
    auto const in_host = [&](std::size_t place) {
        return is_ascii_host_character(view.at(place)) || is_idn_character(view, place);
    };
    for (auto at = begin; at < view.size() && at < begin + 300 && in_host(at);) {
        at += character_length(view, at);
        auto const next = view.at(at);
        bool const label_ends = next != '.' && next != '-' && !is_alnum(next);
        auto name = label_ends || at == ascii_end ? lowered(view.slice(begin, at)) : std::string{};
        if (is_host(name)) {
            best = Host{begin, at, std::move(name)};
        }
    }
    return best;
}

// A scheme before it is proof enough for a name no list knows, as long as it has a dot.
bool is_plausible_host(std::string_view name) {
    auto const dot = name.rfind('.');
    bool const dotted =
        dot != std::string_view::npos && dot > 0 && name.size() - dot > 2 && is_alpha(name[dot + 1]);
    return dotted || name == "localhost";
}

// The host that begins at `begin`: ASCII first, then with other letters (IDN).
std::optional<Host> host_at(View const& view, std::size_t begin) {
    auto const end = ascii_host_end(view, begin);
    auto bare = end;
    while (bare > begin && (view.at(bare - 1) == '.' || view.at(bare - 1) == '-')) {
        --bare;
    }
    auto value = lowered(view.slice(begin, bare));
    bool const strict = value.find('_') == std::string::npos;
    if (is_ipv4_text(value) || (strict && is_host(value))) {
        return Host{begin, bare, std::move(value)};
    }
    if (auto host = international_host(view, begin, end)) {
        return host;
    }
    return is_plausible_host(value) ? std::optional{Host{begin, bare, std::move(value)}} : std::nullopt;
}

std::optional<Host> bracketed_ipv6(View const& view, std::size_t begin) {
    if (view.at(begin) != '[') {
        return std::nullopt;
    }
    auto end = begin + 1;
    while (end < begin + 48 && (is_hex(view.at(end)) || view.at(end) == ':' || view.at(end) == '.')) {
        ++end;
    }
    return view.at(end) == ']' && end > begin + 3
               ? std::optional{Host{begin, end + 1, lowered(view.slice(begin, end + 1))}}
               : std::nullopt;
}

constexpr std::array<std::string_view, 5> schemes{"https://", "http://", "ftp://", "wss://", "ws://"};

std::optional<std::string_view> scheme_at(View const& view, std::size_t place) {
    auto const c = to_lower(view.at(place));
    if ((c != 'h' && c != 'f' && c != 'w') || is_alnum(view.before(place))) {
        return std::nullopt;
    }
    for (auto const scheme : schemes) {
        if (view.size() - place > scheme.size() &&
            lowered(view.slice(place, place + scheme.size())) == scheme) {
            return scheme;
        }
    }
    return std::nullopt;
}

// user:password@ before the host; phishers put a trusted name there.
std::size_t after_userinfo(View const& view, std::size_t begin) {
    for (auto at = begin; at < begin + 200; ++at) {
        auto const c = view.at(at);
        if (c == '@') {
            return at + 1;
        }
        if (c == '/' || c == '?' || c == '#' || !is_url_character(c)) {
            break;
        }
    }
    return begin;
}

std::size_t port_end(View const& view, std::size_t place) {
    if (view.at(place) != ':' || !is_digit(view.at(place + 1))) {
        return place;
    }
    auto end = place + 1;
    while (is_digit(view.at(end)) && end < place + 6) {
        ++end;
    }
    return end;
}

// The path, query and fragment from `place`, over a broken line where that is plain.
std::size_t rest_end(View const& view, std::size_t begin, std::size_t place) {
    auto const c = view.at(place);
    bool const below = c == '\n' && view.at(place + 1) == '/' && is_alnum(view.at(place + 2));
    if (!below && ((c != '/' && c != '?' && c != '#') || breaks_width(view, begin, place))) {
        return place;
    }
    auto end = url_end(view, begin, place + (below ? 1U : 0U));
    for (int lines = 0; lines < 3; ++lines) {
        auto const joined = joined_line(view, begin, end);
        if (joined == end) {
            break;
        }
        end = url_end(view, begin, joined);
    }
    return end_with_tail(view, place, std::max(place, trimmed_end(view, place, end)));
}

std::string without_breaks(std::string_view text) {
    std::string result{text};
    std::erase_if(result, is_blank);
    return result;
}

bool is_telegram_host(std::string_view host) {
    return host == "t.me" || host == "telegram.me" || host == "telegram.dog";
}

// t.me/name → the end of the name; nothing for invitations and pages.
std::size_t telegram_name_end(View const& view, std::size_t slash) {
    auto end = slash + 1;
    if (view.starts_with(end, "s/")) {
        end += 2;
    }
    auto const begin = end;
    while (is_alnum(view.at(end)) || view.at(end) == '_') {
        ++end;
    }
    auto const name = lowered(view.slice(begin, end));
    return name.size() < 4 || name == "joinchat" || name == "addstickers" || name == "share" ||
                   name == "proxy"
               ? slash
               : end;
}

}  // namespace

void find_telegram_links(Scan& scan) {
    auto const& view = scan.view;
    for (auto at = view.text().find(".me/"); at != std::string_view::npos;
         at = view.text().find(".me/", at + 1)) {
        auto begin = at;
        while (begin > 0 && is_alnum(view.at(begin - 1)) && at - begin < 10) {
            --begin;
        }
        auto const slash = at + 3;
        auto const end = telegram_name_end(view, slash);
        if (!is_telegram_host(lowered(view.slice(begin, slash))) || end == slash ||
            view.before(begin) == '.') {
            continue;
        }
        auto const name = view.text().substr(0, end).rfind('/') + 1;
        for (auto const scheme : schemes) {
            if (begin >= scheme.size() && lowered(view.slice(begin - scheme.size(), begin)) == scheme) {
                begin -= scheme.size();
                break;
            }
        }
        scan.claim({Type::telegram_id, "telegram:@" + lowered(view.slice(name, end)), begin, end});
    }
}

void find_urls(Scan& scan) {
    auto const& view = scan.view;
    for (auto at = view.text().find("://"); at != std::string_view::npos;
         at = view.text().find("://", at + 3)) {
        auto begin = at;
        while (begin > 0 && is_alpha(view.at(begin - 1)) && at - begin < 5) {
            --begin;
        }
        auto scheme = scheme_at(view, begin);
        for (; !scheme && begin < at; ++begin) {
            scheme = scheme_at(view, begin + 1);
        }
        if (!scheme) {
            continue;
        }
        auto const authority = begin + scheme->size();
        auto const host_begin = after_userinfo(view, authority);
        auto host = bracketed_ipv6(view, host_begin);
        if (!host) {
            host = host_at(view, host_begin);
        }
        if (!host || (host->value == "t.me" && !scan.is_free(begin, host->end))) {
            continue;
        }
        auto const port = port_end(view, host->end);
        auto const end = rest_end(view, begin, port);
        std::string value{*scheme};
        value += without_breaks(view.slice(authority, host->begin));
        value += host->value;
        value += without_breaks(view.slice(host->end, end));
        scan.claim({Type::url, value, begin, end});
    }
}

}  // namespace engine::observables
