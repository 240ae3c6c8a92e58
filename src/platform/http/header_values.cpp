#include "platform/http/header_values.h"

#include "platform/http/target.h"

#include <algorithm>

namespace platform::http {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_token_character(char c) {
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

// "0", "0.5", "1.000" → thousandths; nullopt for anything else (RFC 9110 12.4.2).
std::optional<int> parse_weight(std::string_view text) {
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1') ||
        (text.size() > 1 && text[1] != '.')) {
        return std::nullopt;
    }
    int weight = (text[0] - '0') * 1000;
    int unit = 100;
    for (char const c : text.substr(std::min<std::size_t>(2, text.size()))) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        weight += (c - '0') * unit;
        unit /= 10;
    }
    return std::min(weight, 1000);
}

struct Weighted {
    std::string_view value;
    int weight = 1000;
};

Weighted split_weight(std::string_view element) {
    auto const semicolon = element.find(';');
    if (semicolon == std::string_view::npos) {
        return {element};
    }
    auto const parameter = trim_blanks(element.substr(semicolon + 1));
    auto const value = trim_blanks(element.substr(0, semicolon));
    bool const is_weight = parameter.size() > 2 && lower(parameter[0]) == 'q' && parameter[1] == '=';
    return {value, is_weight ? parse_weight(parameter.substr(2)).value_or(0) : 0};
}

bool is_language(std::string_view range, std::string_view language) {
    return range.size() >= 2 && equals_ignoring_case(range.substr(0, 2), language) &&
           (range.size() == 2 || range[2] == '-');
}

std::string_view without_weakness(std::string_view etag) {
    return etag.starts_with("W/") ? etag.substr(2) : etag;
}

}  // namespace

bool is_token(std::string_view text) noexcept {
    return !text.empty() && std::ranges::all_of(text, is_token_character);
}

std::string_view trim_blanks(std::string_view text) noexcept {
    auto const first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool equals_ignoring_case(std::string_view a, std::string_view b) noexcept {
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::vector<std::string_view> split_list(std::string_view value) {
    std::vector<std::string_view> elements;
    std::size_t at = 0;
    while (at <= value.size()) {
        auto const end = std::min(value.find(',', at), value.size());
        if (auto const element = trim_blanks(value.substr(at, end - at)); !element.empty()) {
            elements.push_back(element);
        }
        at = end + 1;
    }
    return elements;
}

Language preferred_language(std::string_view accept_language) {
    int japanese = 0;
    int english = 0;
    for (auto const element : split_list(accept_language)) {
        auto const [range, weight] = split_weight(element);
        if (is_language(range, "ja")) {
            japanese = std::max(japanese, weight);
        } else if (is_language(range, "en")) {
            english = std::max(english, weight);
        }
    }
    return english > japanese ? Language::en : Language::ja;
}

bool accepts_encoding(std::string_view accept_encoding, std::string_view coding) {
    return std::ranges::any_of(split_list(accept_encoding), [coding](std::string_view element) {
        auto const [value, weight] = split_weight(element);
        return equals_ignoring_case(value, coding) && weight > 0;
    });
}

std::string media_type(std::string_view content_type) {
    auto const value = trim_blanks(content_type.substr(0, content_type.find(';')));
    auto const slash = value.find('/');
    if (slash == std::string_view::npos || !is_token(value.substr(0, slash)) ||
        !is_token(value.substr(slash + 1))) {
        return {};
    }
    return lower_case_ascii(value);
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
    return std::ranges::any_of(split_list(if_none_match), [etag](std::string_view element) {
        return element == "*" || without_weakness(element) == without_weakness(etag);
    });
}

bool has_list_member(std::string_view list, std::string_view member) {
    return std::ranges::any_of(split_list(list), [member](std::string_view element) {
        return equals_ignoring_case(element, member);
    });
}

}  // namespace platform::http
