#include "formats/mail/path.h"
#include "formats/text/ascii.h"

#include <algorithm>
#include <array>
#include <utility>

namespace formats::mail {

namespace {

using text::lower;
using text::trimmed;

constexpr std::size_t most_results = 100;

// Pieces between ';' outside comments and quotes.
std::vector<std::string_view> clauses(std::string_view text) {
    std::vector<std::string_view> found;
    std::size_t begin = 0;
    int depth = 0;
    bool quoted = false;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        char const c = at < text.size() ? text[at] : ';';
        quoted = c == '"' ? !quoted : quoted;
        depth += quoted ? 0 : c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
        if (at == text.size() || (c == ';' && depth == 0 && !quoted)) {
            found.push_back(trimmed(text.substr(begin, at - begin)));
            begin = at + 1;
        }
    }
    return found;
}

std::string without_comments(std::string_view text) {
    std::string out;
    int depth = 0;
    for (char const c : text) {
        depth += c == '(' ? 1 : 0;
        if (depth == 0) {
            out += c;
        }
        depth -= c == ')' && depth > 0 ? 1 : 0;
    }
    return out;
}

std::string_view property(std::string_view clause, std::string_view name) {
    auto const folded = lower(clause);
    auto const at = folded.find(name);
    if (at == std::string::npos) {
        return {};
    }
    auto value = clause.substr(at + name.size());
    value = value.substr(0, value.find_first_of(" \t;,)"));
    value.remove_prefix(value.starts_with('"') || value.starts_with('<') ? 1 : 0);
    value.remove_suffix(value.ends_with('"') || value.ends_with('>') ? 1 : 0);
    return value;
}

std::string domain_of(std::string_view clause) {
    static constexpr std::array<std::string_view, 6> names = {
        "header.from=", "header.d=", "header.i=", "smtp.mailfrom=", "smtp.helo=", "envelope-from="};
    for (auto const name : names) {
        if (auto const value = property(clause, name); !value.empty()) {
            return std::string(value);
        }
    }
    return {};
}

Authentication received_spf(std::string_view field, std::string_view value) {
    Authentication result;
    result.method = "spf";
    result.field = field;
    result.written = value;
    result.result = lower(value.substr(0, value.find_first_of(" \t(;")));
    result.domain = domain_of(value);
    return result;
}

bool is_method(std::string_view word) noexcept {
    return !word.empty() && std::ranges::all_of(word, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '/' || c == ' ';
    });
}

}  // namespace

std::vector<Authentication> read_authentication(std::string_view field, std::string_view value) {
    value = trimmed(value);
    if (value.empty()) {
        return {};
    }
    if (lower(field) == "received-spf") {
        return {received_spf(field, value)};
    }
    std::vector<Authentication> found;
    std::string by;
    bool first = true;
    for (auto const clause : clauses(value)) {
        auto const plain = without_comments(clause);
        auto const equals = plain.find('=');
        auto const method = lower(trimmed(std::string_view(plain).substr(0, equals)));
        if (std::exchange(first, false) && (equals == std::string::npos || !is_method(method))) {
            by = plain.substr(0, plain.find_first_of(" \t"));
            continue;
        }
        if (method == "i" || equals == std::string::npos || !is_method(method) ||
            found.size() >= most_results) {
            first = method == "i";  // ARC: the instance comes before the name of the receiver
            continue;
        }
        auto const result = trimmed(std::string_view(plain).substr(equals + 1));
        found.push_back({method.substr(0, method.find('/')),
                         lower(result.substr(0, result.find_first_of(" \t;"))), domain_of(clause), by,
                         std::string(field), std::string(clause)});
    }
    return found;
}

}  // namespace formats::mail
