#include "formats/mail/path.h"

#include "formats/mail/network.h"
#include "formats/text/ascii.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace formats::mail {

namespace {

using text::is_blank;
using text::lower;
using text::trimmed;

constexpr auto npos = std::string_view::npos;

// A word or a whole comment (without its outer brackets).
struct Token {
    std::string_view text;
    bool comment = false;
};

struct Line {
    std::vector<Token> tokens;
    std::string_view date;  // behind the last ';' outside comments
};

// Where the comment that opens at `at` is closed, or the line's end; comments nest (RFC 5322, 3.2.2).
std::size_t end_of_comment(std::string_view line, std::size_t at) {
    int depth = 0;
    for (; at < line.size(); ++at) {
        if (line[at] == '(') {
            ++depth;
        } else if (line[at] == ')' && --depth == 0) {
            break;
        }
    }
    return at;
}

Line tokens_of(std::string_view line) {
    Line result;
    std::size_t at = 0;
    while (at < line.size()) {
        char const c = line[at];
        if (is_blank(c)) {
            ++at;
        } else if (c == ';') {
            result.date = trimmed(line.substr(at + 1));
            ++at;
        } else if (c == '(') {
            auto const end = end_of_comment(line, at);
            result.tokens.push_back({line.substr(at + 1, end - at - 1), true});
            at = std::min(end + 1, line.size());
        } else {
            auto const end = std::min(line.find_first_of(" \t\r\n;(", at), line.size());
            result.tokens.push_back({line.substr(at, end - at), false});
            at = end;
        }
    }
    return result;
}

// The first IP address in a text: in brackets, or a word of its own.
std::optional<IpAddress> address_in(std::string_view text) {
    for (auto open = text.find('['); open != npos; open = text.find('[', open + 1)) {
        auto const close = text.find(']', open);
        if (close == npos) {
            break;
        }
        if (auto address = parse_ip(trimmed(text.substr(open + 1, close - open - 1)))) {
            return address;
        }
    }
    for (std::size_t at = 0; at < text.size();) {
        auto const begin = text.find_first_not_of(" \t\r\n,;()[]=<>\"", at);
        if (begin == npos) {
            break;
        }
        auto end = std::min(text.find_first_of(" \t\r\n,;()[]=<>\"", begin), text.size());
        auto word = text.substr(begin, end - begin);
        word.remove_suffix(word.ends_with('.') ? 1 : 0);
        if (auto address = parse_ip(word)) {
            return address;
        }
        // "203.0.113.7:25324"
        auto const colon = word.rfind(':');
        if (auto address = colon == npos ? std::nullopt : parse_ip(word.substr(0, colon));
            address && address->v4) {
            return address;
        }
        at = end;
    }
    return std::nullopt;
}

bool looks_like_host(std::string_view word) noexcept {
    return word.find('.') != npos && word.find_first_of("[]@=:/") == npos && !parse_ip(word);
}

// "HELO name" or "helo=name" in a comment.
std::string_view helo_in(std::string_view comment) {
    auto const folded = lower(comment);
    for (std::string_view const mark : {"helo=", "ehlo=", "helo ", "ehlo "}) {
        if (auto const at = folded.find(mark); at != std::string::npos) {
            auto const rest = comment.substr(at + mark.size());
            return rest.substr(0, rest.find_first_of(" \t)"));
        }
    }
    return {};
}

std::string without_brackets(std::string_view word) {
    if (word.starts_with('[') && word.ends_with(']')) {
        word = word.substr(1, word.size() - 2);
    }
    return std::string(word);
}

void set_address(Hop& hop, IpAddress const& address) {
    hop.address = to_string(address);
    hop.public_address = is_public(address);
}

void read_from_comment(Hop& hop, std::string_view comment) {
    if (hop.address.empty()) {
        if (auto const address = address_in(comment)) {
            set_address(hop, *address);
        }
    }
    if (auto const helo = helo_in(comment); !helo.empty()) {
        hop.host = hop.from == "unknown" || parse_ip(without_brackets(hop.from)) ? hop.host : hop.from;
        hop.from = without_brackets(helo);
        return;
    }
    auto const word = comment.substr(0, comment.find_first_of(" \t["));
    if (hop.host.empty() && looks_like_host(word)) {
        hop.host = std::string(word.ends_with('.') ? word.substr(0, word.size() - 1) : word);
    }
}

enum class Clause : std::uint8_t { none, from, by, with, via, id, recipient };

std::optional<Clause> clause_of(std::string_view word) {
    static constexpr std::array<std::pair<std::string_view, Clause>, 6> names = {
        std::pair{"from", Clause::from}, std::pair{"by", Clause::by}, std::pair{"with", Clause::with},
        std::pair{"via", Clause::via},   std::pair{"id", Clause::id}, std::pair{"for", Clause::recipient}};
    auto const folded = lower(word);
    for (auto const& [name, clause] : names) {
        if (folded == name) {
            return clause;
        }
    }
    return std::nullopt;
}

void add_word(std::string& value, std::string_view word) {
    value += value.empty() ? "" : " ";
    value += word;
}

void take(Hop& hop, Clause clause, Token const& token) {
    if (token.comment) {
        if (clause == Clause::from) {
            read_from_comment(hop, token.text);
        }
        return;
    }
    switch (clause) {
        case Clause::from:
            if (hop.from.empty()) {
                hop.from = without_brackets(token.text);
                if (auto const address = parse_ip(hop.from)) {
                    set_address(hop, *address);
                }
            } else {
                read_from_comment(hop, token.text);
            }
            break;
        case Clause::by:
            if (hop.by.empty()) {
                hop.by = without_brackets(token.text);
            }
            break;
        case Clause::with:
            add_word(hop.with, token.text);
            break;
        case Clause::id:
            if (hop.id.empty()) {
                hop.id = token.text;
            }
            break;
        case Clause::recipient: {
            auto text = token.text;
            text.remove_prefix(text.starts_with('<') ? 1 : 0);
            text.remove_suffix(text.ends_with('>') ? 1 : 0);
            if (hop.recipient.empty()) {
                hop.recipient = text;
            }
            break;
        }
        case Clause::via:
        case Clause::none:
            break;
    }
}

enum class Owner : std::uint8_t { own, foreign, unclear };

bool is_own_name(std::string_view host, std::vector<std::string> const& own) {
    auto name = lower(host);
    if (name.ends_with('.')) {
        name.pop_back();
    }
    return std::ranges::any_of(own, [&](std::string const& entry) {
        auto domain = lower(entry);
        if (domain.starts_with('.')) {
            domain.erase(0, 1);
        }
        bool const below = name.size() > domain.size() && name.ends_with(domain) &&
                           name[name.size() - domain.size() - 1] == '.';
        return !domain.empty() && (name == domain || below);
    });
}

// Whose the receiving host of a hop is.
Owner receiver_of(Hop const& hop, std::vector<std::string> const& own) {
    if (auto const address = parse_ip(hop.by)) {
        if (std::ranges::any_of(own,
                                [&](std::string const& network) { return is_inside(*address, network); })) {
            return Owner::own;
        }
        return is_internal(*address) ? Owner::unclear : Owner::foreign;
    }
    if (is_own_name(hop.by, own)) {
        return Owner::own;
    }
    // "localhost", a name without a domain: says nothing about whose it is.
    return hop.by.find('.') == std::string::npos ? Owner::unclear : Owner::foreign;
}

bool came_from_own(Hop const& hop, std::vector<std::string> const& own) {
    auto const address = parse_ip(hop.address);
    if (!address) {
        return is_own_name(hop.host, own);
    }
    if (is_internal(*address)) {
        return true;
    }
    return std::ranges::any_of(own, [&](std::string const& network) { return is_inside(*address, network); });
}

void without_own_networks(Path& path) {
    for (std::size_t at = path.hops.size(); at > 0; --at) {
        if (path.hops[at - 1].public_address) {
            path.first_outside = at - 1;
            path.first_outside_reason = {"受信側の機器に近い順に見て、最初に現れたグローバルIPアドレスです",
                                         "the first public address, going back from the receiver"};
            return;
        }
    }
    path.first_outside_reason = {"Received にグローバルIPアドレスがありません",
                                 "no Received line names a public address"};
}

}  // namespace

