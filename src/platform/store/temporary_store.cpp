#include "platform/store/temporary_store.h"

#include "base/hash.h"
#include "base/id.h"
#include "platform/store/migrations.h"
#include "platform/store/postgresql_connection.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace platform::store {

namespace {

std::string server_for_tests() {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody changes the environment of a test
    char const* const address = std::getenv("RENKEI_TEST_POSTGRESQL");
    return address == nullptr ? std::string() : std::string(address);
}

// The same server's database of this name: "postgresql://user@/NAME?host=…".
std::string address_of(std::string const& server, std::string_view database) {
    auto const authority = server.find("://") + 3;
    auto const path = server.find('/', authority);
    auto const query = server.find('?', authority);
    auto const from = std::min({path, query, server.size()});
    auto const to = std::min(query, server.size());
    return fmt::format("{}/{}{}", server.substr(0, from), database, server.substr(to));
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

std::unique_ptr<Store> open_migrated(std::string path, std::function<void(std::string_view)> before_step) {
    Settings settings;
    settings.path = std::move(path);
    settings.before_step = std::move(before_step);
    auto opened = open(std::move(settings));
    migrate(*opened);
    return opened;
}

// A database with every migration, made once per server; the others are copies of it.
std::string template_database(PostgresqlConnection& connection, std::string const& server) {
    std::string all;
    for (auto const& migration : migrations()) {
        all.append(migration.sql);
    }
    auto name = "renkei_template_" + base::to_hex(base::as_bytes(base::sha256(all))).substr(0, 16);
    connection.command("SELECT pg_advisory_lock(1)");
    if (!connection.first("SELECT 1 FROM pg_database WHERE datname = ?", {name})) {
        connection.command("DROP DATABASE IF EXISTS renkei_unfinished WITH (FORCE)");
        connection.command("CREATE DATABASE renkei_unfinished TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
        open_migrated(address_of(server, "renkei_unfinished"), nullptr).reset();
        connection.command("ALTER DATABASE renkei_unfinished RENAME TO " + name);
    }
    connection.command("SELECT pg_advisory_unlock(1)");
    return name;
}

}  // namespace

TemporaryStore::TemporaryStore(std::function<void(std::string_view)> before_step)
    : folder_(std::filesystem::temp_directory_path() / ("renkei-test-" + base::to_string(base::new_ulid()))),
      server_(server_for_tests()),
      database_("renkei_test_" + lower(base::to_string(base::new_ulid()))),
      before_step_(std::move(before_step)) {
    std::filesystem::create_directories(folder_);
    if (!server_.empty()) {
        PostgresqlConnection connection(server_, "SELECT 1", nullptr);
        auto const origin = template_database(connection, server_);
        connection.command(fmt::format("CREATE DATABASE {} TEMPLATE {}", database_, origin));
    }
    reopen();
}

TemporaryStore::~TemporaryStore() {
    store_.reset();
    std::filesystem::remove_all(folder_);
    if (!server_.empty()) {
        PostgresqlConnection connection(server_, "SELECT 1", nullptr);
        connection.command(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", database_));
    }
}

std::string TemporaryStore::address() const {
    return server_.empty() ? (folder_ / "renkei.sqlite").string() : address_of(server_, database_);
}

void TemporaryStore::reopen() {
    store_.reset();
    store_ = open_migrated(address(), before_step_);
}

std::unique_ptr<Store> TemporaryStore::another() const {
    return open_migrated(address(), nullptr);
}

}  // namespace platform::store
