#include "formats/json_lines/json_lines.h"

#include "formats/text/json_text.h"

#include <fmt/format.h>

#include <utility>

namespace formats::json_lines {

namespace {

base::Parsed<boost::json::object> parse_object(text::Line const& line) {
    if (!line.text) {
        return line.text.violations();
    }
    auto const field = text::line_field(line.number);
    auto value = text::parse_json(*line.text, field, {.largest = longest_line, .deepest = 32});
    if (!value) {
        return value.violations();
    }
    if (!value->is_object()) {
        auto const kind = text::json_kind_words(value->kind());
        return base::Violation{field,
                               {fmt::format("1 行に 1 つの JSON オブジェクトが必要です（{}でした）", kind.ja),
                                fmt::format("each line must be one JSON object (it is {})", kind.en)}};
    }
    return std::move(value->as_object());
}

std::vector<Line> parse_all(std::vector<text::Line> const& lines) {
    std::vector<Line> parsed;
    parsed.reserve(lines.size());
    for (auto const& line : lines) {
        parsed.push_back({line.number, line.offset, parse_object(line)});
    }
    return parsed;
}

}  // namespace

std::vector<Line> Reader::feed(std::string_view chunk) {
    return parse_all(lines_.feed(chunk));
}

std::vector<Line> Reader::finish() {
    return parse_all(lines_.finish());
}

}  // namespace formats::json_lines