Hop read_hop(std::string_view line) {
    Hop hop;
    hop.written = trimmed(line);
    auto const [tokens, date] = tokens_of(line);
    auto clause = Clause::none;
    for (auto const& token : tokens) {
        auto const next = token.comment ? std::nullopt : clause_of(token.text);
        // "from by": the word behind "from" is a name, whatever it is.
        bool const awaited = clause == Clause::from && hop.from.empty();
        if (next && !awaited) {
            clause = *next;
        } else {
            take(hop, clause, token);
        }
    }
    hop.time = read_date(date);
    return hop;
}

void mark_first_outside(Path& path, std::vector<std::string> const& own_networks) {
    path.first_outside.reset();
    if (path.hops.empty()) {
        path.first_outside_reason = {"Received がありません", "there is no Received line"};
        return;
    }
    if (own_networks.empty()) {
        without_own_networks(path);
        return;
    }
    for (std::size_t at = path.hops.size(); at > 0; --at) {
        auto const& hop = path.hops[at - 1];
        auto const receiver = receiver_of(hop, own_networks);
        if (receiver == Owner::foreign) {
            break;
        }
        if (receiver == Owner::own && !came_from_own(hop, own_networks)) {
            path.first_outside =
                at - 1;  // an own host took it from outside; earlier lines are the sender's word
            path.first_outside_reason = {
                fmt::format("自組織の {} が外部から受け取った箇所です", hop.by),
                fmt::format("here {}, one of our own, took it in from outside", hop.by)};
            return;
        }
    }
    path.first_outside_reason = {"自組織の機器が外部から受け取った箇所がありません",
                                 "no line says that one of our own hosts took it in from outside"};
}

}  // namespace formats::mail
