#include "app/commands.h"
#include "app/consultation_import.h"
#include "app/data_folder.h"
#include "app/files.h"
#include "app/house.h"
#include "app/journal_key.h"
#include "app/openapi.h"
#include "base/problem.h"
#include "modules/organization/accounts.h"
#include "modules/organization/merger.h"
#include "platform/files/kept_files.h"
#include "platform/http/server.h"
#include "platform/http/static_files.h"
#include "platform/journal/access_index.h"
#include "platform/journal/checkpointer.h"
#include "platform/metrics/metrics.h"
#include "platform/retention/finish.h"
#include "platform/store/statements.h"

#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <csignal>
#include <iostream>
#include <mutex>
#include <optional>
#include <thread>

namespace app {

namespace http = platform::http;

namespace {

constexpr std::chrono::seconds housekeeping{2};

// Blocks the signals that end the program, so that one thread can wait for them.
sigset_t block_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

// Takes as many open files as the system gives; what the store and the pages need stays free.
std::size_t connections_that_fit(std::size_t wanted) {
    constexpr rlim_t for_the_rest = 256;
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0) {
        return wanted;
    }
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    ::getrlimit(RLIMIT_NOFILE, &files);
    auto const fit = files.rlim_cur > 2 * for_the_rest ? files.rlim_cur - for_the_rest : for_the_rest;
    return std::min<std::size_t>(wanted, fit);
}

http::Settings server_settings(ServeOptions const& options) {
    http::Settings settings;
    settings.address = options.address;
    settings.port = options.port;
    settings.max_connections = connections_that_fit(settings.max_connections);
    if (!options.behind_proxy.empty()) {
        auto const range = http::AddressRange::parse(options.behind_proxy);
        if (!range) {
            throw base::Problem(base::Problem::invalid, "--behind-proxy が CIDR ではありません",
                                "--behind-proxy is not a CIDR", range.violations());
        }
        settings.behind_proxy = *range;
    }
    settings.allowed_hosts = options.host_names;
    if (settings.allowed_hosts.empty() && options.behind_proxy.empty()) {
        settings.allowed_hosts = {"localhost", "127.0.0.1", "[::1]",
                                  options.address};  // a name that leads here is not ours
    }
    return settings;
}

// The page and its files; without them the API alone, and a line that says so.
std::unique_ptr<http::StaticFiles> open_pages(http::Router& router) {
    if (!std::filesystem::exists(web_folder() / "index.html")) {
        spdlog::warn("no pages at {}: only the API answers (make build)", web_folder().string());
        return nullptr;
    }
    auto pages = std::make_unique<http::StaticFiles>(web_folder());
    router.set_fallback(
        [pages = pages.get()](http::Request const& request) { return pages->serve(request); });
    return pages;
}

// What the program counts, on a port of its own that only this machine reaches.
class MetricsServer {
  public:
    explicit MetricsServer(House& house) : metrics_(RENKEI_VERSION) {
        metrics_.total("renkei_store_commits_total", "Commits of the store that this process saw.",
                       [&house] { return static_cast<double>(house.store->commits()); });
        metrics_.gauge("renkei_event_streams", "Browsers that follow changes.",
                       [&house] { return static_cast<double>(house.live->open_streams()); });
        metrics_.gauge("process_resident_memory_bytes", "Memory of this process.",
                       [] { return static_cast<double>(platform::metrics::resident_bytes()); });
        router_.add({.pattern = "/metrics", .operation_id = "metrics", .handler = [this](auto const&) {
                         return http::Response{
                             .headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}},
                             .body = metrics_.text()};
                     }});
    }

    void start(std::uint16_t port) {
        http::Settings settings;
        settings.port = port;
        settings.workers = 1;
        settings.access_log = http::AccessLog::off;
        settings.allowed_hosts = {"localhost", "127.0.0.1"};
        server_.emplace(
            settings, [this](http::Request& request) { return router_.answer(request); },
            [](http::Method, std::string_view) { return std::size_t{0}; });
        server_->start();
        std::cerr << "metrics: http://127.0.0.1:" << server_->port() << "/metrics" << std::endl;
    }

    [[nodiscard]] http::Observer observer() {
        return [this](http::AccessLogEntry const& entry) { metrics_.answered(entry); };
    }

    // The house's router, with its statements counted whatever the answer is.
    [[nodiscard]] http::RootHandler counted(http::Router const& router) {
        return [this, &router](http::Request& request) {
            struct Count {
                platform::metrics::Metrics* metrics;
                http::Request const* request;
                std::uint64_t before = platform::store::statements_of_this_thread();
                ~Count() {
                    metrics->asked_store(request->route,
                                         platform::store::statements_of_this_thread() - before);
                }
            };
            Count const count{&metrics_, &request};
            return router.answer(request);
        };
    }

  private:
    platform::metrics::Metrics metrics_;
    http::Router router_{
        [](http::Route const& route, http::Request const& request) { return route.handler(request); }};
    std::optional<http::Server> server_;
};

