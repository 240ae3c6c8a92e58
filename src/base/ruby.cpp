#include "base/ruby.h"

#include "base/utf8.h"

#include <optional>

namespace base {

namespace {

constexpr std::size_t longest_word = 20;     // code points
constexpr std::size_t longest_reading = 40;  // code points

bool is_kana(char32_t value) {
    bool const hiragana = value >= 0x3041 && value <= 0x3096;
    bool const katakana = value >= 0x30A1 && value <= 0x30FC;  // with ・ and ー
    return hiragana || katakana;
}

bool is_reading(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        auto const point = decode_utf8(text, at);
        if (!point.valid || !is_kana(point.value)) {
            return false;
        }
        at += point.length;
    }
    return true;
}

Words wrong(std::string_view part) {
    auto const count = count_code_points(part);
    if (!count) {
        return {"UTF-8の文字ではありません", "is not UTF-8"};
    }
    auto const shown = std::string(first_code_points(part, longest_word));
    return {"ふりがなの印に誤りがあります: " + shown + " ({漢字|かんじ} の形で書きます)",
            "the ruby mark-up is wrong at " + shown + " (written as {漢字|かんじ})"};
}

// 「漢字|かんじ」, between its braces.
std::optional<RubyRun> word_of(std::string_view inside) {
    auto const bar = inside.find('|');
    if (bar == std::string_view::npos) {
        return std::nullopt;
    }
    auto const text = inside.substr(0, bar);
    auto const reading = inside.substr(bar + 1);
    auto const length = count_code_points(text).value_or(0);
    auto const reading_length = count_code_points(reading).value_or(0);
    bool const fits = length > 0 && length <= longest_word && reading_length > 0 &&
                      reading_length <= longest_reading && text.find('{') == std::string_view::npos;
    if (!fits || !is_reading(reading)) {
        return std::nullopt;
    }
    return RubyRun{std::string(text), std::string(reading)};
}

}  // namespace

Parsed<std::vector<RubyRun>> parse_ruby(std::string_view marked) {
    std::vector<RubyRun> runs;
    std::vector<Violation> violations;
    if (!is_storable_text(marked)) {
        violations.push_back({"", wrong(marked)});
        return violations;
    }
    while (!marked.empty()) {
        auto const open = marked.find_first_of("{|}");
        auto const plain = marked.substr(0, open);
        if (!plain.empty()) {
            runs.push_back({std::string(plain), {}});
        }
        if (open == std::string_view::npos) {
            break;
        }
        marked.remove_prefix(open);
        auto const close = marked.find('}');
        auto const word = marked.front() == '{' && close != std::string_view::npos
                              ? word_of(marked.substr(1, close - 1))
                              : std::nullopt;
        if (!word) {
            violations.push_back({"", wrong(marked)});
            return violations;
        }
        runs.push_back(*word);
        marked.remove_prefix(close + 1);
    }
    return runs;
}

std::string without_ruby(std::string_view marked) {
    auto const runs = parse_ruby(marked);
    if (!runs) {
        return std::string(marked);
    }
    std::string plain;
    for (auto const& run : *runs) {
        plain += run.text;
    }
    return plain;
}

}  // namespace base
