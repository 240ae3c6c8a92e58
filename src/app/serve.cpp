#include "app/commands.h"
#include "app/consultation_import.h"
#include "app/data_folder.h"
#include "app/files.h"
#include "app/house.h"
#include "app/journal_key.h"
#include "app/openapi.h"
#include "base/problem.h"
#include "modules/organization/accounts.h"
#include "platform/http/server.h"
#include "platform/http/static_files.h"
#include "platform/journal/checkpointer.h"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <csignal>
#include <iostream>
#include <mutex>
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

http::Settings server_settings(ServeOptions const& options) {
    http::Settings settings;
    settings.address = options.address;
    settings.port = options.port;
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

// Reminders, expired sessions and lists imported beside us, every two seconds, until stopped.
std::jthread keep_house(House& house) {
    return std::jthread([&house](std::stop_token const& stop) {
        std::mutex mutex;
        std::condition_variable_any wake;
        // cppcheck-suppress localMutex ; shared with nobody: only waiting needs it
        std::unique_lock lock(mutex);
        while (!stop.stop_requested()) {
            try {
                platform::registry::remind(*house.store, *house.duties, house.time.now());
                house.sessions->sweep();
                house.refresh_lists();
                remember(*house.store, house.data);
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
    House house(settings);
    house.install_modules();
    add_openapi_route(house);
    house.guard->check(*house.router);
    if (options.demo && !options.samples.empty()) {
        load_samples(house, options.samples);
    }
    auto const pages = open_pages(*house.router);
    http::Server server(
        server_settings(options), [&](http::Request& request) { return house.router->answer(request); },
        [&](http::Method method, std::string_view path) { return house.router->max_body(method, path); });
    platform::journal::Checkpointer checkpoints(*house.store, house.time,
                                                {std::move(key), anchor_file(), house.platform->node, {}});
    house.live->start();
    server.start();
    checkpoints.start();
    auto keeper = keep_house(house);
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
