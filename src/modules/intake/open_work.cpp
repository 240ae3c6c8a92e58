#include "modules/intake/open_work.h"

#include "modules/intake/consultation.h"
#include "modules/intake/referrals.h"
#include "platform/registry/clock.h"
#include "platform/registry/records.h"
#include "platform/registry/shared_records.h"
#include "record/enum_values.h"

#include <fmt/format.h>

namespace modules::intake {

namespace store = platform::store;
using platform::registry::Condition;
using platform::registry::LeadChange;
using platform::registry::OpenRecord;
using platform::registry::OpenWork;
using platform::registry::Succession;

namespace {

// "r.<column> IN (?, ?, …)"
Condition among(std::string_view column, std::span<base::Ulid const> ids) {
    Condition condition{fmt::format("{} IN (", column), {}};
    for (auto const& id : ids) {
        condition.sql += condition.values.empty() ? "?" : ", ?";
        condition.values.push_back(store::id_value(id));
    }
    condition.sql += ids.empty() ? "NULL)" : ")";
    return condition;
}

Condition led_by(std::span<base::Ulid const> units) {
    auto condition = among("r.owner_unit", units);
    condition.sql = "r.status <> 'closed' AND " + condition.sql;
    return condition;
}

std::int64_t count_of(store::Reader& reader, std::string_view sql, Condition const& condition) {
    auto const row =
        reader.first(fmt::format("SELECT count(*) FROM {} AND {}", sql, condition.sql), condition.values);
    return row ? row->integer(0) : 0;
}

// The open clock that presses most.
void add_due(store::Reader& reader, OpenRecord& record) {
    auto const row = reader.first(
        "SELECT due_at, label_ja, label_en FROM clocks WHERE record_id = ? AND state = 'open' AND due_at IS "
        "NOT NULL ORDER BY due_at LIMIT 1",
        {store::id_value(record.id)});
    if (row) {
        record.due_at = base::Instant{row->integer(0)};
        record.due_label = {row->text(1), row->text(2)};
    }
}

std::vector<OpenRecord> lines(store::Reader& reader, Condition const& condition, std::size_t most) {
    std::vector<OpenRecord> found;
    auto values = condition.values;
    values.emplace_back(static_cast<std::int64_t>(most));
    auto const sql = fmt::format(
        "SELECT r.id, r.number, r.status, r.owner_unit FROM consultations r WHERE {} ORDER BY (SELECT "
        "COALESCE(min(c.due_at), 9223372036854775807) FROM clocks c WHERE c.record_id = r.id AND c.state = "
        "'open'), r.seq LIMIT ?",
        condition.sql);
    for (auto const& row : reader.query(sql, values)) {
        OpenRecord record;
        record.kind = consultation_schema.name;
        record.id = row.id(0);
        record.number = row.text(1);
        if (auto const status = record::parse_enum<Status>(row.text(2))) {
            auto const& label = record::enum_label(*status);
            record.status = {std::string(label.ja), std::string(label.en)};
        }
        record.unit = row.id(3);
        add_due(reader, record);
        found.push_back(std::move(record));
    }
    return found;
}

registry::Change change_of(LeadChange const& change, base::Ulid const& record) {
    return {change.author, change.at, change.action, record};
}

// Closes the lead before it. By which hand-over the lead came stays known; so does who has the record in
// hand, where nobody else is named.
struct Lead {
    base::Ulid unit;
    base::Ulid staff;  // nil: as before
};
void lead_from_now(store::Transaction& transaction, base::Ulid const& record, Lead const& lead,
                   LeadChange const& why) {
    auto const change = change_of(why, record);
    registry::Assignment next;
    next.merger = why.merger;
    next.reason = why.reason;
    next.decided_by = why.decided_by;
    next.decided_at = why.decided_at;
    for (auto const& open :
         registry::all(transaction, registry::assignment_schema,
                       {"r.record_id = ? AND r.until IS NULL", {store::id_value(record)}})) {
        auto closed = open;
        auto& before = closed.record.as<registry::Assignment>();
        next.staff = before.staff;
        next.referral = before.referral;
        before.until = change.at;
        registry::update(transaction, open, closed, change);
    }
    next.unit = lead.unit;
    next.staff = lead.staff.is_nil() ? next.staff : lead.staff;
    next.record_kind = consultation_schema.name;
    next.record_id = record;
    next.since = change.at;
    registry::insert(transaction, record::View(registry::assignment_schema, next), {next.unit, next.unit},
                     change);
}

void move_record(store::Transaction& transaction, record::StoredRecord const& before, base::Ulid const& to,
                 LeadChange const& why) {
    auto after = before;
    after.envelope.owner_unit = to;
    registry::update(transaction, before, after, change_of(why, before.envelope.id));
    lead_from_now(transaction, before.envelope.id, {to, {}}, why);
}

// Where drafts stand follows their unit: they are nobody's record yet, so that it is no change of theirs.
void carry_drafts(store::Transaction& transaction, Succession const& succession) {
    transaction.execute("UPDATE drafts SET owner_unit = ? WHERE owner_unit = ?",
                        {store::id_value(succession.to), store::id_value(succession.from)});
}

// Those that began with the unit, or with one that it took over from.
void give_back_drafts(store::Transaction& transaction, Succession const& succession) {
    transaction.execute(
        "UPDATE drafts SET owner_unit = ? WHERE owner_unit = ? AND origin_unit IN (WITH RECURSIVE ours(id) "
        "AS (SELECT u.id FROM units u WHERE u.id = ? UNION SELECT u.id FROM units u JOIN ours o ON "
        "u.successor = o.id) SELECT id FROM ours)",
        {store::id_value(succession.from), store::id_value(succession.to), store::id_value(succession.from)});
}

// The unit that led before `present` did, however often the record changed hands within that.
std::optional<base::Ulid> led_before(store::Reader& reader, base::Ulid const& record,
                                     base::Ulid const& present) {
    auto const row = reader.first(
        "SELECT unit FROM assignments WHERE record_id = ? AND until IS NOT NULL AND unit <> ? ORDER BY until "
        "DESC, seq DESC LIMIT 1",
        {store::id_value(record), store::id_value(present)});
    return row ? row->optional_id(0) : std::nullopt;
}

}  // namespace

std::optional<base::Ulid> holder_of(store::Reader& reader, base::Ulid const& record) {
    auto const row = reader.first(
        fmt::format("SELECT {} FROM consultations r WHERE r.id = ? AND r.status <> 'closed'", holder),
        {store::id_value(record)});
    return row ? row->optional_id(0) : std::nullopt;
}

// The same as `holder`, spelled so that each half is found by an index.
Condition in_hand_of(base::Ulid const& staff) {
    return {
        "r.status <> 'closed' AND (EXISTS (SELECT 1 FROM assignments a WHERE a.record_id = r.id AND "
        "a.until IS NULL AND a.staff = ?) OR (r.receiver = ? AND EXISTS (SELECT 1 FROM assignments a "
        "WHERE a.record_id = r.id AND a.until IS NULL AND a.staff IS NULL AND a.referral IS NULL)))",
        {store::id_value(staff), store::id_value(staff)}};
}

OpenWork OpenConsultations::of_person(store::Reader& reader, base::Ulid const& staff,
                                      std::size_t most) const {
    auto const held = in_hand_of(staff);
    OpenWork work;
    work.count.records = registry::count(reader, consultation_schema, {held});
    work.count.clocks =
        count_of(reader, "clocks k JOIN consultations r ON r.id = k.record_id WHERE k.state = 'open'", held);
    work.count.referrals =
        count_of(reader,
                 "referrals f JOIN consultations r ON r.id = f.record_id WHERE f.state IN ('unapproved', "
                 "'flash', 'sent', 'received')",
                 held);
    work.count.drafts =
        count_of(reader, "drafts r WHERE 1 = 1", {"r.created_by = ?", {store::id_value(staff)}});
    work.records = lines(reader, held, most);
    return work;
}

OpenWork OpenConsultations::of_units(store::Reader& reader, std::span<base::Ulid const> units,
                                     std::size_t most) const {
    OpenWork work;
    auto const led = led_by(units);
    work.count.records = registry::count(reader, consultation_schema, {led});
    work.count.clocks = count_of(reader, "clocks k WHERE k.state = 'open'", among("k.owner_unit", units));
    work.count.referrals =
        count_of(reader, "referrals f WHERE f.state IN ('unapproved', 'flash', 'sent', 'received')",
                 among("f.to_unit", units));
    work.count.drafts = count_of(reader, "drafts r WHERE 1 = 1", among("r.owner_unit", units));
    work.records = lines(reader, led, most);
    return work;
}

std::int64_t OpenConsultations::pass_to_colleague(store::Transaction& transaction, base::Ulid const& from,
                                                  base::Ulid const& to,
                                                  platform::journal::Author const& author,
                                                  base::Instant at) const {
    std::int64_t passed = 0;
    for (auto const& stored : registry::all(transaction, consultation_schema, in_hand_of(from))) {
        lead_from_now(transaction, stored.envelope.id, {stored.envelope.owner_unit, to},
                      {author, at, "lead"});
        ++passed;
    }
    return passed;
}

std::int64_t OpenConsultations::carry_leads(store::Transaction& transaction,
                                            std::span<Succession const> successions,
                                            LeadChange const& change) const {
    std::int64_t moved = 0;
    for (auto const& succession : successions) {
        carry_drafts(transaction, succession);
        for (auto const& stored :
             registry::all(transaction, consultation_schema, led_by(std::span(&succession.from, 1)))) {
            move_record(transaction, stored, succession.to, change);
            ++moved;
        }
    }
    return moved;
}

std::int64_t OpenConsultations::give_back_leads(store::Transaction& transaction,
                                                std::span<Succession const> successions,
                                                LeadChange const& change) const {
    std::int64_t moved = 0;
    for (auto const& succession : successions) {
        give_back_drafts(transaction, succession);
        for (auto const& stored :
             registry::all(transaction, consultation_schema, led_by(std::span(&succession.to, 1)))) {
            if (led_before(transaction, stored.envelope.id, succession.to) == succession.from) {
                move_record(transaction, stored, succession.from, change);
                ++moved;
            }
        }
    }
    return moved;
}

bool OpenConsultations::recorded_under(store::Reader& reader, std::span<base::Ulid const> units,
                                       std::optional<base::Instant> const& since) const {
    auto const after = since ? since->milliseconds : 0;
    auto const any = [&](std::string_view table, std::string_view column) {
        auto const condition = among(column, units);
        store::Values values{after};
        values.insert(values.end(), condition.values.begin(), condition.values.end());
        return reader
            .first(fmt::format("SELECT 1 FROM {} WHERE changed_at > ? AND {} LIMIT 1", table, condition.sql),
                   values)
            .has_value();
    };
    return any("consultations", "owner_unit") || any("consultations", "origin_unit") ||
           any("referrals", "to_unit") || any("referrals", "from_unit") || any("clocks", "owner_unit") ||
           any("drafts", "origin_unit") || any("decisions", "owner_unit");
}

}  // namespace modules::intake
