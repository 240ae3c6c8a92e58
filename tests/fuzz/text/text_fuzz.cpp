// What untrusted bytes pass first: encodings, lines, folds of Japanese text. Every result is UTF-8, offsets
// lie within the text, and chunks make no difference.

#include "base/problem.h"
#include "base/text_fold.h"
#include "base/utf8.h"
#include "formats/text/encoding.h"
#include "formats/text/lines.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace text = formats::text;

namespace {

constexpr std::size_t longest_line = 64;

std::vector<text::Line> cut(std::string_view input, std::size_t chunk) {
    text::LineReader reader(longest_line);
    std::vector<text::Line> all;
    for (std::size_t at = 0; at < input.size(); at += chunk) {
        for (auto& line : reader.feed(input.substr(at, chunk))) {
            all.push_back(std::move(line));
        }
    }
    for (auto& line : reader.finish()) {
        all.push_back(std::move(line));
    }
    return all;
}

void check_lines(std::string_view input) {
    auto const whole = cut(input, input.size() + 1);
    auto const pieces = cut(input, 1 + input.size() % 7);
    BASE_ASSERT(whole.size() == pieces.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
        auto const& line = whole[i];
        BASE_ASSERT(line.number == pieces[i].number && line.offset == pieces[i].offset);
        BASE_ASSERT(line.text.violations() == pieces[i].text.violations());
        BASE_ASSERT(line.offset <= input.size() &&
                    static_cast<bool>(line.text) == line.text.violations().empty());
        if (line.text) {
            BASE_ASSERT(*line.text == *pieces[i].text && line.text->size() <= longest_line);
            BASE_ASSERT(!text::first_invalid_utf8(*line.text) && line.text->find('\n') == std::string::npos);
        }
    }
}

void check_fold(base::Folded const& folded, std::string_view source) {
    BASE_ASSERT(!text::first_invalid_utf8(folded.text));
    BASE_ASSERT(folded.offsets.size() == folded.text.size() + 1 && folded.offsets.back() == source.size());
    for (std::size_t at = 0; at < folded.text.size(); ++at) {
        auto const span = folded.source(at, at + 1);
        BASE_ASSERT(folded.offsets[at] <= folded.offsets[at + 1]);
        BASE_ASSERT(span.start <= span.end && span.end <= source.size());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const input(reinterpret_cast<char const*>(data), size);
    auto const guess = text::guess_encoding(input);
    BASE_ASSERT(text::encoding_name(guess).empty() == (guess == text::Encoding::unknown));
    for (auto const encoding : {text::Encoding::utf8, text::Encoding::utf16_le, text::Encoding::utf16_be,
                                text::Encoding::utf32_le, text::Encoding::utf32_be, text::Encoding::shift_jis,
                                text::Encoding::euc_jp, text::Encoding::iso_2022_jp}) {
        if (auto const converted = text::to_utf8(input, encoding)) {
            BASE_ASSERT(!text::first_invalid_utf8(*converted));
        }
    }
    check_lines(input);
    check_fold(base::width_fold(input), input);
    check_fold(base::search_fold(input), input);
    check_fold(base::match_fold(input), input);
    auto const repaired = base::repaired_text(input);
    BASE_ASSERT(base::is_storable_text(repaired));
    BASE_ASSERT(!base::is_storable_text(input) || repaired == input);
    BASE_ASSERT(input.starts_with(base::first_code_points(input, 10)));
    return 0;
}
