#include "platform/http/json_message.h"

#include "base/problem.h"
#include "platform/http/header_values.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_stack.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_set>
#include <utility>
#include <vector>

namespace platform::http {

namespace {

namespace json = boost::json;
using boost::json::error_code;

// Builds the value and refuses a key that is there twice: two readers of such an object may see two different
// ones.
struct StrictHandler {
    static constexpr std::size_t max_object_size = json::object::max_size();
    static constexpr std::size_t max_array_size = json::array::max_size();
    static constexpr std::size_t max_key_size = json::string::max_size();
    static constexpr std::size_t max_string_size = json::string::max_size();

    json::value_stack values;
    std::vector<std::unordered_set<std::string>> keys;
    std::string key;
    bool has_duplicate = false;

    bool on_document_begin(error_code&) {
        values.reset();
        return true;
    }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code&) {
        keys.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t count, error_code&) {
        keys.pop_back();
        values.push_object(count);
        return true;
    }
    bool on_array_begin(error_code&) { return true; }
    bool on_array_end(std::size_t count, error_code&) {
        values.push_array(count);
        return true;
    }
    bool on_key_part(json::string_view part, std::size_t, error_code&) {
        values.push_chars(part);
        key.append(part);
        return true;
    }
    bool on_key(json::string_view part, std::size_t, error_code& error) {
        key.append(part);
        if (!keys.back().insert(std::exchange(key, {})).second) {
            has_duplicate = true;
            error = json::make_error_code(json::error::syntax);
            return false;
        }
        values.push_key(part);
        return true;
    }
    bool on_string_part(json::string_view part, std::size_t, error_code&) {
        values.push_chars(part);
        return true;
    }
    bool on_string(json::string_view part, std::size_t, error_code&) {
        values.push_string(part);
        return true;
    }
    bool on_number_part(json::string_view, error_code&) { return true; }
    bool on_int64(std::int64_t number, json::string_view, error_code&) {
        values.push_int64(number);
        return true;
    }
    bool on_uint64(std::uint64_t number, json::string_view, error_code&) {
        values.push_uint64(number);
        return true;
    }
    bool on_double(double number, json::string_view, error_code& error) {
        // Boost reads 1e400 as Infinity and 0e400 as NaN, and would write words that no JSON reader takes.
        if (!std::isfinite(number)) {
            error = json::make_error_code(json::error::exponent_overflow);
            return false;
        }
        values.push_double(number);
        return true;
    }
    bool on_bool(bool value, error_code&) {
        values.push_bool(value);
        return true;
    }
    bool on_null(error_code&) {
        values.push_null();
        return true;
    }
    bool on_comment_part(json::string_view, error_code&) { return true; }
    bool on_comment(json::string_view, error_code&) { return true; }
};

base::Words reason_of(error_code error, bool has_duplicate) {
    if (has_duplicate) {
        return {"同じ名前の項目が二つあります", "an object has the same key twice"};
    }
    if (error == json::error::too_deep) {
        return {"入れ子が深すぎます", "nested too deeply"};
    }
    if (error == json::error::exponent_overflow) {
        return {"数が大きすぎます", "the number is too large"};
    }
    if (error == json::error::incomplete) {
        return {"JSONが途中で終わっています", "the JSON ends too early"};
    }
    if (error == json::error::extra_data) {
        return {"JSONの後に余分な文字があります", "there is something after the JSON value"};
    }
    return {"JSONとして読めません", "not JSON here"};
}

// Line and column (in characters) of a byte offset, both from 1.
base::Violation violation_at(std::string_view text, std::size_t offset, base::Words reason) {
    auto const before = text.substr(0, std::min(offset, text.size()));
    auto const line = std::ranges::count(before, '\n') + 1;
    auto const start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    auto const is_lead = [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; };
    auto const column = std::ranges::count_if(before.substr(start), is_lead) + 1;
    std::string field = "line ";
    field.append(std::to_string(line)).append(" column ").append(std::to_string(column));
    return {std::move(field), std::move(reason)};
}

}  // namespace

base::Parsed<json::value> parse_json(std::string_view text, JsonLimits const& limits) {
    json::parse_options options;
    options.max_depth = limits.max_depth;
    json::basic_parser<StrictHandler> parser(options);
    error_code error;
    auto const consumed = parser.write_some(false, text.data(), text.size(), error);
    if (!error && consumed < text.size()) {
        error = json::make_error_code(json::error::extra_data);
    }
    if (error) {
        return violation_at(text, consumed, reason_of(error, parser.handler().has_duplicate));
    }
    return parser.handler().values.release();
}

json::value json_body(Request const& request, JsonLimits const& limits) {
    if (media_type(request.header("content-type").value_or("")) != "application/json") {
        throw base::Problem(base::Problem::unsupported_media, "本文は application/json で送ってください",
                            "The body must be application/json");
    }
    if (request.body.size() > limits.max_size) {
        throw base::Problem(base::Problem::too_large, "本文が大きすぎます", "The body is too large");
    }
    auto parsed = parse_json(request.body, limits);
    if (!parsed) {
        throw base::Problem(base::Problem::bad_request, "本文のJSONが正しくありません",
                            "The body is not valid JSON", parsed.violations());
    }
    return std::move(*parsed);
}

Response json_response(int status, json::value const& value) {
    Response response;
    response.status = status;
    response.headers = {{"Content-Type", "application/json"}};
    response.body = json::serialize(value);
    return response;
}

std::string version_etag(std::int64_t version) {
    std::string text = "\"";
    text.append(std::to_string(version)).append("\"");
    return text;
}

Response with_etag(Request const& request, Response response, std::string_view etag) {
    response.headers.emplace_back("ETag", std::string(etag));
    // no-cache instead of no-store: the browser must ask again, and may then be told 304.
    response.headers.emplace_back("Cache-Control", "private, no-cache");
    auto const known = request.header("if-none-match");
    if (response.status == 200 && !is_unsafe(request.method) && known && names_etag(*known, etag)) {
        response.status = 304;
        response.body.clear();
        response.shared_body.reset();
    }
    return response;
}

std::int64_t required_version(Request const& request) {
    auto const tag = request.header("if-match");
    if (!tag) {
        throw base::Problem(base::Problem::precondition, "If-Match に版を付けてください",
                            "If-Match with the version is required");
    }
    auto text = trim_blanks(*tag);
    std::int64_t version = 0;
    bool const is_quoted = text.size() > 2 && text.front() == '"' && text.back() == '"';
    if (is_quoted) {
        text = text.substr(1, text.size() - 2);
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
        if (error == std::errc() && end == text.data() + text.size() && version >= 0) {
            return version;
        }
    }
    throw base::Problem(base::Problem::bad_request, "If-Match の版が正しくありません",
                        "If-Match is not a version of ours",
                        {{"if-match", {"\"7\" の形ではありません", "not of the form \"7\""}}});
}

}  // namespace platform::http
