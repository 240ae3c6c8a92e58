#include "modules/intake/editing.h"

#include "base/problem.h"
#include "modules/intake/attachments.h"
#include "modules/intake/reassessment.h"
#include "modules/intake/referrals.h"
#include "modules/intake/sealing.h"
#include "modules/intake/told_parties.h"
#include "modules/intake/triage.h"
#include "platform/access/policy.h"
#include "platform/registry/staff.h"
#include "record/json.h"
#include "record/validate.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

namespace modules::intake {

namespace store = platform::store;
namespace json = boost::json;

namespace {

// The record as it stood at a version, from the journal's after-images.
std::optional<record::Record> as_of_version(store::Reader& reader, base::Ulid const& id,
                                            std::int64_t version) {
    auto const row = reader.first(
        "SELECT c.content FROM journal j JOIN journal_content c ON c.entry = j.seq WHERE j.record_id = ? AND "
        "j.record_kind = 'consultation' AND j.record_version = ? ORDER BY j.seq DESC LIMIT 1",
        {store::id_value(id), version});
    if (!row) {
        return std::nullopt;
    }
    auto const content = json::parse(row->text(0));
    auto parsed = record::from_json(consultation_schema, content.at("after"), record::Source::program);
    return parsed ? std::optional(std::move(*parsed)) : std::nullopt;
}

std::string author_name(store::Reader& reader, base::Ulid const& staff, base::Date today) {
    auto const person = registry::staff_ref(reader, staff, today);
    return person ? person->rank + " " + person->name : std::string("取込");
}

[[noreturn]] void refuse(std::vector<base::Violation> violations) {
    throw base::Problem(base::Problem::invalid, "変更できない項目があります", "some fields are refused",
                        std::move(violations));
}

record::Record patched(record::Record const& from, json::value const& changes) {
    auto result = record::patch_json(from, changes, record::Source::client);
    if (!result) {
        refuse(result.violations());
    }
    auto const violations = record::validate(record::View(*result), record::Mode::full);
    if (!violations.empty()) {
        refuse(violations);
    }
    return std::move(*result);
}

record::Record merge_over(store::Reader& reader, record::StoredRecord const& current,
                          record::Record const& base, json::value const& changes,
                          platform::access::Actor const& actor, base::Date today, Edited& edited) {
    auto const mine = patched(base, changes);
    record::Authors const authors{author_name(reader, current.envelope.changed_by, today),
                                  author_name(reader, actor.staff, today)};
    auto merged =
        record::merge(record::View(base), record::View(current.record), record::View(mine), authors);
    if (!merged.conflicts.empty()) {
        throw EditConflict(current, std::move(merged.conflicts));
    }
    edited.merged = true;
    for (auto const* field : merged.kept_double) {
        edited.kept_double.emplace_back(field->name);
    }
    return std::move(merged.record);
}

}  // namespace

EditConflict::EditConflict(record::StoredRecord current, std::vector<record::Conflict> conflicts)
    : base::Problem(base::Problem::stale, "ほかの人が同じ項目を変更しました。両方の内容を確認してください",
                    "somebody else changed the same fields; look at both sides"),
      current_(std::move(current)),
      conflicts_(std::move(conflicts)) {}

Edited edit(Parts const& parts, platform::access::Actor const& actor, base::Ulid const& id,
            std::int64_t version, json::value const& changes) {
    Edited edited{{{}, record::Record(consultation_schema)}, false, {}};
    auto const now = parts.platform.time.now();
    parts.platform.store.write([&](store::Transaction& transaction) {
        edited.merged = false;
        edited.kept_double.clear();
        platform::access::require(transaction, actor, platform::access::Action::consultation_edit,
                                  {consultation_schema, id});
        auto const current = registry::get(transaction, consultation_schema, id);
        auto after = current;
        if (version == current.envelope.version) {
            after.record = patched(current.record, changes);
        } else {
            auto const base = as_of_version(transaction, id, version);
            if (!base) {
                throw base::Problem(base::Problem::precondition, "編集を始めた版が分かりません",
                                    "unknown version in If-Match");
            }
            after.record =
                merge_over(transaction, current, *base, changes, actor, base::date_in_japan(now), edited);
        }
        auto& consultation = after.record.as<Consultation>();
        if (consultation.status !=
            Status::closed) {  // taken up again: its 保存期間 runs from the next closing
            consultation.closed_at.reset();
        } else if (!consultation.closed_at) {
            consultation.closed_at = now;
        }
        auto texts = read_texts(parts.platform.recogniser, consultation, {}, *parts.platform.rules.current());
        keep_masked_cards(transaction, id, consultation, texts.seen);
        keep_attached(transaction, id, texts.seen);
        auto const& before = current.record.as<Consultation>();
        auto const reassessed = reassess(transaction, parts, id, before, consultation, texts.narrative);
        registry::Change const change{author(actor), now, edited.merged ? "merge" : "update", std::nullopt};
        after.envelope = registry::update(transaction, current, after, change);
        follow(transaction, parts, reassessed, before, after, change);
        registry::write_sightings(transaction, "consultation", id, texts.seen, now);
        registry::write_parties(transaction, "consultation", id,
                                told_parties(parts.platform.recogniser, consultation));
        for (auto const& [field, text] : texts.originals) {
            seal(transaction, parts.seal_key, id, field, text);
        }
        edited.stored = std::move(after);
    });
    return edited;
}

void decide(Parts const& parts, platform::access::Actor const& actor, base::Ulid const& id,
            std::string_view table, std::vector<std::string> const& codes) {
    auto const now = parts.platform.time.now();
    auto const tables = parts.platform.rules.current();
    parts.platform.store.write([&](store::Transaction& transaction) {
        platform::access::require(transaction, actor, platform::access::Action::consultation_decide,
                                  {consultation_schema, id});
        auto const before = registry::get(transaction, consultation_schema, id);
        auto after = before;
        auto& consultation = after.record.as<Consultation>();
        if (auto violations = apply_decision(consultation, table, codes, *tables); !violations.empty()) {
            refuse(std::move(violations));
        }
        registry::Change const change{author(actor), now, "decide", id};
        auto const earlier = registry::all(
            transaction, registry::decision_schema,
            {"r.record_id = ? AND r.table_name = ?", {store::id_value(id), store::text_value(table)}});
        registry::Decision decision;
        if (!earlier.empty()) {  // the proposal as it stood
            auto const& last = earlier.back().record.as<registry::Decision>();
            decision.table_version = last.table_version;
            decision.proposed = last.proposed;
        }
        decision.record_kind = "consultation";
        decision.record_id = id;
        decision.table_name = table;
        decision.decided = codes;
        decision.decided_by = actor.staff;
        decision.decided_at = now;
        decision.differs = differs_from_proposal(decision, codes);
        registry::insert(transaction, record::View(registry::decision_schema, decision),
                         {before.envelope.owner_unit, before.envelope.origin_unit}, change);
        if (!(after.record.as<Consultation>() == before.record.as<Consultation>())) {
            registry::update(transaction, before, after, change);
        }
        bool const report_now_due = consultation.needs_specialist.value_or(false) &&
                                    !before.record.as<Consultation>().needs_specialist.value_or(false);
        if (report_now_due || consultation.urgency != before.record.as<Consultation>().urgency) {
            auto const recipients =
                report_now_due ? std::vector<std::string>{"H-CYBER"} : std::vector<std::string>{};
            open_duties(transaction, parts, {id, before.envelope.owner_unit, consultation.urgency},
                        recipients, change);
        }
    });
}

}  // namespace modules::intake
