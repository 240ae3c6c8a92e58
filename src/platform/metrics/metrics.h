#pragma once
// Counters of the running program in Prometheus' text exposition format 0.0.4. Thread rule: any thread,
// except that gauges and totals are declared before the first text().

#include "platform/http/access_log.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace platform::metrics {

class Metrics {
  public:
    explicit Metrics(std::string_view version);
    ~Metrics();
    Metrics(Metrics const&) = delete;
    Metrics& operator=(Metrics const&) = delete;

    // renkei_http_requests_total by method, route and status; renkei_http_request_seconds by route.
    void answered(http::AccessLogEntry const& entry);
    // renkei_store_statements_total by route: SQL statements that answering it took.
    void asked_store(std::string_view route, std::uint64_t statements);

    // Read anew at each text(). A gauge may fall, a total never does until the program ends.
    void gauge(std::string name, std::string help, std::function<double()> now);
    void total(std::string name, std::string help, std::function<double()> now);

    [[nodiscard]] std::string text() const;

  private:
    class Families;
    std::unique_ptr<Families> families_;
};

// Bytes of this process that are in memory (VmRSS); 0 where the system does not say.
[[nodiscard]] std::uint64_t resident_bytes();

}  // namespace platform::metrics
