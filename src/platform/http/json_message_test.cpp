#include "platform/http/json_message.h"

#include "base/problem.h"

#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>

#include <functional>

namespace platform::http {

namespace {

Request with_body(std::string body, std::string content_type = "application/json") {
    Request request;
    request.method = Method::post;
    request.body = std::move(body);
    request.headers = {{"content-type", std::move(content_type)}};
    return request;
}

std::optional<base::Problem> problem_of(std::function<void()> const& call) {
    try {
        call();
    } catch (base::Problem const& problem) {
        return problem;
    }
    return std::nullopt;
}

}  // namespace

TEST_CASE("a JSON body is read as it is") {
    auto const value =
        json_body(with_body(R"( {"a":[1,-2,18446744073709551615,1.5,true,null,"髙\n"],"b":{"a":{}}} )"));
    CHECK(boost::json::serialize(value) ==
          R"({"a":[1,-2,18446744073709551615,1.5E0,true,null,"髙\n"],"b":{"a":{}}})");
}

TEST_CASE("a long key and a long string survive the parser's pieces") {
    std::string const key(100'000, 'k');
    std::string const text(200'000, 't');
    std::string body = "{\"";
    body.append(key).append("\":\"").append(text).append("\"}");
    auto const value = parse_json(body);
    REQUIRE(value);
    CHECK(value->as_object().at(key).as_string() == text);
}

TEST_CASE("what is not strict JSON is refused with line and column") {
    struct Case {
        std::string_view text;
        std::string_view field;
        std::string_view reason;
    };
    for (auto const& [text, field, reason] : {
             Case{"", "line 1 column 1", "the JSON ends too early"},
             Case{"{\"a\":1", "line 1 column 7", "the JSON ends too early"},
             Case{"{\"a\":1} x", "line 1 column 9", "there is something after the JSON value"},
             Case{"{\n \"髙\": tru }", "line 2 column 7", "not JSON here"},
             Case{"{\"a\":1,}", "line 1 column 8", "not JSON here"},
             Case{"[NaN]", "line 1 column 2", "not JSON here"},
             Case{"{\"a\":1,\"\\u0061\":2}", "line 1 column 15", "an object has the same key twice"},
             Case{"\"\xc0\xaf\"", "line 1 column 2", "not JSON here"},
             Case{"\"\\ud800\"", "line 1 column 8", "not JSON here"},
         }) {
        CAPTURE(text);
        auto const parsed = parse_json(text);
        REQUIRE(!parsed);
        CHECK(parsed.violations().front().field == field);
        CHECK(parsed.violations().front().reason.en == reason);
    }
}

TEST_CASE("a number that JSON could not write again is refused") {
    for (std::string const number : {"1e400", "-1e400", "1e309", "0e4099", "1e99999999999"}) {
        CAPTURE(number);
        auto const value = parse_json("{\"a\": " + number + "}");
        REQUIRE_FALSE(value);
        CHECK(value.violations().front().reason.en == "the number is too large");
    }
    CHECK(parse_json("[1e308, 0e10, -0.0, 1e-400]"));
}

TEST_CASE("nesting is bounded") {
    CHECK(parse_json(std::string(32, '[') + std::string(32, ']')));
    auto const deep = parse_json(std::string(33, '[') + std::string(33, ']'));
    REQUIRE(!deep);
    CHECK(deep.violations().front().reason.en == "nested too deeply");
    CHECK(!parse_json(std::string(1'000'000, '[')));
}

TEST_CASE("equal keys in different objects are fine") {
    CHECK(parse_json(R"([{"a":{"a":1}},{"a":1}])"));
}

TEST_CASE("a body of another type, too large or broken is the right problem") {
    CHECK(problem_of([] { (void)json_body(with_body("{}", "text/plain")); })->kind() ==
          base::Problem::unsupported_media);
    CHECK(problem_of([] { (void)json_body(with_body("[1,2]"), {.max_size = 4}); })->kind() ==
          base::Problem::too_large);
    auto const broken = problem_of([] { (void)json_body(with_body("{")); });
    CHECK(broken->kind() == base::Problem::bad_request);
    CHECK(broken->violations().front().field == "line 1 column 2");
}

TEST_CASE("an unchanged record is answered 304") {
    Request request;
    auto const fresh = with_etag(request, json_response(200, {{"a", 1}}), version_etag(7));
    CHECK(fresh.status == 200);
    CHECK(fresh.body == R"({"a":1})");
    request.headers = {{"if-none-match", "\"6\", \"7\""}};
    auto const unchanged = with_etag(request, json_response(200, {{"a", 1}}), version_etag(7));
    CHECK(unchanged.status == 304);
    CHECK(unchanged.body.empty());
}

TEST_CASE("an edit must name the version it started from") {
    Request request;
    CHECK(problem_of([&] { (void)required_version(request); })->kind() == base::Problem::precondition);
    request.headers = {{"if-match", "\"42\""}};
    CHECK(required_version(request) == 42);
    for (auto const* bad : {"42", "\"\"", "\"-1\"", "\"4x\"", "*", "\"99999999999999999999\""}) {
        CAPTURE(bad);
        request.headers = {{"if-match", bad}};
        CHECK(problem_of([&] { (void)required_version(request); })->kind() == base::Problem::bad_request);
    }
}

}  // namespace platform::http
