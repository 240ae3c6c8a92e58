#include "platform/metrics/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <vector>

namespace platform::metrics {

namespace {

prometheus::Histogram::BucketBoundaries request_seconds() {
    return {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0};
}

std::string known_route(std::string_view route) {
    return std::string(route.empty() ? "-" : route);
}

prometheus::MetricFamily family_of_one(std::string const& name, std::string const& help,
                                       prometheus::MetricType type, double value) {
    prometheus::ClientMetric metric;
    (type == prometheus::MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
    return {name, help, type, {std::move(metric)}};
}

}  // namespace

class Metrics::Families {
  public:
    explicit Families(std::string_view version) {
        prometheus::BuildGauge()
            .Name("renkei_build_info")
            .Help("1, with the version of the program.")
            .Register(registry_)
            .Add({{"version", std::string(version)}})
            .Set(1);
        prometheus::BuildGauge()
            .Name("process_start_time_seconds")
            .Help("Start of the process, in seconds since 1970.")
            .Register(registry_)
            .Add({})
            .Set(std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count());
    }

    void answered(http::AccessLogEntry const& entry) {
        auto const route = known_route(entry.route);
        requests_
            .Add({{"method", std::string(entry.method)},
                  {"route", route},
                  {"status", std::to_string(entry.status)}})
            .Increment();
        seconds_.Add({{"route", route}}, request_seconds())
            .Observe(std::chrono::duration<double>(entry.taken).count());
    }

    void asked_store(std::string_view route, std::uint64_t statements) {
        statements_.Add({{"route", known_route(route)}}).Increment(static_cast<double>(statements));
    }

    void read_anew(std::string name, std::string help, prometheus::MetricType type,
                   std::function<double()> now) {
        read_anew_.push_back({std::move(name), std::move(help), type, std::move(now)});
    }

    [[nodiscard]] std::vector<prometheus::MetricFamily> collect() const {
        auto families = registry_.Collect();
        for (auto const& each : read_anew_) {
            families.push_back(family_of_one(each.name, each.help, each.type, each.now()));
        }
        return families;
    }

  private:
    struct ReadAnew {
        std::string name;
        std::string help;
        prometheus::MetricType type;
        std::function<double()> now;
    };

    prometheus::Registry registry_;
    prometheus::Family<prometheus::Counter>& requests_ =
        prometheus::BuildCounter()
            .Name("renkei_http_requests_total")
            .Help("Answered requests; route is the pattern, - where none matched.")
            .Register(registry_);
    prometheus::Family<prometheus::Histogram>& seconds_ =
        prometheus::BuildHistogram()
            .Name("renkei_http_request_seconds")
            .Help("From a request's last byte to its answer's.")
            .Register(registry_);
    prometheus::Family<prometheus::Counter>& statements_ =
        prometheus::BuildCounter()
            .Name("renkei_store_statements_total")
            .Help("SQL statements that answering a route took.")
            .Register(registry_);
    std::vector<ReadAnew> read_anew_;
};

Metrics::Metrics(std::string_view version) : families_(std::make_unique<Families>(version)) {}
Metrics::~Metrics() = default;

void Metrics::answered(http::AccessLogEntry const& entry) {
    families_->answered(entry);
}

void Metrics::asked_store(std::string_view route, std::uint64_t statements) {
    families_->asked_store(route, statements);
}

void Metrics::gauge(std::string name, std::string help, std::function<double()> now) {
    families_->read_anew(std::move(name), std::move(help), prometheus::MetricType::Gauge, std::move(now));
}

void Metrics::total(std::string name, std::string help, std::function<double()> now) {
    families_->read_anew(std::move(name), std::move(help), prometheus::MetricType::Counter, std::move(now));
}

std::string Metrics::text() const {
    return prometheus::TextSerializer().prometheus::Serializer::Serialize(families_->collect());
}

std::uint64_t resident_bytes() {
    std::ifstream file("/proc/self/statm");
    std::uint64_t size = 0;
    std::uint64_t resident = 0;
    file >> size >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace platform::metrics
