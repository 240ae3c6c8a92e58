#include "modules/organization/present.h"

#include "base/problem.h"
#include "formats/office_values/office_values.h"
#include "modules/organization/coordinator_marks.h"
#include "modules/organization/staff_changes.h"
#include "platform/access/accounts.h"
#include "platform/registry/coordinator.h"
#include "platform/registry/json.h"
#include "platform/registry/posting.h"

#include <boost/json/value.hpp>

namespace modules::organization {

namespace json = boost::json;
namespace http = platform::http;

namespace {

json::value optional_text(std::optional<std::string> const& text) {
    return text ? json::value(*text) : json::value(nullptr);
}

json::value optional_date(std::optional<base::Date> const& date) {
    return date ? json::value(base::to_iso(*date)) : json::value(nullptr);
}

json::object words_json(std::string_view ja, std::string_view en) {
    return {{"ja", ja}, {"en", en}};
}

json::array accounts_json(store::Reader& reader, base::Ulid const& staff) {
    json::array items;
    for (auto const& account : platform::access::accounts_of(reader, staff)) {
        json::array roles;
        for (auto const role : account.roles) {
            auto const& name = platform::access::role_name(role);
            roles.push_back(
                json::object{{"id", platform::access::role_id(role)}, {"name", registry::to_json(name)}});
        }
        items.push_back(json::object{{"id", base::to_string(account.id)},
                                     {"version", account.version},
                                     {"name", account.name},
                                     {"roles", std::move(roles)},
                                     {"disabled", account.disabled},
                                     {"one_time_until", registry::to_json(account.one_time_until)}});
    }
    return items;
}

json::value staff_ref_json(store::Reader& reader, base::Ulid const& id, base::Date day) {
    auto const ref = registry::staff_ref(reader, id, day);
    return ref ? json::value(registry::to_json(*ref)) : json::value(nullptr);
}

json::array unit_refs_json(store::Reader& reader, std::vector<registry::StoredUnit> const& units) {
    json::array items;
    for (auto const& unit : units) {
        items.push_back(unit_ref_json(reader, unit.envelope.id));
    }
    return items;
}

}  // namespace

std::string Query::text(std::string_view name) const {
    return std::string(request_.query_value(name).value_or(""));
}

std::optional<base::Ulid> Query::id(std::string_view name) {
    auto const value = request_.query_value(name);
    auto const id = value ? base::parse_ulid(*value) : std::nullopt;
    if (value && !id) {
        refuse(name, "ID ではありません", "is not an id");
    }
    return id;
}

std::optional<base::Date> Query::date(std::string_view name) {
    auto const value = request_.query_value(name);
    auto const date = value ? formats::office_values::read_date(*value) : std::nullopt;
    if (value && !date) {
        refuse(name, "日付ではありません (例: 令和8年11月22日、2026-11-22)",
               "is not a date such as 2026-11-22");
    }
    return date;
}

std::optional<registry::UnitKind> Query::unit_kind(std::string_view name) {
    auto const value = request_.query_value(name);
    auto const kind = value ? record::parse_enum<registry::UnitKind>(*value) : std::nullopt;
    if (value && !kind) {
        refuse(name, "所属の種別ではありません", "is not a kind of unit");
    }
    return kind;
}

void Query::finish() {
    if (!violations_.empty()) {
        throw base::Problem(base::Problem::bad_request, "検索の条件が正しくありません",
                            "The query is not understood", std::move(violations_));
    }
}

void Query::refuse(std::string_view name, std::string_view ja, std::string_view en) {
    violations_.push_back(violation(name, ja, en));
}

base::Ulid path_id(http::Request const& request) {
    auto const id = base::parse_ulid(request.path_parameter("id"));
    if (!id) {
        throw base::Problem(base::Problem::not_found, "見つかりません", "Not found");
    }
    return *id;
}

json::value unit_ref_json(store::Reader& reader, base::Ulid const& id) {
    auto const ref = registry::unit_ref(reader, id);
    return ref ? json::value(registry::to_json(*ref)) : json::value(nullptr);
}

json::array coordinators_json(store::Reader& reader, registry::StoredUnit const& stored, base::Date today) {
    json::array periods;
    auto const station = registry::unit_by_id(reader, stored.value.station);
    if (!station || station->value.kind != registry::UnitKind::station) {
        return periods;
    }
    for (auto const& period : registry::coordinators_of(reader, *station)) {
        periods.push_back(json::object{{"unit", unit_ref_json(reader, period.unit)},
                                       {"from", base::to_iso(period.from)},
                                       {"to", optional_date(period.to)},
                                       {"reason", period.reason},
                                       {"by", staff_ref_json(reader, period.marked_by, today)},
                                       {"can_be_withdrawn", period.marked && period.from > today}});
    }
    return periods;
}

json::object unit_json(store::Reader& reader, registry::StoredUnit const& stored, bool coordinator) {
    auto const& unit = stored.value;
    auto const own = registry::unit_ref(reader, stored.envelope.id);
    json::array duties(unit.duties.begin(), unit.duties.end());
    return {{"id", base::to_string(stored.envelope.id)},
            {"version", stored.envelope.version},
            {"created_at", base::to_iso(stored.envelope.created_at)},
            {"changed_at", base::to_iso(stored.envelope.changed_at)},
            {"code", unit.code},
            {"name", words_json(unit.name, unit.name_en)},
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
            {"coordinator", coordinator},
            {"duties", std::move(duties)},
            {"confirmed", unit.confirmed},
            {"source", unit.source}};
}

json::object unit_detail_json(store::Reader& reader, registry::StoredUnit const& stored, base::Date today) {
    auto body = unit_json(reader, stored, is_coordinator_on(reader, stored, today));
    body["history"] = unit_history_json(reader, stored);
    body["coordinators"] = coordinators_json(reader, stored, today);
    return body;
}

json::object unit_history_json(store::Reader& reader, registry::StoredUnit const& stored) {
    json::array predecessors;
    for (auto const& row : reader.query("SELECT id FROM units WHERE successor = ? ORDER BY seq",
                                        {store::id_value(stored.envelope.id)})) {
        if (auto const unit = registry::unit_by_id(reader, row.id(0))) {
            auto item = unit_ref_json(reader, row.id(0)).as_object();
            item["valid_from"] = base::to_iso(unit->value.valid_from);
            item["valid_to"] = optional_date(unit->value.valid_to);
            predecessors.push_back(std::move(item));
        }
    }
    json::array successors;
    for (auto const& id : registry::with_successors(reader, stored.envelope.id)) {
        auto const unit = id == stored.envelope.id ? std::nullopt : registry::unit_by_id(reader, id);
        if (unit) {
            auto item = unit_ref_json(reader, id).as_object();
            item["valid_from"] = base::to_iso(unit->value.valid_from);
            item["valid_to"] = optional_date(unit->value.valid_to);
            successors.push_back(std::move(item));
        }
    }
    return {{"predecessors", std::move(predecessors)}, {"successors", std::move(successors)}};
}

json::object staff_json(store::Reader& reader, registry::StoredStaff const& stored, base::Date day,
                        StaffDetail detail) {
    auto const ref = registry::staff_ref(reader, stored.envelope.id, day);
    BASE_ASSERT(ref);
    auto body = registry::to_json(*ref);
    body["version"] = stored.envelope.version;
    body["valid_from"] = base::to_iso(stored.value.valid_from);
    body["valid_to"] = optional_date(stored.value.valid_to);
    if (detail == StaffDetail::to_administer) {
        body["kana"] = optional_text(stored.value.kana);
        body["employee_number"] = optional_text(stored.value.employee_number);
        body["accounts"] = accounts_json(reader, stored.envelope.id);
    }
    return body;
}

json::array periods_json(store::Reader& reader, registry::StoredStaff const& stored, base::Date today) {
    json::array items;
    for (auto const& period : periods_of(reader, stored)) {
        items.push_back(json::object{{"unit", unit_ref_json(reader, period.unit)},
                                     {"rank", period.rank},
                                     {"post", period.post},
                                     {"extension", optional_text(period.extension)},
                                     {"from", base::to_iso(period.from)},
                                     {"to", optional_date(period.to)},
                                     {"by_merger", period.by_merger},
                                     {"planned", period.from > today}});
    }
    return items;
}

json::object post_json(StoredPost const& stored) {
    auto const& post = stored.value;
    return {{"id", base::to_string(stored.envelope.id)},
            {"version", stored.envelope.version},
            {"code", post.code},
            {"kind", record::enum_text(post.kind)},
            {"name", words_json(post.name, post.name_en)},
            {"position", post.position},
            {"valid_to", optional_date(post.valid_to)}};
}

json::object open_work_json(store::Reader& reader, registry::OpenWork const& work) {
    json::array records;
    for (auto const& record : work.records) {
        records.push_back(json::object{{"id", base::to_string(record.id)},
                                       {"kind", record.kind},
                                       {"number", record.number},
                                       {"status", registry::to_json(record.status)},
                                       {"unit", unit_ref_json(reader, record.unit)},
                                       {"due_at", registry::to_json(record.due_at)},
                                       {"due_label", registry::to_json(record.due_label)}});
    }
    return {{"records", std::move(records)},
            {"count", json::object{{"records", work.count.records},
                                   {"clocks", work.count.clocks},
                                   {"referrals", work.count.referrals},
                                   {"drafts", work.count.drafts}}}};
}

json::object merger_json(store::Reader& reader, record::StoredRecord const& stored,
                         registry::OpenWorkKeeper const& work) {
    auto const& merger = stored.record.as<Merger>();
    json::array sources;
    for (auto const& text : merger.sources) {
        if (auto const id = base::parse_ulid(text)) {
            sources.push_back(unit_ref_json(reader, *id));
        }
    }
    auto const reason = why_not_taken_back(reader, stored, work);
    json::array successions;
    for (auto const& succession : successions_of(reader, merger.unit)) {
        successions.push_back(json::object{{"from", unit_ref_json(reader, succession.from)},
                                           {"to", unit_ref_json(reader, succession.to)}});
    }
    auto const& envelope = stored.envelope;
    json::value taken_back;
    if (merger.state == MergerState::taken_back) {
        taken_back = json::object{
            {"at", base::to_iso(envelope.changed_at)},
            {"by", staff_ref_json(reader, envelope.changed_by, base::date_in_japan(envelope.changed_at))},
            {"reason", merger.taken_back_reason},
            {"records", merger.given_back}};
    }
    return {
        {"id", base::to_string(stored.envelope.id)},
        {"version", stored.envelope.version},
        {"created_at", base::to_iso(stored.envelope.created_at)},
        {"date", base::to_iso(merger.valid_from)},
        {"state", record::enum_text(merger.state)},
        {"unit", unit_ref_json(reader, merger.unit)},
        {"sources", std::move(sources)},
        {"reason", merger.reason},
        {"decided_by", staff_ref_json(reader, envelope.created_by, base::date_in_japan(envelope.created_at))},
        {"settled_at", registry::to_json(merger.settled_at)},
        {"moved", merger.moved},
        {"successions", std::move(successions)},
        {"taken_back", std::move(taken_back)},
        {"can_be_taken_back", !reason},
        {"why_not", reason ? json::value(registry::to_json(*reason)) : json::value(nullptr)}};
}

json::object plan_json(store::Reader& reader, MergerPlan const& plan, registry::OpenWorkKeeper const& work) {
    constexpr std::size_t most_shown = 50;
    auto const day = plan.unit.valid_from;
    json::array sections;
    json::array people;
    std::int64_t total = 0;
    auto const serving = [&](std::vector<registry::StoredUnit> const& units) {
        std::int64_t here = 0;
        for (auto const& unit : units) {
            registry::StaffQuery query;
            query.as_of = day;
            query.unit = unit.envelope.id;
            for (auto const& staff : registry::staff_list(reader, query).items) {
                ++here;
                if (people.size() < most_shown) {
                    people.push_back(staff_json(reader, staff, day, StaffDetail::to_reach));
                }
            }
        }
        total += here;
        return here;
    };
    auto const describe = [&](registry::Unit const& unit, std::vector<registry::StoredUnit> const& from) {
        std::vector<base::Ulid> ids;
        ids.reserve(from.size());
        for (auto const& old : from) {
            ids.push_back(old.envelope.id);
        }
        auto const open = work.of_units(reader, ids, 0).count;
        return json::object{{"code", unit.code},
                            {"name", words_json(unit.name, unit.name_en)},
                            {"from", unit_refs_json(reader, from)},
                            {"staff", serving(from)},
                            {"open_records", open.records}};
    };
    auto const whole = describe(plan.unit, plan.sources);
    for (auto const& section : plan.sections) {
        auto item = describe(section.unit, section.from);
        item["key"] = section.key;
        item["above"] = section.above ? json::value(plan.sections[*section.above].unit.code) : json::value();
        item["coordinator"] = section.unit.coordinator;
        sections.push_back(std::move(item));
    }
    return {{"date", base::to_iso(plan.unit.valid_from)},
            {"unit", whole},
            {"kind", record::enum_text(plan.unit.kind)},
            {"sections", std::move(sections)},
            {"open_work", open_work_json(reader, work.of_units(reader, plan.ending(), most_shown))},
            {"staff_total", total},
            {"staff", std::move(people)}};
}

}  // namespace modules::organization
