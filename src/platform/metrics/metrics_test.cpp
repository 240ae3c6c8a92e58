#include "platform/metrics/metrics.h"

#include <doctest/doctest.h>

using platform::metrics::Metrics;

namespace {
bool has(std::string const& text, std::string_view line) {
    return text.find(line) != std::string::npos;
}
}  // namespace

TEST_CASE("answered requests are counted by method, route and status") {
    Metrics metrics("1.2.3");
    for (int i = 0; i < 3; ++i) {
        metrics.answered({.method = "GET",
                          .route = "/api/v1/inbox",
                          .status = 200,
                          .taken = std::chrono::milliseconds(3),
                          .request_id = "x"});
    }
    metrics.answered({.method = "GET", .route = "", .status = 404, .taken = {}, .request_id = "y"});
    auto const text = metrics.text();
    CHECK(has(text, R"(renkei_http_requests_total{method="GET",route="/api/v1/inbox",status="200"} 3)"));
    CHECK(has(text, R"(renkei_http_requests_total{method="GET",route="-",status="404"} 1)"));
    CHECK(has(text, R"(renkei_http_request_seconds_bucket{route="/api/v1/inbox",le="0.0025"} 0)"));
    CHECK(has(text, R"(renkei_http_request_seconds_bucket{route="/api/v1/inbox",le="0.005"} 3)"));
    CHECK(has(text, R"(renkei_build_info{version="1.2.3"} 1)"));
}

TEST_CASE("statements add up by route, gauges are read when asked") {
    Metrics metrics("1");
    metrics.asked_store("/api/v1/search", 4);
    metrics.asked_store("/api/v1/search", 3);
    double streams = 2;
    metrics.gauge("renkei_event_streams", "Open streams.", [&] { return streams; });
    metrics.total("renkei_commits_total", "Commits.", [] { return 17.0; });
    CHECK(has(metrics.text(), R"(renkei_store_statements_total{route="/api/v1/search"} 7)"));
    CHECK(has(metrics.text(), "\nrenkei_event_streams 2\n"));
    streams = 5;
    auto const text = metrics.text();
    CHECK(has(text, "# TYPE renkei_event_streams gauge\nrenkei_event_streams 5\n"));
    CHECK(has(text, "# TYPE renkei_commits_total counter\nrenkei_commits_total 17\n"));
}

TEST_CASE("the memory of this process is more than a megabyte") {
    CHECK(platform::metrics::resident_bytes() > 1024 * 1024);
}
