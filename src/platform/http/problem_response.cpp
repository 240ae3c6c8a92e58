#include "platform/http/problem_response.h"

#include "platform/http/even_times.h"
#include "platform/http/response_head.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <spdlog/spdlog.h>

#include <exception>
#include <typeinfo>

namespace platform::http {

namespace {

namespace json = boost::json;

json::object words_json(base::Words const& words) {
    json::object object;
    object["ja"] = words.ja;
    object["en"] = words.en;
    return object;
}

struct Description {
    int status;
    std::string_view name;
    base::Words const& title;
    std::vector<base::Violation> const& violations;
    json::object members;
};

Response write(Description const& description, ProblemContext const& context) {
    json::object body = description.members;
    std::string type = "/problems/";
    type.append(description.name);
    std::string instance = "urn:ulid:";
    instance.append(context.request_id);
    body["type"] = type;
    body["title"] = context.language == Language::en ? description.title.en : description.title.ja;
    body["titles"] = words_json(description.title);
    body["status"] = description.status;
    body["instance"] = instance;
    json::array violations;
    for (auto const& violation : description.violations) {
        json::object item;
        item["field"] = violation.field;
        item["reason"] = words_json(violation.reason);
        violations.push_back(std::move(item));
    }
    body["violations"] = std::move(violations);
    Response response;
    response.status = description.status;
    response.headers = {{"Content-Type", "application/problem+json"},
                        {"Content-Language", context.language == Language::en ? "en" : "ja"}};
    response.body = json::serialize(body);
    response.leaves_every = answers_leave_every;  // refusals too: a hidden record and none are told alike
    return response;
}

struct RefusalTitle {
    std::string_view name;
    base::Words title;
};

RefusalTitle refusal_title(int status) {
    switch (status) {
        case 408:
            return {"timeout",
                    {"リクエストが時間内に届きませんでした", "The request did not arrive in time"}};
        case 413:
            return {"too_large", {"本文が大きすぎます", "The body is too large"}};
        case 414:
            return {"target_too_long", {"宛先が長すぎます", "The target is too long"}};
        case 417:
            return {"expectation_failed", {"Expect に応じられません", "The expectation cannot be met"}};
        case 421:
            return {"misdirected", {"このサーバー宛てではありません", "The request is for another host"}};
        case 431:
            return {"headers_too_large", {"ヘッダーが大きすぎます", "The headers are too large"}};
        case 501:
            return {"not_implemented",
                    {"対応していないリクエストです", "The request uses what is not implemented"}};
        case 505:
            return {"version_not_supported",
                    {"対応していないHTTPの版です", "The HTTP version is not supported"}};
        default:
            return {"bad_request", {"リクエストの形式が正しくありません", "The request is malformed"}};
    }
}

Response unexpected(ProblemContext const& context) {
    std::string ja = "予期しない誤りが起きました。管理者に番号 ";
    ja.append(context.request_id).append(" を伝えてください。");
    std::string en = "Something went wrong that should not. Please give the administrator the number ";
    en.append(context.request_id).append(".");
    return problem_response(base::Problem(base::Problem::internal, ja, en), context);
}

}  // namespace

int status_of(base::Problem::Kind kind) {
    switch (kind) {
        case base::Problem::bad_request:
            return 400;
        case base::Problem::unauthenticated:
            return 401;
        case base::Problem::forbidden:
            return 403;
        case base::Problem::not_found:
            return 404;
        case base::Problem::method_not_allowed:
            return 405;
        case base::Problem::timeout:
            return 408;
        case base::Problem::conflict:
            return 409;
        case base::Problem::stale:
            return 412;
        case base::Problem::too_large:
            return 413;
        case base::Problem::unsupported_media:
            return 415;
        case base::Problem::invalid:
            return 422;
        case base::Problem::precondition:
            return 428;
        case base::Problem::rate_limited:
            return 429;
        case base::Problem::internal:
            return 500;
        case base::Problem::not_implemented:
            return 501;
        case base::Problem::unavailable:
            return 503;
    }
    BASE_ASSERT(false);
}

std::string_view name_of(base::Problem::Kind kind) {
    switch (kind) {
        case base::Problem::bad_request:
            return "bad_request";
        case base::Problem::unauthenticated:
            return "unauthenticated";
        case base::Problem::forbidden:
            return "forbidden";
        case base::Problem::not_found:
            return "not_found";
        case base::Problem::method_not_allowed:
            return "method_not_allowed";
        case base::Problem::timeout:
            return "timeout";
        case base::Problem::conflict:
            return "conflict";
        case base::Problem::stale:
            return "stale";
        case base::Problem::too_large:
            return "too_large";
        case base::Problem::unsupported_media:
            return "unsupported_media";
        case base::Problem::invalid:
            return "invalid";
        case base::Problem::precondition:
            return "precondition";
        case base::Problem::rate_limited:
            return "rate_limited";
        case base::Problem::internal:
            return "internal";
        case base::Problem::not_implemented:
            return "not_implemented";
        case base::Problem::unavailable:
            return "unavailable";
    }
    BASE_ASSERT(false);
}

Response problem_response(base::Problem const& problem, ProblemContext const& context) {
    auto const* const detailed = dynamic_cast<DetailedProblem const*>(&problem);
    auto response = write({.status = status_of(problem.kind()),
                           .name = name_of(problem.kind()),
                           .title = problem.title(),
                           .violations = problem.violations(),
                           .members = detailed == nullptr ? json::object() : detailed->members()},
                          context);
    if (detailed != nullptr) {
        response.headers.insert(response.headers.end(), detailed->headers().begin(),
                                detailed->headers().end());
    }
    return response;
}

Response refusal_response(Refusal const& refusal, ProblemContext const& context) {
    auto const [name, title] = refusal_title(refusal.status);
    std::vector<base::Violation> const violations = {{refusal.field, refusal.reason}};
    return write({refusal.status, name, title, violations, {}}, context);
}

Response overload_response(ProblemContext const& context) {
    auto response = problem_response(
        base::Problem(base::Problem::unavailable, "混み合っています。しばらくして再度お試しください",
                      "The server is busy; please try again"),
        context);
    response.headers.emplace_back("Retry-After", "1");
    return response;
}

Response answer_or_problem(ProblemContext const& context, std::function<Response()> const& answer) {
    try {
        auto response = answer();
        if (has_writable_headers(response)) {
            return response;
        }
        spdlog::error("request {}: a response header with a control character was refused",
                      context.request_id);
    } catch (base::Problem const& problem) {
        if (problem.kind() == base::Problem::internal) {
            spdlog::error("request {}: {}", context.request_id, problem.what());
        }
        return problem_response(problem, context);
    } catch (std::exception const& error) {
        // Only the type: what() of a library may quote content.
        spdlog::error("request {}: unexpected {}", context.request_id, typeid(error).name());
    }
    return unexpected(context);
}

}  // namespace platform::http
