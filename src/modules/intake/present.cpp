#include "modules/intake/present.h"

#include "base/utf8.h"
#include "modules/intake/consultation.h"
#include "modules/intake/open_work.h"
#include "modules/intake/waiting.h"
#include "platform/access/policy.h"
#include "platform/recognition/recogniser.h"
#include "platform/registry/clock.h"
#include "platform/registry/coordinator.h"
#include "platform/registry/json.h"
#include "platform/registry/referral.h"
#include "record/json.h"

#include <boost/json/array.hpp>

namespace modules::intake {

namespace json = boost::json;
namespace registry = platform::registry;
namespace store = platform::store;
using platform::access::Action;

namespace {

json::object key_json(registry::ObservableKey const& key) {
    return {{"type", key.type},
            {"value", platform::recognition::shown_value(key)},
            {"label", registry::to_json(platform::recognition::type_label(key.type))}};
}

// Fields that hold the id of a unit or person, by what the Schema says they refer to.
enum class Refers : std::uint8_t { nothing, unit, staff };
Refers refers(record::Field const& field) {
    if (field.rules.references == "units") {
        return Refers::unit;
    }
    return field.rules.references == "staff" ? Refers::staff : Refers::nothing;
}

base::Ulid id_of(record::Record const& record, record::Field const& field) {
    auto const value = record.get(field);
    auto const* id = std::get_if<base::Ulid>(&value.data);
    return id == nullptr ? base::Ulid{} : *id;
}

}  // namespace

json::object Presenter::with_envelope(record::StoredRecord const& stored) {
    auto object = record::to_json(record::View(stored.record));
    for (auto const& field : stored.record.schema().fields) {
        switch (refers(field)) {
            case Refers::unit:
                object[field.name] = unit(id_of(stored.record, field));
                break;
            case Refers::staff:
                object[field.name] = staff(id_of(stored.record, field));
                break;
            case Refers::nothing:
                break;
        }
    }
    auto const& envelope = stored.envelope;
    object["id"] = base::to_string(envelope.id);
    object["version"] = envelope.version;
    object["created_at"] = base::to_iso(envelope.created_at);
    object["created_by"] = staff(envelope.created_by);
    object["changed_at"] = base::to_iso(envelope.changed_at);
    object["changed_by"] = staff(envelope.changed_by);
    object["owner_unit"] = unit(envelope.owner_unit);
    object["origin_unit"] = unit(envelope.origin_unit);
    object["restriction"] = record::enum_text(envelope.restriction);
    return object;
}

json::object Presenter::consultation(record::StoredRecord const& stored) {
    shown_.push_back({stored.envelope.id, stored.envelope.version});
    auto object = with_envelope(stored);
    object["lead"] = object["owner_unit"];
    object["holder"] = staff(holder_of(reader_, stored.envelope.id).value_or(base::Ulid{}));
    json::object can;
    if (auto const facts = platform::access::facts_of(reader_, consultation_schema, stored.envelope.id)) {
        for (auto const action :
             {Action::consultation_edit, Action::consultation_decide, Action::consultation_refer,
              Action::consultation_hand_over, Action::consultation_restrict, Action::referral_approve,
              Action::referral_receive, Action::guidance_tell, Action::separation_create,
              Action::clock_work}) {
            can[platform::access::action_name(action)] = platform::access::decide(actor_, action, *facts);
        }
    }
    object["can"] = std::move(can);
    return object;
}

std::optional<record::StoredRecord> Presenter::next_clock(base::Ulid const& record) {
    auto const clocks = registry::all(
        reader_, registry::clock_schema,
        {"r.record_id = ? AND r.state = 'open' AND r.seq = (SELECT c.seq FROM clocks c "
         "WHERE c.record_id = ? AND c.state = 'open' ORDER BY c.due_at NULLS LAST, c.seq LIMIT 1)",
         {store::id_value(record), store::id_value(record)}});
    return clocks.empty() ? std::nullopt : std::optional(clocks.front());
}

json::object Presenter::summary(record::StoredRecord const& stored) {
    shown_.push_back({stored.envelope.id, stored.envelope.version});
    auto const& value = stored.record.as<Consultation>();
    auto const clock_record = next_clock(stored.envelope.id);
    auto const excerpt = std::string(base::first_code_points(value.narrative, 80));
    return {
        {"id", base::to_string(stored.envelope.id)},
        {"version", stored.envelope.version},
        {"number", value.number},
        {"kind", record::enum_text(value.kind)},
        {"channel", record::enum_text(value.channel)},
        {"status", record::enum_text(value.status)},
        {"subject", value.subject},
        {"excerpt", excerpt},
        {"received_at", registry::to_json(value.received_at)},
        {"receiver", staff(value.receiver)},
        {"owner_unit", unit(stored.envelope.owner_unit)},
        {"origin_unit", unit(stored.envelope.origin_unit)},
        {"stat_category", value.stat_category},
        {"internal_type", value.internal_type},
        {"urgency", record::enum_text(value.urgency)},
        {"needs_specialist", value.needs_specialist ? json::value(*value.needs_specialist) : json::value()},
        {"clock", clock_record ? json::value(clock(*clock_record)) : json::value()}};
}

json::object Presenter::referral(record::StoredRecord const& stored) {
    // Its words may change while the record stays as it is.
    shown_.push_back({stored.record.as<registry::Referral>().record_id, -stored.envelope.version});
    return with_envelope(stored);
}

std::string_view Presenter::clock_state(record::StoredRecord const& stored) const {
    auto const& clock = stored.record.as<registry::Clock>();
    if (clock.state != registry::ClockState::open) {
        return "done";
    }
    if (!clock.due_at) {
        return "later";
    }
    if (*clock.due_at < now_) {
        return "overdue";
    }
    return *clock.due_at <= end_of_today(now_) ? "today" : "later";
}

json::object Presenter::clock(record::StoredRecord const& stored) {
    auto const& value = stored.record.as<registry::Clock>();
    return {{"id", base::to_string(stored.envelope.id)},
            {"version", stored.envelope.version},
            {"duty", value.duty},
            {"label", json::object{{"ja", value.label_ja}, {"en", value.label_en}}},
            {"basis", value.basis},
            {"wording", value.due_wording},
            {"record", base::to_string(value.record_id)},
            {"owner", unit(stored.envelope.owner_unit)},
            {"started_at", registry::to_json(value.started_at)},
            {"due_at", registry::to_json(value.due_at)},
            {"state", clock_state(stored)},
            {"reason_when_late", value.reason_when_late},
            {"reminders_sent", value.reminders_sent},
            {"escalated_to", value.escalated_to},
            {"closed_at", registry::to_json(value.closed_at)},
            {"closed_by", staff(value.closed_by)},
            {"waived", value.state == registry::ClockState::waived},
            {"withdrawn", value.state == registry::ClockState::withdrawn},
            {"late_reason", value.late_reason},
            {"waiver_reason", value.waiver_reason}};
}

json::object Presenter::line(registry::RecordLine const& line) {
    shown_.push_back({line.id, 0});
    return {{"kind", line.kind},      {"id", base::to_string(line.id)},
            {"number", line.number},  {"subject", line.title},
            {"status", line.status},  {"received_at", registry::to_json(line.at)},
            {"unit", unit(line.unit)}};
}

json::object Presenter::contact(base::Ulid const& unit_id) {
    auto const stored = registry::unit_by_id(reader_, unit_id);
    auto const today = base::date_in_japan(now_);
    auto asked = unit_id;
    if (stored) {
        auto const station = registry::unit_in_force(reader_, stored->value.station, today);
        if (auto const coordinator = registry::coordinator_of(reader_, station, today)) {
            asked = coordinator->envelope.id;
        }
    }
    auto const section = registry::unit_by_id(reader_, asked);
    auto const phone =
        section ? section->value.extension.value_or(section->value.phone.value_or("")) : std::string();
    return {{"unit", unit(asked)}, {"contact", phone}};
}

json::object Presenter::hit(registry::Hit const& hit) {
    json::array records;
    for (auto const& record : hit.records) {
        records.push_back(line(record));
    }
    // Several sections of one station are one contact.
    std::map<std::string, json::object> contacts;
    for (auto const& unit_id : hit.elsewhere) {
        auto one = contact(unit_id);
        auto const key =
            one["unit"].is_object() ? std::string(one["unit"].at("code").as_string()) : std::string();
        contacts.emplace(key, std::move(one));
    }
    json::array elsewhere;
    for (auto& [code, one] : contacts) {
        elsewhere.push_back(std::move(one));
    }
    json::array feeds;
    for (auto const& feed : hit.feeds) {
        feeds.push_back(json::object{
            {"source", feed.source}, {"name", feed.name}, {"date", feed.date}, {"count", feed.count}});
    }
    return {{"observable", key_json(hit.key)},
            {"sentence", registry::to_json(hit.sentence)},
            {"by", hit.by_host ? "host" : "value"},
            {"count", hit.records_total},
            {"records", std::move(records)},
            {"elsewhere", std::move(elsewhere)},
            {"feeds", std::move(feeds)}};
}

json::object Presenter::link(registry::Link const& link, base::Ulid const& about) {
    json::array reasons;
    for (auto const& reason : link.reasons) {
        auto object = key_json(reason.key);
        object["by"] = reason.by_host ? "host" : "value";
        object["sentence"] = registry::to_json(reason.sentence);
        reasons.push_back(std::move(object));
    }
    json::object object{{"record", link.record ? json::value(line(*link.record)) : json::value()},
                        {"reasons", std::move(reasons)},
                        {"strength", static_cast<std::int64_t>(link.strength * 100)}};
    if (!link.record && !link.feed) {
        blind_.push_back({about, 0});
        object["blind"] = contact(link.blind_unit);
    }
    if (link.feed) {
        object["feed"] = json::object{
            {"source", link.feed->source}, {"event", link.feed->name}, {"date", link.feed->date}};
    }
    object["separation"] = link.separation ? json::value(base::to_string(*link.separation)) : json::value();
    return object;
}

}  // namespace modules::intake
