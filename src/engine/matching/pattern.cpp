#include "engine/matching/pattern.h"

#include "base/text_fold.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace engine::matching {

namespace {

constexpr std::size_t max_pattern_bytes = 4096;
constexpr std::uint32_t bytes_per_character = 3;

struct Conjugation {
    std::string_view ending;
    std::array<std::string_view, 10> forms;
};

constexpr std::array<Conjugation, 9> conjugations{{
    {"う", {"って", "った", "っち", "いまし", "いしま", "わされ", "い、", "い。", "われまし", "われた"}},
    {"つ", {"って", "った", "っち", "ちまし", "ちしま", "たされ", "ち、", "ち。", "たれまし", "たれた"}},
    {"く", {"いて", "いた", "いち", "きまし", "きしま", "かされ", "き、", "き。", "かれまし", "かれた"}},
    {"ぐ", {"いで", "いだ", "いじ", "ぎまし", "ぎしま", "がされ", "ぎ、", "ぎ。", "がれまし", "がれた"}},
    {"す", {"して", "した", "しち", "しまし", "しされ", "させられ", "し、", "し。", "されまし", "された"}},
    {"ぬ", {"んで", "んだ", "んじ", "にまし", "", "なされ", "に、", "に。", "", ""}},
    {"ぶ", {"んで", "んだ", "んじ", "びまし", "びしま", "ばされ", "び、", "び。", "ばれまし", "ばれた"}},
    {"む", {"んで", "んだ", "んじ", "みまし", "みしま", "まされ", "み、", "み。", "まれまし", "まれた"}},
    {"る", {"って", "った", "っち", "りまし", "りしま", "らされ", "り、", "り。", "られまし", "られた"}},
}};

constexpr std::array<std::string_view, 9> one_row_forms{"て", "た", "ち",       "まし",  "させられ",
                                                        "、", "。", "られまし", "られた"};
constexpr std::array<std::string_view, 10> irregular_forms{
    "して", "した", "しち", "しまし", "させられ", "し、", "し。", "されまし", "された", "しておりま"};

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

base::Violation refusal(std::string_view ja, std::string_view en, std::string_view text) {
    std::string words_ja(ja);
    words_ja += ": ";
    words_ja += text.substr(0, 200);
    std::string words_en(en);
    words_en += ": ";
    words_en += text.substr(0, 200);
    return {"pattern", {std::move(words_ja), std::move(words_en)}};
}

void add_stem_forms(std::vector<std::string>& forms, std::string_view stem, std::string_view ending) {
    if (!ending.empty()) {
        forms.emplace_back(stem).append(ending);
    }
}

// Where an operator starts: " > ", " >40 ", " & ", " - ".
std::size_t next_operator(std::string_view text) {
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        if (text[i] == ' ' && (text[i + 1] == '>' || ((text[i + 1] == '&' || text[i + 1] == '-') &&
                                                      i + 2 < text.size() && text[i + 2] == ' '))) {
            return i;
        }
    }
    return std::string_view::npos;
}

struct Operator {
    PatternPart::Join join = PatternPart::Join::first;
    std::uint32_t gap = 0;
    std::size_t length = 0;
};

std::optional<Operator> read_operator(std::string_view text) {
    Operator result{.length = 3};
    if (text[1] == '&') {
        result.join = PatternPart::Join::with;
        return result;
    }
    if (text[1] == '-') {
        result.join = PatternPart::Join::without;
        return result;
    }
    result.join = PatternPart::Join::followed_by;
    std::uint32_t characters = 16;
    std::size_t const end = text.find(' ', 1);
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    if (end > 2) {
        auto const [stop, error] = std::from_chars(text.data() + 2, text.data() + end, characters);
        if (error != std::errc{} || stop != text.data() + end || characters > 200) {
            return std::nullopt;
        }
    }
    result.gap = characters * bytes_per_character;
    result.length = end + 1;
    return result;
}

bool is_latin(std::string_view word) {
    return std::ranges::all_of(word, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
               c == '-' || c == '&';
    });
}

// ア–ヺ, two of them at most.
bool is_short_katakana(std::string_view word) {
    if (word.size() != 3 && word.size() != 6) {
        return false;
    }
    for (std::size_t i = 0; i < word.size(); i += 3) {
        auto const second = static_cast<unsigned char>(word[i + 1]);
        if (word[i] != '\xE3' ||
            !(second == 0x83 || (second == 0x82 && static_cast<unsigned char>(word[i + 2]) >= 0xA1))) {
            return false;
        }
    }
    return true;
}

Whole whole_of(std::string_view word) {
    if (is_latin(word)) {
        return Whole::ascii;
    }
    return is_short_katakana(word) ? Whole::katakana : Whole::no;
}

// Adds the folded alternatives of "a|b|払う~"; false when one of them is empty or no verb.
bool read_alternatives(PatternPart& part, std::string_view text) {
    while (true) {
        std::size_t const bar = text.find('|');
        std::string_view alternative = trim(text.substr(0, bar));
        std::vector<std::string> forms;
        if (!alternative.empty() && alternative.back() == '~') {
            alternative.remove_suffix(1);
            forms = done_forms(alternative);
        } else {
            forms.emplace_back(alternative);
        }
        if (forms.empty()) {
            return false;
        }
        for (auto const& form : forms) {
            std::string folded = base::match_fold(form).text;
            if (folded.empty()) {
                return false;
            }
            part.literals.push_back({std::move(folded), whole_of(form)});
        }
        if (bar == std::string_view::npos) {
            return true;
        }
        text.remove_prefix(bar + 1);
    }
}

}  // namespace

std::vector<std::string> done_forms(std::string_view verb) {
    std::vector<std::string> forms;
    if (verb.ends_with("する")) {
        std::string_view const stem = verb.substr(0, verb.size() - std::string_view("する").size());
        for (auto const& ending : irregular_forms) {
            add_stem_forms(forms, stem, ending);
        }
        return forms;
    }
    for (auto const& conjugation : conjugations) {
        if (!verb.ends_with(conjugation.ending)) {
            continue;
        }
        std::string_view const stem = verb.substr(0, verb.size() - conjugation.ending.size());
        for (auto const& form : conjugation.forms) {
            add_stem_forms(forms, stem, form);
        }
        if (conjugation.ending == "る") {
            // 入れる and 送る look alike; the wrong one of the two readings is no word and does no harm.
            for (auto const& ending : one_row_forms) {
                add_stem_forms(forms, stem, ending);
            }
        }
    }
    return forms;
}

base::Parsed<Pattern> parse_pattern(std::string_view text) {
    if (text.size() > max_pattern_bytes) {
        return refusal("パターンが長すぎます", "the pattern is too long", text);
    }
    Pattern pattern;
    Operator joined;
    std::string_view rest = text;
    while (true) {
        std::size_t const at = next_operator(rest);
        PatternPart part{.join = joined.join, .gap = joined.gap, .literals = {}};
        if (!read_alternatives(part, trim(rest.substr(0, at)))) {
            return refusal("空の語又は動詞でない語があります",
                           "a word is empty, or ~ follows what is no verb", text);
        }
        std::ranges::sort(part.literals);
        part.literals.erase(std::ranges::unique(part.literals).begin(), part.literals.end());
        pattern.parts.push_back(std::move(part));
        if (at == std::string_view::npos) {
            return pattern;
        }
        auto const read = read_operator(rest.substr(at));
        if (!read) {
            return refusal("演算子の書き方が違います", "malformed operator", text);
        }
        joined = *read;
        rest.remove_prefix(std::min(at + joined.length, rest.size()));
    }
}

}  // namespace engine::matching
