#include "platform/http/router.h"

#include "platform/http/health.h"
#include "platform/http/problem_response.h"

#include <doctest/doctest.h>

namespace platform::http {

namespace {

Response say(Route const& route, Request const& request) {
    auto response = route.handler(request);
    response.headers.emplace_back("X-Operation", route.operation_id);
    return response;
}

Router sample_router() {
    Router router(say);
    auto const add = [&router](Method method, std::string pattern, std::string id) {
        router.add({.method = method,
                    .pattern = std::move(pattern),
                    .operation_id = std::move(id),
                    .summary = {"要約", "summary"},
                    .options = {.max_body = method == Method::put ? 64U : 1024U},
                    .handler = [](Request const& request) {
                        Response response;
                        for (auto const& [name, value] : request.path_parameters) {
                            response.body.append(name).append("=").append(value).append(";");
                        }
                        return response;
                    }});
    };
    add(Method::get, "/", "root");
    add(Method::get, "/a/{id}", "get_a");
    add(Method::put, "/a/{key}", "put_a");
    add(Method::post, "/a/new", "new_a");
    add(Method::get, "/a/{id}/b/{other}", "get_b");
    add(Method::get, "/a/new/b/fixed", "get_fixed");
    return router;
}

Request request_to(Method method, std::string path) {
    Request request;
    request.method = method;
    request.path = std::move(path);
    return request;
}

Response answer(Router const& router, Method method, std::string path) {
    auto request = request_to(method, std::move(path));
    return answer_or_problem({"id", Language::ja}, [&] { return router.answer(request); });
}

std::string operation(Response const& response) {
    return response.headers.empty() || response.headers.back().first != "X-Operation"
               ? ""
               : response.headers.back().second;
}

}  // namespace

TEST_CASE("a request goes to its route with its parameters through the dispatcher") {
    auto const router = sample_router();
    auto request = request_to(Method::get, "/a/7/b/相談");
    auto const response = router.answer(request);
    CHECK(operation(response) == "get_b");
    CHECK(response.body == "id=7;other=相談;");
    CHECK(request.route == "/a/{id}/b/{other}");
    CHECK(operation(answer(router, Method::get, "/")) == "root");
    CHECK(answer(router, Method::put, "/a/7").body == "key=7;");
}

TEST_CASE("a literal is tried before a parameter and given up when it leads nowhere") {
    auto const router = sample_router();
    CHECK(operation(answer(router, Method::get, "/a/new/b/fixed")) == "get_fixed");
    CHECK(answer(router, Method::get, "/a/new/b/other").body == "id=new;other=other;");
}

TEST_CASE("HEAD goes where GET goes and OPTIONS lists the methods") {
    auto const router = sample_router();
    CHECK(operation(answer(router, Method::head, "/a/7")) == "get_a");
    auto const options = answer(router, Method::options, "/a/7");
    CHECK(options.status == 204);
    CHECK(options.headers == Pairs{{"Allow", "GET, HEAD, PUT, OPTIONS"}});
}

TEST_CASE("an unknown path is 404 and an unknown method 405 with Allow") {
    auto const router = sample_router();
    for (auto const* path : {"/b", "/a", "/a/", "/a/7/", "//a/7", "/a/7/b", "*", "", "/a/7/b/c/d"}) {
        CAPTURE(path);
        CHECK(answer(router, Method::get, path).status == 404);
    }
    auto const refused = answer(router, Method::delete_, "/a/7");
    CHECK(refused.status == 405);
    CHECK(refused.headers.back() == std::pair<std::string, std::string>("Allow", "GET, HEAD, PUT, OPTIONS"));
    CHECK(answer(router, Method::get, std::string(8000, '/')).status == 404);
}

TEST_CASE("a fallback answers what has no route") {
    auto router = sample_router();
    router.set_fallback([](Request const& request) { return Response{.body = request.path}; });
    CHECK(answer(router, Method::get, "/b").body == "/b");
    CHECK(answer(router, Method::delete_, "/a/7").status == 405);
}

TEST_CASE("the table and the body limits can be looked at") {
    auto const router = sample_router();
    CHECK(router.routes().size() == 6);
    CHECK(router.routes()[1].summary.en == "summary");
    CHECK(router.max_body(Method::put, "/a/7") == 64);
    CHECK(router.max_body(Method::get, "/a/7") == 1024);
    CHECK(router.max_body(Method::post, "/nowhere") == RouteOptions{}.max_body);
}

TEST_CASE("health says whether the program can serve") {
    bool ready = true;
    auto const health = health_handler([&] { return ready; });
    CHECK(health({}).status == 200);
    CHECK(health({}).body == R"({"status":"ok"})");
    ready = false;
    CHECK(health({}).status == 503);
    CHECK(health({}).body == R"({"status":"unavailable"})");
}

}  // namespace platform::http
