#include "modules/organization/unit_routes.h"

#include "base/problem.h"
#include "platform/access/guard.h"
#include "platform/http/json_message.h"
#include "platform/registry/staff.h"
#include "platform/registry/unit.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace modules::organization {

namespace {

namespace access = platform::access;
namespace http = platform::http;
namespace json = boost::json;
namespace registry = platform::registry;
namespace store = platform::store;

using Violations = std::vector<base::Violation>;

// What a list was asked for; everything wrong with the query is said at once.
class Query {
  public:
    explicit Query(http::Request const& request) : request_(request) {}

    std::string text(std::string_view name) { return std::string(request_.query_value(name).value_or("")); }

    std::optional<base::Ulid> id(std::string_view name) {
        auto const value = request_.query_value(name);
        auto const id = value ? base::parse_ulid(*value) : std::nullopt;
        if (value && !id) {
            refuse(name, "ID ではありません", "is not an id");
        }
        return id;
    }

    std::optional<base::Date> date(std::string_view name) {
        auto const value = request_.query_value(name);
        auto const date = value ? base::parse_date(*value) : std::nullopt;
        if (value && !date) {
            refuse(name, "日付ではありません (例: 2026-11-22)", "is not a date such as 2026-11-22");
        }
        return date;
    }

    std::optional<registry::UnitKind> unit_kind(std::string_view name) {
        auto const value = request_.query_value(name);
        auto const kind = value ? record::parse_enum<registry::UnitKind>(*value) : std::nullopt;
        if (value && !kind) {
            refuse(name, "所属の種別ではありません", "is not a kind of unit");
        }
        return kind;
    }

    void finish() {
        if (!violations_.empty()) {
            throw base::Problem(base::Problem::bad_request, "検索の条件が正しくありません",
                                "The query is not understood", std::move(violations_));
        }
    }

  private:
    void refuse(std::string_view name, std::string_view ja, std::string_view en) {
        violations_.push_back({std::string(name), {std::string(ja), std::string(en)}});
    }

    http::Request const& request_;
    Violations violations_;
};

base::Ulid id_of(http::Request const& request) {
    auto const id = base::parse_ulid(request.path_parameter("id"));
    if (!id) {
        throw base::Problem(base::Problem::not_found, "見つかりません", "Not found");
    }
    return *id;
}

json::value optional_text(std::optional<std::string> const& text) {
    return text ? json::value(*text) : json::value(nullptr);
}

json::value optional_date(std::optional<base::Date> const& date) {
    return date ? json::value(base::to_iso(*date)) : json::value(nullptr);
}

json::value unit_ref_json(store::Reader& reader, base::Ulid const& id) {
    auto const ref = registry::unit_ref(reader, id);
    return ref ? json::value(registry::to_json(*ref)) : json::value(nullptr);
}

json::object unit_json(store::Reader& reader, registry::StoredUnit const& stored) {
    auto const& unit = stored.value;
    auto const own = registry::unit_ref(reader, stored.envelope.id);
    json::array duties(unit.duties.begin(), unit.duties.end());
    return {{"id", base::to_string(stored.envelope.id)},
            {"version", stored.envelope.version},
            {"created_at", base::to_iso(stored.envelope.created_at)},
            {"changed_at", base::to_iso(stored.envelope.changed_at)},
            {"code", unit.code},
            {"name", json::object{{"ja", unit.name}, {"en", unit.name_en}}},
            {"full_name",
             json::object{{"ja", own ? own->name.ja : unit.name}, {"en", own ? own->name.en : unit.name_en}}},
            {"kana", unit.kana},
            {"kind", record::enum_text(unit.kind)},
            {"parent", unit_ref_json(reader, unit.parent)},
            {"station", unit_ref_json(reader, unit.station)},
            {"valid_from", base::to_iso(unit.valid_from)},
            {"valid_to", optional_date(unit.valid_to)},
            {"successor", unit_ref_json(reader, unit.successor)},
            {"phone", optional_text(unit.phone)},
            {"extension", optional_text(unit.extension)},
            {"symbol", unit.symbol},
            {"document_symbol", unit.document_symbol},
            {"section_key", unit.section_key},
            {"coordinator", unit.coordinator},
            {"duties", std::move(duties)},
            {"confirmed", unit.confirmed},
            {"source", unit.source}};
}

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
        for (auto const& unit : registry::units(reader, wanted)) {
            if (matches(unit.value, text)) {
                items.push_back(unit_json(reader, unit));
            }
        }
    });
    return http::json_response(200, json::object{{"items", std::move(items)}, {"next_cursor", nullptr}});
}

http::Response show_unit(Services const& services, access::Call const& call) {
    auto const id = id_of(call.request);
    json::object body;
    std::int64_t version = 0;
    services.store.read([&](store::Reader& reader) {
        auto const unit = registry::unit_by_id(reader, id);
        if (!unit) {
            throw base::Problem(base::Problem::not_found, "所属が見つかりません", "Unit not found");
        }
        version = unit->envelope.version;
        body = unit_json(reader, *unit);
    });
    return http::with_etag(call.request, http::json_response(200, body), http::version_etag(version));
}

// Name, rank, post, extension, unit: what is needed to reach somebody. Reading and employee number stay
// inside.
json::object staff_json(store::Reader& reader, registry::StoredStaff const& stored) {
    auto const ref = registry::staff_ref(reader, stored.envelope.id);
    BASE_ASSERT(ref);
    auto body = registry::to_json(*ref);
    body["version"] = stored.envelope.version;
    body["valid_from"] = base::to_iso(stored.value.valid_from);
    body["valid_to"] = optional_date(stored.value.valid_to);
    return body;
}

http::Response list_staff(Services const& services, access::Call const& call) {
    Query query(call.request);
    registry::StaffQuery wanted;
    wanted.as_of = query.date("as_of");
    wanted.unit = query.id("filter[unit]");
    wanted.text = query.text("q");
    query.finish();
    if (!wanted.as_of) {
        wanted.as_of = base::date_in_japan(services.time.now());
    }
    json::array items;
    services.store.read([&](store::Reader& reader) {
        for (auto const& staff : registry::staff_list(reader, wanted)) {
            items.push_back(staff_json(reader, staff));
        }
    });
    return http::json_response(200, json::object{{"items", std::move(items)}, {"next_cursor", nullptr}});
}

http::Response show_staff(Services const& services, access::Call const& call) {
    auto const id = id_of(call.request);
    json::object body;
    std::int64_t version = 0;
    services.store.read([&](store::Reader& reader) {
        auto const staff = registry::staff_by_id(reader, id);
        if (!staff) {
            throw base::Problem(base::Problem::not_found, "職員が見つかりません", "Staff member not found");
        }
        version = staff->envelope.version;
        body = staff_json(reader, *staff);
    });
    return http::with_etag(call.request, http::json_response(200, body), http::version_etag(version));
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
    add("/api/v1/staff", "list_staff", {"職員の一覧", "Staff"}, list_staff);
    add("/api/v1/staff/{id}", "get_staff", {"職員", "One member of staff"}, show_staff);
}

}  // namespace modules::organization
