#include "formats/text/lines.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace formats::text {

namespace {

constexpr std::size_t told_line_numbers = 20;

bool is_blank(std::string_view line) noexcept {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

bool is_ascii(char c) noexcept {
    return static_cast<unsigned char>(c) < 0x80U;
}

base::Words wrong_encoding_words(Encoding encoding) {
    auto const name = encoding_name(encoding);
    return {fmt::format("文字コードが UTF-8 ではなく {} のようです。UTF-8 で保存し直してください", name),
            fmt::format("the encoding looks like {}, not UTF-8; save the file again as UTF-8", name)};
}

}  // namespace

std::string line_field(std::size_t number) {
    return fmt::format("line {}", number);
}

std::string line_field(std::size_t number, std::string_view member) {
    return fmt::format("line {}/{}", number, member);
}

LineReader::LineReader(std::size_t longest_line) : longest_line_(longest_line) {}

void LineReader::take(std::string_view part) {
    if (skipping_) {
        skipped_ += part.size();
        return;
    }
    // A byte order mark and a carriage return are not part of the line. The beginning of one that is too long
    // is kept, however it was cut: it tells what encoding the text is in.
    std::size_t const room = longest_line_ + utf8_mark.size() + 1 - held_.size();
    held_.append(part.substr(0, room));
    if (part.size() > room) {
        skipping_ = true;
        skipped_ = part.size() - room;
    }
}

base::Violation LineReader::too_long(std::uint64_t size) const {
    return {line_field(number_),
            {fmt::format("行が長すぎます（{} バイト。上限は {} バイト）", size, longest_line_),
             fmt::format("the line is too long ({} bytes; the limit is {})", size, longest_line_)}};
}

base::Violation LineReader::not_utf8(std::string_view line, std::size_t at) {
    auto const guess = seen_multibyte_ ? Encoding::unknown : guess_encoding(line);
    if (guess != Encoding::unknown && guess != Encoding::utf8) {
        wrong_encoding_ = guess;
        return {line_field(number_), wrong_encoding_words(guess)};
    }
    auto const byte = static_cast<unsigned char>(line[at]);
    return {line_field(number_),
            {fmt::format("UTF-8 として読めません（行の {} バイト目 0x{:02X}）", at + 1, byte),
             fmt::format("not valid UTF-8 (byte {} of the line, 0x{:02X})", at + 1, byte)}};
}

void LineReader::end_line(std::vector<Line>& lines) {
    auto const line = std::exchange(held_, {});
    auto const skipped = std::exchange(skipped_, 0);
    bool const skipping = std::exchange(skipping_, false);
    if (number_ == 0 && is_wide(guess_encoding(line))) {
        ended_ = true;
        lines.push_back({1, 0, base::Violation{line_field(1), wrong_encoding_words(guess_encoding(line))}});
        return;
    }
    ++number_;
    std::string_view text = line;
    if (number_ == 1 && text.starts_with(utf8_mark)) {
        text.remove_prefix(utf8_mark.size());
    }
    if (!skipping && text.ends_with('\r')) {
        text.remove_suffix(1);
    }
    if (skipping || text.size() > longest_line_) {
        lines.push_back({number_, offset_, too_long(line.size() + skipped)});
    } else if (!is_blank(text)) {
        judge(text, lines);
    }
}

void LineReader::judge(std::string_view text, std::vector<Line>& lines) {
    auto const wrong = first_invalid_utf8(text);
    // ISO-2022-JP is all ASCII bytes, so it is known by its escape sequence only.
    bool const escaped = !wrong && !seen_multibyte_ && guess_encoding(text) == Encoding::iso_2022_jp;
    if (!wrong && !escaped) {
        seen_multibyte_ = seen_multibyte_ || !std::all_of(text.begin(), text.end(), is_ascii);
        lines.push_back({number_, offset_, std::string(text)});
    } else if (wrong_encoding_ != Encoding::utf8) {
        ++further_wrong_count_;
        if (further_wrong_.size() < told_line_numbers) {
            further_wrong_.push_back(number_);
        }
    } else {
        lines.push_back({number_, offset_, not_utf8(text, wrong.value_or(0))});
    }
}

std::vector<Line> LineReader::feed(std::string_view chunk) {
    std::vector<Line> lines;
    while (!chunk.empty() && !ended_) {
        auto const end = chunk.find('\n');
        auto const part = chunk.substr(0, end);
        take(part);
        position_ += part.size();
        if (end == std::string_view::npos) {
            break;
        }
        end_line(lines);
        chunk.remove_prefix(end + 1);
        offset_ = ++position_;
    }
    return lines;
}

std::vector<Line> LineReader::finish() {
    std::vector<Line> lines;
    if (!ended_ && position_ > offset_) {
        end_line(lines);
        offset_ = position_;
    }
    ended_ = true;
    if (further_wrong_count_ > 0) {
        auto const more = further_wrong_count_ > further_wrong_.size() ? ", …" : "";
        auto const numbers = fmt::format("{}{}", fmt::join(further_wrong_, ", "), more);
        auto const name = encoding_name(wrong_encoding_);
        base::Words reason{fmt::format("ほかに {} 行が UTF-8 ではなく {} のようです（行 {}）",
                                       further_wrong_count_, name, numbers),
                           fmt::format("{} more lines look like {}, not UTF-8 (lines {})",
                                       further_wrong_count_, name, numbers)};
        lines.push_back({further_wrong_.front(), position_,
                         base::Violation{line_field(further_wrong_.front()), std::move(reason)}});
        further_wrong_count_ = 0;
    }
    return lines;
}

}  // namespace formats::text
