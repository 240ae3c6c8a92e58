#include "formats/text/json_text.h"

#include "formats/text/encoding.h"

#include <boost/json/stream_parser.hpp>
#include <fmt/format.h>

namespace formats::text {

namespace {

namespace json = boost::json;

base::Words cause(json::error_code const& error) {
    if (error == json::error::incomplete) {
        return {"途中で終わっています", "it ends in the middle"};
    }
    if (error == json::error::extra_data) {
        return {"JSON のあとに余分な文字があります", "there is more after the JSON value"};
    }
    if (error == json::error::too_deep) {
        return {"入れ子が深すぎます", "it is nested too deeply"};
    }
    if (error == json::error::illegal_leading_surrogate || error == json::error::illegal_trailing_surrogate ||
        error == json::error::expected_hex_digit || error == json::error::expected_utf16_escape) {
        return {"\\u の文字指定が正しくありません", "a \\u escape is not a character"};
    }
    return {"JSON の構文として正しくありません", "it is not JSON"};
}

}  // namespace

base::Words json_error_words(json::error_code const& error, std::uint64_t at) {
    auto const why = cause(error);
    return {fmt::format("JSON として読めません（{} バイト目: {}）", at, why.ja),
            fmt::format("cannot be read as JSON (byte {}: {})", at, why.en)};
}

base::Words json_kind_words(json::kind kind) {
    switch (kind) {
        case json::kind::null:
            return {"null", "null"};
        case json::kind::bool_:
            return {"真偽値", "a boolean"};
        case json::kind::int64:
        case json::kind::uint64:
        case json::kind::double_:
            return {"数値", "a number"};
        case json::kind::string:
            return {"文字列", "a string"};
        case json::kind::array:
            return {"配列", "an array"};
        case json::kind::object:
            return {"オブジェクト", "an object"};
    }
    return {"不明な値", "an unknown value"};
}

base::Parsed<json::value> parse_json(std::string_view bytes, std::string_view field, JsonLimits limits) {
    if (bytes.starts_with(utf8_mark)) {
        bytes.remove_prefix(utf8_mark.size());
    }
    if (bytes.size() > limits.largest) {
        return base::Violation{
            std::string(field),
            {fmt::format("大きすぎます（{} バイト。上限は {} バイト）", bytes.size(), limits.largest),
             fmt::format("too large ({} bytes; the limit is {})", bytes.size(), limits.largest)}};
    }
    if (auto const wrong = first_invalid_utf8(bytes)) {
        auto const name = encoding_name(guess_encoding(bytes));
        auto ja = fmt::format("UTF-8 として読めません（{} バイト目）", *wrong + 1);
        auto en = fmt::format("not valid UTF-8 (byte {})", *wrong + 1);
        if (!name.empty() && name != "UTF-8") {
            ja += fmt::format("。文字コードは {} のようです", name);
            en += fmt::format("; the encoding looks like {}", name);
        }
        return base::Violation{std::string(field), {std::move(ja), std::move(en)}};
    }
    json::parse_options options;
    options.max_depth = limits.deepest;
    json::stream_parser parser({}, options);
    json::error_code error;
    auto const read = parser.write_some(bytes.data(), bytes.size(), error);
    if (!error && read < bytes.size()) {
        error = json::error::extra_data;
    }
    if (!error) {
        parser.finish(error);
    }
    if (error) {
        return base::Violation{std::string(field), json_error_words(error, read + 1)};
    }
    return parser.release();
}

}  // namespace formats::text
