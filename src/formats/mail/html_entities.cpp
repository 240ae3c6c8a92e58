#include "formats/mail/html_entities.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace formats::mail {

namespace {

constexpr std::size_t longest_reference = 12;

struct Named {
    std::string_view name;
    char32_t value;
};

constexpr std::array references = {
    Named{"amp", '&'},      Named{"lt", '<'},       Named{"gt", '>'},        Named{"quot", '"'},
    Named{"apos", '\''},    Named{"nbsp", ' '},     Named{"yen", 0xA5},      Named{"copy", 0xA9},
    Named{"reg", 0xAE},     Named{"trade", 0x2122}, Named{"hellip", 0x2026}, Named{"mdash", 0x2014},
    Named{"ndash", 0x2013}, Named{"lsquo", 0x2018}, Named{"rsquo", 0x2019},  Named{"ldquo", 0x201C},
    Named{"rdquo", 0x201D}, Named{"bull", 0x2022},  Named{"middot", 0xB7},   Named{"times", 0xD7},
    Named{"euro", 0x20AC},  Named{"pound", 0xA3},   Named{"cent", 0xA2},     Named{"sect", 0xA7},
    Named{"deg", 0xB0},     Named{"laquo", 0xAB},   Named{"raquo", 0xBB},    Named{"ensp", ' '},
    Named{"emsp", ' '},     Named{"thinsp", ' '},   Named{"shy", 0xAD},      Named{"zwnj", 0x200C},
    Named{"zwj", 0x200D},   Named{"lrm", 0x200E},   Named{"rlm", 0x200F},    Named{"rarr", 0x2192},
    Named{"larr", 0x2190},  Named{"uarr", 0x2191},  Named{"darr", 0x2193},   Named{"dagger", 0x2020},
    Named{"colon", ':'},    Named{"sol", '/'},      Named{"period", '.'},    Named{"commat", '@'},
    Named{"num", '#'},      Named{"percnt", '%'},   Named{"equals", '='},    Named{"quest", '?'},
    Named{"Tab", '\t'},     Named{"NewLine", '\n'}, Named{"lpar", '('},      Named{"rpar", ')'},
};

std::optional<char32_t> numeric(std::string_view digits) {
    int base = 10;
    if (digits.starts_with('x') || digits.starts_with('X')) {
        digits.remove_prefix(1);
        base = 16;
    }
    std::uint32_t value = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (error != std::errc() || end != digits.data() + digits.size() || value == 0) {
        return std::nullopt;
    }
    return static_cast<char32_t>(value);
}

}  // namespace

std::string without_entities(std::string_view html) {
    std::string out;
    out.reserve(html.size());
    for (std::size_t at = 0; at < html.size();) {
        if (html[at] != '&') {
            out += html[at++];
            continue;
        }
        auto const rest = html.substr(at + 1, longest_reference);
        auto const length =
            rest.find_first_not_of("#0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
        auto const name = rest.substr(0, length);
        std::optional<char32_t> value;
        if (name.starts_with('#')) {
            value = numeric(name.substr(1));
        } else if (auto const found = std::ranges::find(references, name, &Named::name);
                   found != references.end()) {
            value = found->value;
        }
        if (!value) {
            out += html[at++];
            continue;
        }
        out += base::encode_utf8(*value);
        at += 1 + name.size();
        at += at < html.size() && html[at] == ';' ? 1U : 0U;
    }
    return out;
}

}  // namespace formats::mail
