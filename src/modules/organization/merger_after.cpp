// What comes after a merger was entered: its day, and taking it back.
#include "modules/organization/merger.h"
#include "modules/organization/staff_changes.h"
#include "platform/registry/posting.h"

namespace modules::organization {

namespace {

using registry::Unit;

// The new unit and all below it.
std::vector<base::Ulid> new_units(store::Reader& reader, base::Ulid const& unit) {
    std::vector<base::Ulid> ids{unit};
    for (std::size_t at = 0; at < ids.size(); ++at) {
        for (auto const& section : registry::units(reader, {.parent = ids[at]})) {
            ids.push_back(section.envelope.id);
        }
    }
    return ids;
}

bool has_people(store::Reader& reader, base::Ulid const& unit) {
    return reader.first("SELECT 1 FROM staff WHERE unit = ?", {store::id_value(unit)}).has_value() ||
           reader.first("SELECT 1 FROM postings WHERE unit = ? AND withdrawn = 0", {store::id_value(unit)})
               .has_value();
}

// Nobody acts for the new units before their first day, so that no more of the journal is looked at.
bool did_anything(store::Reader& reader, std::vector<base::Ulid> const& units, base::Date first_day) {
    std::string sql = "SELECT 1 FROM journal WHERE at >= ? AND unit IN (";
    store::Values values{base::start_of_day_in_japan(first_day).milliseconds};
    for (auto const& unit : units) {
        sql.append(values.size() == 1 ? "?" : ", ?");
        values.push_back(store::id_value(unit));
    }
    return reader.first(sql.append(") LIMIT 1"), values).has_value();
}

std::vector<record::StoredRecord> due(store::Reader& reader, record::Schema const& schema,
                                      std::string_view condition, base::Date today) {
    return registry::all(reader, schema, {std::string(condition), {base::to_iso(today)}});
}

constexpr std::string_view planned_merger = "r.state = 'planned' AND r.valid_from <= ?";
constexpr std::string_view open_hand_over = "r.settled_at IS NULL AND r.withdrawn = 0 AND r.valid_from <= ?";

std::int64_t settle_mergers(store::Transaction& transaction, registry::OpenWorkKeeper const& work,
                            base::Instant now) {
    std::int64_t moved = 0;
    for (auto const& before : due(transaction, merger_schema, planned_merger, base::date_in_japan(now))) {
        auto after = before;
        auto& merger = after.record.as<Merger>();
        merger.moved = work.carry_leads(transaction, successions_of(transaction, merger.unit),
                                        lead_change(before, {{}, now, {}, {}}));
        moved += merger.moved;
        merger.state = MergerState::done;
        merger.settled_at = now;
        registry::update(transaction, before, after, {{}, now, "carry_out", {}});
    }
    return moved;
}

std::int64_t settle_hand_overs(store::Transaction& transaction, registry::OpenWorkKeeper const& work,
                               base::Instant now) {
    std::int64_t moved = 0;
    for (auto const& before :
         due(transaction, staff_hand_over_schema, open_hand_over, base::date_in_japan(now))) {
        auto after = before;
        auto& hand_over = after.record.as<StaffHandOver>();
        if (may_still_take_over(transaction, hand_over.staff, hand_over.successor, hand_over.valid_from)) {
            moved += work.pass_to_colleague(transaction, hand_over.staff, hand_over.successor, {}, now);
            hand_over.settled_at = now;
        } else {  // gone meanwhile: what is open stays with the unit
            hand_over.withdrawn = true;
        }
        registry::update(transaction, before, after,
                         {{}, now, hand_over.withdrawn ? "withdraw" : "carry_out", {}});
    }
    return moved;
}

}  // namespace

std::optional<base::Words> why_not_taken_back(store::Reader& reader, record::StoredRecord const& stored,
                                              registry::OpenWorkKeeper const& work) {
    auto const& merger = stored.record.as<Merger>();
    if (merger.state == MergerState::taken_back) {
        return base::Words{"既に取り消されています", "it was taken back already"};
    }
    auto const units = new_units(reader, merger.unit);
    for (auto const& id : units) {
        auto const unit = registry::unit_by_id(reader, id);
        auto const name = unit ? unit->value.name : std::string();
        auto const name_en = unit ? unit->value.name_en : std::string();
        if (unit && unit->value.valid_to) {
            return base::Words{name + "は更に統合又は廃止されています。先にそれを取り消してください",
                               name_en + " was merged or closed itself; take that back first"};
        }
        if (has_people(reader, id)) {
            return base::Words{name + "に配置された職員がいます。先に異動を取り消してください",
                               "people were posted to " + name_en + "; take their transfers back first"};
        }
    }
    if (work.recorded_under(reader, units, merger.settled_at)) {
        return base::Words{
            "新しい所属で受理票・報告・期限などが記録されています。取り消すと行き先がなくなるため、取り消せま"
            "せん。新しい改称・統合として登録してください",
            "records, reports or clocks exist under the new unit and would have nowhere to go; enter a new "
            "renaming or merger instead"};
    }
    if (did_anything(reader, units, merger.valid_from)) {
        return base::Words{
            "新しい所属の職員が統合後に記録をしています。取り消すと誰の記録か分からなくなるため、取り消せませ"
            "ん",
            "people of the new unit have recorded something since; it would lose its unit"};
    }
    return std::nullopt;
}

void take_back(store::Transaction& transaction, record::StoredRecord const& before, std::string const& why,
               registry::OpenWorkKeeper const& work, registry::Change const& change) {
    if (why.empty()) {
        refuse("統合を取り消せません", "the merger cannot be taken back",
               {violation("reason", "取消しの理由を入力してください", "say why")});
    }
    if (auto const reason = why_not_taken_back(transaction, before, work)) {
        throw base::Problem(base::Problem::conflict, reason->ja, reason->en);
    }
    auto after = before;
    auto& merger = after.record.as<Merger>();
    auto const successions = successions_of(transaction, merger.unit);
    auto lead = lead_change(before, change);
    lead.action = "unmerge_lead";
    lead.reason = why;
    lead.decided_by = change.author.staff.value_or(base::Ulid{});
    lead.decided_at = change.at;
    merger.given_back = work.give_back_leads(transaction, successions, lead);
    merger.taken_back_reason = why;
    for (auto const& succession : successions) {
        auto const ended = registry::get(transaction, registry::unit_schema, succession.from);
        auto again = ended;
        again.record.as<Unit>().valid_to.reset();
        again.record.as<Unit>().successor = {};
        registry::update(transaction, ended, again, change);
    }
    // Never in force, and its code free for the right merger.
    for (auto const& id : new_units(transaction, merger.unit)) {
        auto const made = registry::get(transaction, registry::unit_schema, id);
        auto never = made;
        auto& unit = never.record.as<Unit>();
        auto const mark = base::to_string(id);
        unit.valid_to = unit.valid_from;
        unit.note = "取り消された統合で作られた所属 (" + unit.code + ")";
        unit.code = unit.code.substr(0, 48) + "-X" + mark.substr(mark.size() - 10);
        registry::update(transaction, made, never, change);
    }
    merger.state = MergerState::taken_back;
    registry::update(transaction, before, after, change);
}

std::int64_t settle(store::Store& store, registry::OpenWorkKeeper const& work, base::Instant now) {
    auto const today = base::date_in_japan(now);
    bool waits = false;
    store.read([&](store::Reader& reader) {
        waits = !due(reader, merger_schema, planned_merger, today).empty() ||
                !due(reader, staff_hand_over_schema, open_hand_over, today).empty();
    });
    std::int64_t moved = 0;
    if (waits) {
        store.write([&](store::Transaction& transaction) {
            moved = settle_mergers(transaction, work, now) + settle_hand_overs(transaction, work, now);
        });
    }
    return moved;
}

}  // namespace modules::organization
