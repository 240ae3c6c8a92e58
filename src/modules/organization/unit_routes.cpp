#include "modules/organization/unit_routes.h"

#include "base/problem.h"
#include "modules/organization/named_by.h"
#include "modules/organization/present.h"
#include "platform/access/guard.h"
#include "platform/access/policy.h"
#include "platform/http/json_message.h"
#include "platform/http/paging.h"
#include "platform/registry/coordinator.h"
#include "platform/registry/staff.h"
#include "platform/registry/unit.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <map>

namespace modules::organization {

namespace {

namespace access = platform::access;
namespace http = platform::http;
namespace json = boost::json;
// A unit holds for `text` when its code, name or reading contains it.
bool matches(registry::Unit const& unit, std::string const& text) {
    return text.empty() || unit.code.find(text) != std::string::npos ||
           unit.name.find(text) != std::string::npos || unit.kana.find(text) != std::string::npos;
}

// The whole organisation is a few hundred units: one page.
http::Response list_units(Services const& services, access::Call const& call) {
    Query query(call.request);
    registry::UnitQuery wanted;
    wanted.as_of = query.date("as_of");
    wanted.kind = query.unit_kind("filter[kind]");
    wanted.parent = query.id("filter[parent]");
    wanted.station = query.id("filter[station]");
    auto const text = query.text("q");
    query.finish();
    if (!wanted.as_of) {
        wanted.as_of = base::date_in_japan(services.time.now());
    }
    json::array items;
    services.store.read([&](store::Reader& reader) {
        std::map<base::Ulid, base::Ulid> coordinators;  // by station
        auto const is_coordinator = [&](registry::StoredUnit const& unit) {
            if (unit.value.kind != registry::UnitKind::station_section) {
                return false;
            }
            auto const [at, is_new] = coordinators.try_emplace(unit.value.station);
            if (is_new) {
                auto const found = registry::coordinator_of(reader, unit.value.station, *wanted.as_of);
                at->second = found ? found->envelope.id : base::Ulid{};
            }
            return at->second == unit.envelope.id;
        };
        for (auto const& unit : registry::units(reader, wanted)) {
            if (matches(unit.value, text)) {
                items.push_back(unit_json(reader, unit, is_coordinator(unit)));
            }
        }
    });
    return http::json_response(200, json::object{{"items", std::move(items)},
                                                 {"next_cursor", nullptr},
                                                 {"as_of", base::to_iso(*wanted.as_of)},
                                                 {"as_of_wareki", base::wareki(*wanted.as_of)}});
}

http::Response show_unit(Services const& services, access::Call const& call) {
    auto const id = path_id(call.request);
    json::object body;
    std::int64_t version = 0;
    services.store.read([&](store::Reader& reader) {
        auto const unit = registry::unit_by_id(reader, id);
        if (!unit) {
            throw base::Problem(base::Problem::not_found, "所属が見つかりません", "Unit not found");
        }
        version = unit->envelope.version;
        auto const today = base::date_in_japan(services.time.now());
        body = unit_detail_json(reader, *unit, today);
        auto const tables = services.rules.current();
        body["named_by"] = tables ? named_by_json(reader, *tables, *unit, today) : json::array();
    });
    // Predecessors, the station's 署生安課 and the tables that name it change without its version: never "as
    // before".
    auto response = http::json_response(200, body);
    response.headers.emplace_back("ETag", http::version_etag(version));
    return response;
}

// Personal facts beside those are for who keeps the list.
StaffDetail detail_for(access::Actor const& actor) {
    return access::may(actor, access::Action::account_manage) ? StaffDetail::to_administer
                                                              : StaffDetail::to_reach;
}

http::Response list_staff(Services const& services, access::Call const& call) {
    Query query(call.request);
    registry::StaffQuery wanted;
    wanted.as_of = query.date("as_of").value_or(base::date_in_japan(services.time.now()));
    wanted.unit = query.id("filter[unit]");
    wanted.station = query.id("filter[station]");
    wanted.text = query.text("q");
    query.finish();
    wanted.limit = http::page_size(call.request, http::largest_page);
    if (auto const cursor = call.request.query_value("cursor")) {
        wanted.cursor = std::string(*cursor);
    }
    auto const detail = detail_for(call.actor);
    json::value next;
    json::array items;
    services.store.read([&](store::Reader& reader) {
        auto const page = registry::staff_list(reader, wanted);
        for (auto const& staff : page.items) {
            items.push_back(staff_json(reader, staff, wanted.as_of, detail));
        }
        next = page.next_cursor ? json::value(*page.next_cursor) : json::value(nullptr);
    });
    return http::json_response(200,
                               json::object{{"items", std::move(items)}, {"next_cursor", std::move(next)}});
}

http::Response show_staff(Services const& services, access::Call const& call) {
    auto const id = path_id(call.request);
    json::object body;
    std::int64_t version = 0;
    services.store.read([&](store::Reader& reader) {
        auto const staff = registry::staff_by_id(reader, id);
        if (!staff) {
            throw base::Problem(base::Problem::not_found, "職員が見つかりません", "Staff member not found");
        }
        version = staff->envelope.version;
        auto const today = base::date_in_japan(services.time.now());
        auto const detail = detail_for(call.actor);
        body = staff_json(reader, *staff, today, detail);
        if (detail == StaffDetail::to_administer) {
            body["periods"] = periods_json(reader, *staff, today);
        }
    });
    return http::with_etag(call.request, http::json_response(200, body), http::version_etag(version));
}

http::Response list_posts(Services const& services, access::Call const&) {
    json::array items;
    services.store.read([&](store::Reader& reader) {
        for (auto const& post : posts(reader)) {
            items.push_back(post_json(post));
        }
    });
    return http::json_response(200, json::object{{"items", std::move(items)}});
}

}  // namespace

void add_unit_routes(Services const& services) {
    auto const add = [&services](std::string pattern, std::string operation, base::Words summary,
                                 http::Response (*handler)(Services const&, access::Call const&)) {
        services.guard.add(services.router,
                           {.method = http::Method::get,
                            .pattern = std::move(pattern),
                            .operation_id = std::move(operation),
                            .summary = std::move(summary)},
                           access::Action::organization_read,
                           [services, handler](access::Call const& call) { return handler(services, call); });
    };
    add("/api/v1/units", "list_units", {"所属の一覧", "Units"}, list_units);
    add("/api/v1/units/{id}", "get_unit", {"所属", "One unit"}, show_unit);
    add("/api/v1/posts", "listPosts", {"階級・職の一覧", "Ranks and posts"}, list_posts);
    add("/api/v1/staff", "list_staff", {"職員の一覧", "Staff"}, list_staff);
    add("/api/v1/staff/{id}", "get_staff", {"職員", "One member of staff"}, show_staff);
}

}  // namespace modules::organization