// RENKEI_SCRUB_AT: the hour of the day in Japan in which files are rewritten after disposals. Not set: at
// once.
std::optional<int> scrub_hour() {
    auto const text = environment("RENKEI_SCRUB_AT");
    if (text.empty()) {
        return std::nullopt;
    }
    int hour = -1;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), hour);
    if (error != std::errc{} || end != text.data() + text.size() || hour < 0 || hour > 23) {
        throw base::Problem(base::Problem::invalid, "RENKEI_SCRUB_AT は 0 から 23 の時です",
                            "RENKEI_SCRUB_AT is an hour from 0 to 23");
    }
    return hour;
}

// Once an hour: the folder is walked for it.
void keep_files(House& house, base::Instant& swept_at) {
    auto const now = house.time.now();
    if (swept_at.milliseconds + base::milliseconds_per_hour > now.milliseconds) {
        return;
    }
    swept_at = now;
    house.uploads->sweep(now);
    platform::files::sweep_orphans(*house.store, house.vault, now);
}

// Reminders, expired sessions and lists imported beside us, every two seconds, until stopped.
std::jthread keep_house(House& house, std::optional<int> scrub_at) {
    return std::jthread([&house, scrub_at](std::stop_token const& stop) {
        std::mutex mutex;
        std::condition_variable_any wake;
        // cppcheck-suppress localMutex ; shared with nobody: only waiting needs it
        std::unique_lock lock(mutex);
        base::Instant files_swept_at;
        while (!stop.stop_requested()) {
            try {
                platform::journal::index_reads(*house.store);
                platform::registry::remind(*house.store, *house.duties, house.time.now());
                modules::organization::settle(*house.store, *house.open_work, house.time.now());
                house.sessions->sweep();
                house.refresh_lists();
                house.refresh_tables();
                remember(*house.store, house.data);
                keep_files(house, files_swept_at);
                platform::retention::finish(*house.store, house.kinds, house.vault,
                                            deletions_ledgers(house.data),
                                            platform::retention::Patience{house.time.now(), scrub_at});
            } catch (base::Problem const& problem) {
                spdlog::error("housekeeping: {}", problem.what());
            }
            wake.wait_for(lock, stop, housekeeping, [] { return false; });
        }
    });
}

// The database may be gone already; then the folder remembers what it saw before.
void remember_at_end(House const& house) {
    try {
        remember(*house.store, house.data);
    } catch (base::Problem const& problem) {
        spdlog::warn("the data folder's memory is not up to date: {}", problem.what());
    }
}

}  // namespace

int serve(ServeOptions const& options) {
    auto const signals = block_signals();
    HouseSettings settings;
    settings.data = options.data;
    settings.demo = options.demo;
    settings.transport =
        options.behind_proxy.empty() ? http::Transport::plain_loopback : http::Transport::behind_tls_proxy;
    if (options.demo && !options.behind_proxy.empty()) {
        throw base::Problem(base::Problem::invalid, "--demo は --behind-proxy と併用できません",
                            "--demo is loopback only");
    }
    auto key = journal_key(options.data, options.demo);  // before anything is opened: it may be refused
    auto const scrub_at = scrub_hour();
    House house(settings);
    house.install_modules();
    add_openapi_route(house);
    house.guard->check(*house.router);
    if (options.demo && !options.samples.empty()) {
        load_samples(house, options.samples);
    }
    auto const pages = open_pages(*house.router);
    MetricsServer metrics(house);
    auto server_options = server_settings(options);
    server_options.observer = metrics.observer();
    http::Server server(
        std::move(server_options), metrics.counted(*house.router),
        [&](http::Method method, std::string_view path) { return house.router->max_body(method, path); });
    platform::journal::Checkpointer checkpoints(*house.store, house.time,
                                                {std::move(key), anchor_file(), house.platform->node, {}});
    house.live->start();
    server.start();
    checkpoints.start();
    if (options.metrics_port) {
        metrics.start(*options.metrics_port);
    }
    auto keeper = keep_house(house, scrub_at);
    if (!modules::organization::accounts_exist(*house.store)) {
        std::cerr << "アカウントがありません。次で作成してください / no account yet, make one with:\n"
                  << "  renkei user add NAME --role administrator --data " << options.data.string() << "\n";
    }
    std::cout << "Renkei: http://" << options.address << ":" << server.port() << "/" << std::endl;
    int received = 0;
    sigwait(&signals, &received);
    spdlog::info("stopping");
    house.live->stop();
    server.stop();
    keeper.request_stop();
    keeper.join();
    checkpoints.stop();
    remember_at_end(house);
    return 0;
}

}  // namespace app
