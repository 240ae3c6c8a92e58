#include "platform/http/problem_response.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

#include <stdexcept>

namespace platform::http {

namespace {

namespace json = boost::json;

ProblemContext const japanese{"01JD", Language::ja};
ProblemContext const english{"01JD", Language::en};

}  // namespace

TEST_CASE("a problem is told in RFC 9457 with both languages and every violation") {
    base::Problem const problem(base::Problem::invalid, "入力に誤りがあります", "Some fields are refused",
                                {{"caller/phone", {"電話番号ではありません", "not a phone number"}},
                                 {"kind", {"必須です", "required"}}});
    auto const response = problem_response(problem, english);
    CHECK(response.status == 422);
    CHECK(response.headers.front() ==
          std::pair<std::string, std::string>("Content-Type", "application/problem+json"));
    auto const expected = json::parse(R"({"type":"/problems/invalid","title":"Some fields are refused",
        "titles":{"ja":"入力に誤りがあります","en":"Some fields are refused"},"status":422,"instance":"urn:ulid:01JD",
        "violations":[{"field":"caller/phone","reason":{"ja":"電話番号ではありません","en":"not a phone number"}},
                      {"field":"kind","reason":{"ja":"必須です","en":"required"}}]})");
    CHECK(json::parse(response.body) == expected);
    CHECK(json::parse(problem_response(problem, japanese).body).at("title") == "入力に誤りがあります");
}

TEST_CASE("a detailed problem adds members and headers") {
    DetailedProblem const problem(base::Problem(base::Problem::stale, "改訂済み", "edited meanwhile"),
                                  {{"current", {{"version", 8}}}}, {{"X-Extra", "1"}});
    auto const response = answer_or_problem(japanese, [&]() -> Response { throw problem; });
    CHECK(response.status == 412);
    CHECK(json::parse(response.body).at("current").at("version") == 8);
    CHECK(response.headers.back().first == "X-Extra");
}

TEST_CASE("an unexpected exception tells the request id and nothing of itself") {
    auto const response =
        answer_or_problem(japanese, []() -> Response { throw std::runtime_error("secret of a caller"); });
    CHECK(response.status == 500);
    CHECK(response.body.find("secret") == std::string::npos);
    auto const body = json::parse(response.body);
    CHECK(body.at("type") == "/problems/internal");
    CHECK(body.at("titles").at("ja").as_string().find("01JD") != json::string::npos);
    CHECK(body.at("titles").at("en").as_string().find("01JD") != json::string::npos);
}

TEST_CASE("a response that cannot be written safely becomes a problem") {
    auto const response = answer_or_problem(japanese, [] { return Response{.headers = {{"X", "a\nb"}}}; });
    CHECK(response.status == 500);
    CHECK(response.headers.front().second == "application/problem+json");
}

TEST_CASE("refusals and overload are problems too") {
    auto const refusal = refusal_response({431, "header", {"大きい", "large"}}, japanese);
    CHECK(refusal.status == 431);
    CHECK(json::parse(refusal.body).at("type") == "/problems/headers_too_large");
    CHECK(json::parse(refusal.body).at("violations").at(0).at("reason").at("en") == "large");
    auto const overload = overload_response(english);
    CHECK(overload.status == 503);
    CHECK(overload.headers.back() == std::pair<std::string, std::string>("Retry-After", "1"));
}

}  // namespace platform::http
