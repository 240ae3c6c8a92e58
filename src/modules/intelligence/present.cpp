#include "modules/intelligence/present.h"

#include "platform/registry/coordinator.h"
#include "platform/registry/json.h"
#include "platform/registry/shared_records.h"
#include "platform/registry/unit.h"

#include <boost/json/array.hpp>

#include <map>

namespace modules::intelligence {

namespace json = boost::json;
namespace registry = platform::registry;
namespace store = platform::store;

namespace {

json::value unit_json(store::Reader& reader, base::Ulid const& id) {
    auto const ref = registry::unit_ref(reader, id);
    return ref ? json::value(registry::to_json(*ref)) : json::value();
}

json::object line_json(store::Reader& reader, registry::RecordLine const& line) {
    return {{"kind", line.kind},
            {"id", base::to_string(line.id)},
            {"number", line.number},
            {"subject", line.title},
            {"status", line.status},
            {"received_at", registry::to_json(line.at)},
            {"unit", unit_json(reader, line.unit)}};
}

// 照会先: the section that is asked about matches, else the unit itself.
base::Ulid asked_unit(store::Reader& reader, base::Ulid const& holder, base::Date today) {
    auto const unit = registry::unit_by_id(reader, holder);
    if (!unit) {
        return holder;
    }
    auto const station = registry::unit_in_force(reader, unit->value.station, today);
    auto const coordinator = registry::coordinator_of(reader, station, today);
    return coordinator ? coordinator->envelope.id : holder;
}

json::object contact_json(store::Reader& reader, base::Ulid const& id) {
    auto const unit = registry::unit_by_id(reader, id);
    auto const contact =
        unit ? unit->value.extension.value_or(unit->value.phone.value_or("")) : std::string();
    return {{"unit", unit_json(reader, id)}, {"contact", contact}};
}

}  // namespace

json::object key_json(registry::ObservableKey const& key) {
    return {{"type", key.type},
            {"value", platform::recognition::shown_value(key)},
            {"label", registry::to_json(platform::recognition::type_label(key.type))}};
}

json::object recognised_json(platform::recognition::Recognised const& recognised) {
    auto object = key_json(recognised.key);
    json::array listed;
    for (auto const& list : recognised.listed) {
        listed.emplace_back(list);
    }
    object["spans"] = json::array{json::object{{"start", recognised.start}, {"end", recognised.end}}};
    object["listed"] = std::move(listed);
    object["documentation"] = recognised.documentation;
    object["unverified"] = recognised.unverified;
    return object;
}

json::object hit_json(store::Reader& reader, registry::Hit const& hit, base::Instant now) {
    json::array records;
    for (auto const& line : hit.records) {
        records.push_back(line_json(reader, line));
    }
    auto const today = base::date_in_japan(now);
    std::map<base::Ulid, json::object> contacts;  // several sections of one station are one contact
    for (auto const& holder : hit.elsewhere) {
        auto const asked = asked_unit(reader, holder, today);
        if (!contacts.contains(asked)) {
            contacts.emplace(asked, contact_json(reader, asked));
        }
    }
    json::array elsewhere;
    for (auto& [unit, contact] : contacts) {
        elsewhere.push_back(std::move(contact));
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

json::object separation_json(record::StoredRecord const& stored) {
    auto const& value = stored.record.as<registry::Separation>();
    return {{"id", base::to_string(stored.envelope.id)},
            {"version", stored.envelope.version},
            {"a", base::to_string(value.record_a)},
            {"b", base::to_string(value.record_b)},
            {"reason", value.reason},
            {"withdrawn", value.withdrawn}};
}

}  // namespace modules::intelligence
