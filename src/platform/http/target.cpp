#include "platform/http/target.h"

#include <algorithm>
#include <cstdint>

namespace platform::http {

namespace {

constexpr std::size_t max_query_pairs = 200;

base::Violation refuse(std::string_view ja, std::string_view en) {
    return {"target", {std::string(ja), std::string(en)}};
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

bool is_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// pchar of RFC 3986, the slash, and '%' whose escape is checked when decoding.
bool is_path_character(char c) {
    return is_alphanumeric(c) || std::string_view("/-._~!$&'()*+,;=:@%").find(c) != std::string_view::npos;
}

// Browsers leave [ ] { } | ^ ` \ unescaped in queries (filter[field]); nothing else beyond RFC 3986 is taken.
bool is_query_character(char c) {
    return c > 0x20 && c < 0x7f && c != '#' && c != '"' && c != '<' && c != '>';
}

struct SequenceRule {
    std::size_t length;
    std::uint8_t second_from;
    std::uint8_t second_to;
};

// Table 3-7 of the Unicode standard: length by lead byte and the range of the second byte; length 0 = never a
// lead.
SequenceRule sequence_rule(std::uint8_t lead) noexcept {
    if (lead < 0x80) {
        return {1, 0, 0};
    }
    if (lead >= 0xc2 && lead <= 0xdf) {
        return {2, 0x80, 0xbf};
    }
    if (lead >= 0xe0 && lead <= 0xef) {
        return {3, static_cast<std::uint8_t>(lead == 0xe0 ? 0xa0 : 0x80),
                static_cast<std::uint8_t>(lead == 0xed ? 0x9f : 0xbf)};
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        return {4, static_cast<std::uint8_t>(lead == 0xf0 ? 0x90 : 0x80),
                static_cast<std::uint8_t>(lead == 0xf4 ? 0x8f : 0xbf)};
    }
    return {0, 0, 0};
}

base::Parsed<std::string> decode_path(std::string_view raw) {
    if (!std::ranges::all_of(raw, is_path_character)) {
        return refuse("パスに使えない文字があります",
                      "the path has a character that must be percent-encoded");
    }
    std::string path;
    path.reserve(raw.size());
    std::size_t at = 0;
    while (at < raw.size()) {  // raw starts with '/', and so does every turn
        auto const end = std::min(raw.find('/', at + 1), raw.size());
        auto const segment = percent_decode(raw.substr(at + 1, end - at - 1), Plus::literal);
        if (!segment) {
            return refuse("パスのパーセント符号化が正しくありません(UTF-8のみ)",
                          "the path's percent-encoding is not valid UTF-8 without control characters");
        }
        if (*segment == "." || *segment == "..") {
            return refuse("パスに . や .. は使えません", "dot segments are not accepted");
        }
        if (segment->find_first_of("/\\") != std::string::npos) {
            return refuse("パスの中に符号化した斜線は使えません", "an encoded slash is not accepted");
        }
        path.append("/").append(*segment);
        at = end;
    }
    return path;
}

base::Parsed<Pairs> decode_query(std::string_view raw) {
    if (!std::ranges::all_of(raw, is_query_character)) {
        return refuse("問い合わせ部に使えない文字があります",
                      "the query has a character that must be percent-encoded");
    }
    Pairs pairs;
    std::size_t at = 0;
    while (at < raw.size()) {
        auto const end = std::min(raw.find('&', at), raw.size());
        auto const part = raw.substr(at, end - at);
        at = end + 1;
        if (part.empty()) {
            continue;
        }
        if (pairs.size() == max_query_pairs) {
            return refuse("問い合わせ部の項目が多すぎます(200まで)",
                          "the query has more than 200 parameters");
        }
        auto const equals = std::min(part.find('='), part.size());
        auto name = percent_decode(part.substr(0, equals), Plus::space);
        auto value = percent_decode(part.substr(std::min(equals + 1, part.size())), Plus::space);
        if (!name || !value) {
            return refuse("問い合わせ部のパーセント符号化が正しくありません(UTF-8のみ)",
                          "the query's percent-encoding is not valid UTF-8 without NUL");
        }
        pairs.emplace_back(std::move(*name), std::move(*value));
    }
    return pairs;
}

struct AbsoluteForm {
    std::string scheme;
    std::string authority;
    std::string_view rest;  // of the text it was split from
};

// "http://host[:port]/path"
base::Parsed<AbsoluteForm> split_absolute_form(std::string_view text) {
    AbsoluteForm form;
    auto const colon = text.find("://");
    form.scheme = colon == std::string_view::npos ? "" : lower_case_ascii(text.substr(0, colon));
    if (form.scheme != "http" && form.scheme != "https") {
        return refuse("http または https の宛先だけを受け付けます",
                      "only http and https targets are accepted");
    }
    auto const rest = text.substr(colon + 3);
    auto const end = std::min(rest.find_first_of("/?"), rest.size());
    form.authority = lower_case_ascii(rest.substr(0, end));
    if (form.authority.empty() || form.authority.find('@') != std::string::npos) {
        return refuse("宛先のホストが正しくありません", "the target's authority is not a host");
    }
    form.rest = rest.substr(end);
    return form;
}

}  // namespace

bool is_valid_utf8(std::string_view text) noexcept {
    std::size_t at = 0;
    while (at < text.size()) {
        auto const rule = sequence_rule(static_cast<std::uint8_t>(text[at]));
        if (rule.length == 0 || text.size() - at < rule.length) {
            return false;
        }
        for (std::size_t i = 1; i < rule.length; ++i) {
            auto const byte = static_cast<std::uint8_t>(text[at + i]);
            if (byte < (i == 1 ? rule.second_from : 0x80) || byte > (i == 1 ? rule.second_to : 0xbf)) {
                return false;
            }
        }
        at += rule.length;
    }
    return true;
}

std::string lower_case_ascii(std::string_view text) {
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

std::optional<std::string> percent_decode(std::string_view text, Plus plus) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus == Plus::space) {
            decoded.push_back(' ');
            continue;
        }
        if (text[i] != '%') {
            decoded.push_back(text[i]);
            continue;
        }
        if (text.size() - i < 3) {
            return std::nullopt;
        }
        int const high = hex_value(text[i + 1]);
        int const low = hex_value(text[i + 2]);
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        decoded.push_back(static_cast<char>(high * 16 + low));
        i += 2;
    }
    auto const is_forbidden = [plus](char c) {
        bool const is_text_layout =
            c == '\n' || c == '\r' || c == '\t';  // a query may carry a text, a path may not
        return (c >= 0 && c < 0x20 && !(plus == Plus::space && is_text_layout)) || c == 0x7f;
    };
    if (std::ranges::any_of(decoded, is_forbidden) || !is_valid_utf8(decoded)) {
        return std::nullopt;
    }
    return decoded;
}

base::Parsed<Target> parse_target(std::string_view text) {
    Target target;
    if (text == "*") {
        target.path = "*";
        return target;
    }
    if (!text.starts_with('/')) {
        auto form = split_absolute_form(text);
        if (!form) {
            return form.violations();
        }
        target.scheme = std::move(form->scheme);
        target.authority = std::move(form->authority);
        text = form->rest;
    }
    auto const question = std::min(text.find('?'), text.size());
    auto const raw_path = text.substr(0, question);
    auto path = decode_path(raw_path.empty() ? std::string_view("/") : raw_path);
    if (!path) {
        return path.violations();
    }
    auto query = decode_query(text.substr(std::min(question + 1, text.size())));
    if (!query) {
        return query.violations();
    }
    target.path = std::move(*path);
    target.query = std::move(*query);
    return target;
}

}  // namespace platform::http
