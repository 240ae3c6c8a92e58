#include "formats/indicator_list/indicator_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace formats::indicator_list {

namespace {

constexpr std::string_view wide_space = "\u3000";

bool is_blank(char c) noexcept {
    return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

std::string_view trimmed(std::string_view text) noexcept {
    for (;;) {
        if (!text.empty() && is_blank(text.front())) {
            text.remove_prefix(1);
        } else if (!text.empty() && is_blank(text.back())) {
            text.remove_suffix(1);
        } else if (text.starts_with(wide_space)) {
            text.remove_prefix(wide_space.size());
        } else if (text.ends_with(wide_space)) {
            text.remove_suffix(wide_space.size());
        } else {
            return text;
        }
    }
}

bool is_comment(std::string_view text) noexcept {
    return text.starts_with('#') || text.starts_with(';') || text.starts_with("//") || text.starts_with('!');
}

bool is_url(std::string_view text) noexcept {
    return text.find("://") != std::string_view::npos;
}

// Where the first word ends: at a blank, and for what is no URL also at a comma or semicolon.
std::size_t word_end(std::string_view text) noexcept {
    auto const blank = std::min({text.find_first_of(" \t\r\v\f"), text.find(wide_space), text.size()});
    auto const word = text.substr(0, blank);
    if (!is_url(word) && word.find("[:]//") == std::string_view::npos) {
        return std::min(word.find_first_of(",;"), word.size());
    }
    // A comma may be part of a URL; the one before a blank is not.
    return word.ends_with(',') || word.ends_with(';') ? blank - 1 : blank;
}

// What follows a value, without the sign that begins it.
std::string comment_of(std::string_view rest) {
    rest = trimmed(rest);
    while (!rest.empty() &&
           (rest.front() == ',' || rest.front() == ';' || rest.front() == '#' || rest.starts_with("//"))) {
        rest = trimmed(rest.substr(rest.starts_with("//") ? 2 : 1));
    }
    if (rest.size() >= 2 && rest.front() == '"' && rest.back() == '"') {
        rest = rest.substr(1, rest.size() - 2);
    }
    return std::string(rest);
}

struct Split {
    std::string value;
    std::string_view rest;
};

// "a ""quoted"" value",comment
Split quoted(std::string_view text) {
    Split split;
    std::size_t at = 1;
    for (; at < text.size(); ++at) {
        if (text[at] != '"') {
            split.value += text[at];
        } else if (text.substr(at, 2) == "\"\"") {
            split.value += '"';
            ++at;
        } else {
            break;
        }
    }
    split.rest = at < text.size() ? text.substr(at + 1) : std::string_view();
    split.value = trimmed(split.value);
    return split;
}

Split first_word(std::string_view text) {
    auto const end = word_end(text);
    return {std::string(text.substr(0, end)), text.substr(end)};
}

// An address that sends nowhere begins a line of a hosts file.
bool is_sink(std::string_view word) noexcept {
    return word == "0.0.0.0" || word == "127.0.0.1" || word == "::" || word == "::1" ||
           word == "255.255.255.255" || word == "fe80::1%lo0" || word == "ff02::1" || word == "ff02::2";
}

bool is_own_name(std::string_view host) noexcept {
    return host == "localhost" || host == "localhost.localdomain" || host == "local" ||
           host == "broadcasthost" || host == "0.0.0.0" || host.starts_with("ip6-");
}

// "||evil.example^" and "*.evil.example" mean the host itself.
std::string unmarked(std::string value) {
    if (value.starts_with("||")) {
        value.erase(0, 2);
        value.resize(std::min(value.find('^'), value.size()));
    }
    if (value.starts_with("*.")) {
        value.erase(0, 2);
    }
    return value;
}

// What stays of a bracket once the usual ways of defanging are taken out.
bool has_pattern_signs(std::string_view value) {
    if (is_url(value)) {
        return false;
    }
    if (value.find_first_of("^$\\*{}|") != std::string_view::npos) {
        return true;
    }
    for (std::size_t at = value.find_first_of("[("); at != std::string_view::npos;
         at = value.find_first_of("[(", at + 1)) {
        auto const inside = value.substr(at + 1);
        constexpr std::array defanged = {".", ":", "dot", "DOT", "at", "AT", "@", "://", "/", ",", "ドット"};
        bool const known = std::any_of(defanged.begin(), defanged.end(), [&](std::string_view sign) {
            return inside.starts_with(sign) && inside.size() > sign.size() &&
                   (inside[sign.size()] == ']' || inside[sign.size()] == ')');
        });
        bool const address =
            value.front() == '[' && at == 0 && inside.find(':') < inside.find(']');  // [2001:db8::1]:443
        if (!known && !address) {
            return true;
        }
    }
    return false;
}

std::optional<base::Words> refusal_of(std::string_view value) {
    if (value.empty()) {
        return base::Words{"値がありません", "there is no value"};
    }
    if (value.size() > longest_value) {
        return base::Words{
            fmt::format("値が長すぎます（{} バイト。上限は {} バイト）", value.size(), longest_value),
            fmt::format("the value is too long ({} bytes; the limit is {})", value.size(), longest_value)};
    }
    if (value.find('\0') != std::string_view::npos) {
        return base::Words{"文字 U+0000 は使えません", "the character U+0000 is not allowed"};
    }
    if (value.front() == '/') {
        return base::Words{"ホストのないパスだけです", "a path without a host"};
    }
    if (has_pattern_signs(value)) {
        return base::Words{"値ではなく正規表現・ワイルドカードです", "a pattern, not a value"};
    }
    return std::nullopt;
}

NumberedIndicator judged(std::size_t line, std::string value, std::string comment) {
    value = unmarked(std::move(value));
    if (auto reason = refusal_of(value)) {
        return {line, base::Violation{text::line_field(line), std::move(*reason)}};
    }
    return {line, Indicator{std::move(value), std::move(comment)}};
}

std::vector<NumberedIndicator> hosts_line(std::size_t line, std::string_view rest) {
    std::vector<NumberedIndicator> found;
    auto const mark = std::min(rest.find('#'), rest.size());
    auto const comment = comment_of(rest.substr(mark));
    for (rest = trimmed(rest.substr(0, mark)); !rest.empty();) {
        auto [host, after] = first_word(rest);
        if (host.empty()) {
            after = rest.substr(1);  // a stray comma
        } else if (!is_own_name(host)) {
            found.push_back(judged(line, std::move(host), comment));
        }
        rest = trimmed(after);
    }
    return found;
}

std::vector<NumberedIndicator> parse_line(text::Line const& line) {
    if (!line.text) {
        return {{line.number, line.text.violations()}};
    }
    auto const text = trimmed(*line.text);
    if (text.empty() || is_comment(text)) {
        return {};
    }
    auto split = text.front() == '"' ? quoted(text) : first_word(text);
    auto const rest = trimmed(split.rest);
    if (is_sink(split.value) && !rest.empty() && !is_comment(rest) && rest.front() != ',') {
        return hosts_line(line.number, rest);
    }
    return {judged(line.number, std::move(split.value), comment_of(rest))};
}

std::vector<NumberedIndicator> parse_all(std::vector<text::Line> const& lines) {
    std::vector<NumberedIndicator> all;
    for (auto const& line : lines) {
        for (auto& each : parse_line(line)) {
            all.push_back(std::move(each));
        }
    }
    return all;
}

}  // namespace

std::vector<NumberedIndicator> Reader::feed(std::string_view chunk) {
    return parse_all(lines_.feed(chunk));
}

std::vector<NumberedIndicator> Reader::finish() {
    return parse_all(lines_.finish());
}

}  // namespace formats::indicator_list
