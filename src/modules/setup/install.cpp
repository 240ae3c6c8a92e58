#include "modules/setup/install.h"

#include "platform/access/accounts.h"
#include "platform/access/guard.h"
#include "platform/http/json_message.h"
#include "platform/registry/json.h"
#include "platform/tables/rules.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <utility>

namespace modules::setup {

namespace access = platform::access;
namespace json = boost::json;
namespace registry = platform::registry;
namespace store = platform::store;

namespace {

std::int64_t number(store::Reader& reader, std::string_view sql, store::Values const& values = {}) {
    auto const row = reader.first(sql, values);
    return row ? row->integer(0) : 0;
}

Accounts accounts_in(store::Reader& reader) {
    Accounts counted;
    for (auto const& account : access::accounts(reader)) {
        if (account.disabled) {
            continue;
        }
        bool const is_own = !account.one_time_until.has_value();
        counted.administrators += is_own && account.roles.contains(access::Role::administrator) ? 1 : 0;
        counted.officers += account.roles.contains(access::Role::intake_officer) ? 1 : 0;
        counted.coordinators += account.roles.contains(access::Role::station_coordinator) ? 1 : 0;
        auto const signed_in = reader.first(
            "SELECT 1 FROM access_log WHERE actor = ? AND action = 'sign_in' AND record_id = ? LIMIT 1",
            {store::id_value(account.staff), store::id_value(account.id)});
        counted.never_signed_in += signed_in ? 0 : 1;
    }
    return counted;
}

Stored stored_in(store::Reader& reader, platform::tables::Active const& tables) {
    Stored stored;
    stored.stations =
        number(reader, "SELECT count(*) FROM units WHERE kind = 'station' AND valid_to IS NULL");
    stored.units = number(reader, "SELECT count(*) FROM units WHERE valid_to IS NULL");
    stored.unconfirmed_units =
        number(reader, "SELECT count(*) FROM units WHERE valid_to IS NULL AND confirmed = 0");
    stored.posts = number(reader, "SELECT count(*) FROM posts WHERE valid_to IS NULL");
    stored.accounts = accounts_in(reader);
    stored.mail_was_imported =
        number(reader, "SELECT 1 FROM consultations WHERE channel = 'mail' AND source <> '' LIMIT 1") == 1;
    stored.warning_lists = number(reader, "SELECT count(*) FROM warning_list");
    stored.indicators = number(reader, "SELECT count(*) FROM feed_item WHERE derived = 0");
    stored.tables_version = tables.version;
    if (tables.calendar && !tables.calendar->holidays.empty()) {
        stored.last_holiday = *tables.calendar->holidays.rbegin();
    }
    if (auto const newest = reader.first("SELECT at, seq FROM journal ORDER BY seq DESC LIMIT 1")) {
        stored.newest_entry = base::Instant{newest->integer(0)};
        stored.journal_head = newest->integer(1);
    }
    return stored;
}

std::string_view name_of(State state) {
    switch (state) {
        case State::todo:
            return "todo";
        case State::warning:
            return "warning";
        case State::done:
            return "done";
    }
    return {};
}

json::value text_or_null(std::string const& text) {
    return text.empty() ? json::value() : json::value(text);
}

json::object answer(std::vector<Finding> const& all, base::Instant now) {
    json::array items;
    json::object counts{{"todo", 0}, {"warning", 0}, {"done", 0}};
    for (auto const& finding : all) {
        auto& count = counts.at(name_of(finding.state));
        count = count.to_number<int>() + 1;
        items.push_back(json::object{{"code", finding.code},
                                     {"state", name_of(finding.state)},
                                     {"title", registry::to_json(finding.title)},
                                     {"found", registry::to_json(finding.found)},
                                     {"why", registry::to_json(finding.why)},
                                     {"path", text_or_null(finding.path)},
                                     {"command", text_or_null(finding.command)}});
    }
    return {{"at", registry::to_json(now)}, {"counts", std::move(counts)}, {"items", std::move(items)}};
}

}  // namespace

void install(platform::Platform& platform, std::function<Machine()> machine) {
    platform::http::Route route;
    route.pattern = "/api/v1/setup";
    route.operation_id = "getSetup";
    route.summary = {"導入の確認", "What the installation still needs"};
    platform.guard.add(
        platform.router, std::move(route), access::Action::organization_manage,
        [&platform, machine = std::move(machine)](access::Call const&) {
            auto const now = platform.time.now();
            Stored stored;
            platform.store.read(
                [&](store::Reader& reader) { stored = stored_in(reader, *platform.rules.current()); });
            return platform::http::json_response(200, answer(findings(machine(), stored, now), now));
        });
}

}  // namespace modules::setup
