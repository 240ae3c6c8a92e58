#include "modules/intake/past_decisions.h"

#include "modules/intake/consultation.h"
#include "modules/intake/interview.h"
#include "modules/intake/recognised_text.h"
#include "modules/intake/taking_back.h"
#include "modules/intake/triage.h"
#include "platform/access/policy.h"
#include "platform/registry/records.h"
#include "platform/registry/sightings.h"

#include <map>

namespace modules::intake {

namespace registry = platform::registry;
namespace store = platform::store;

namespace {

using Decided = std::map<std::string, std::vector<std::string>, std::less<>>;

// What a person said last, table by table.
Decided decided_of(store::Reader& reader, base::Ulid const& record) {
    Decided decided;
    for (auto const& [table, standing] : standing_decisions(decision_rows(reader, record))) {
        if (!standing.empty()) {
            decided[table] = standing.back().record.as<registry::Decision>().decided;
        }
    }
    return decided;
}

// Read anew, with the roles that stand now.
std::vector<platform::recognition::Recognised> recognised(store::Reader& reader,
                                                          platform::recognition::Recogniser const& recogniser,
                                                          base::Ulid const& record,
                                                          std::string_view narrative) {
    auto found = recogniser.recognise(narrative);
    for (auto const& sighting : registry::sightings_of(reader, record)) {
        for (auto& each : found) {
            if (sighting.seen.field == "narrative" && each.key == sighting.seen.key) {
                each.role = sighting.seen.role;
            }
        }
    }
    return found;
}

std::vector<registry::PastReason> reasons_of(engine::matching::TableResult const* result) {
    std::vector<registry::PastReason> reasons;
    if (result == nullptr) {
        return reasons;
    }
    for (auto const& proposal : result->ranked) {
        for (auto const& reason : proposal.reasons) {
            reasons.push_back({proposal.code, platform::tables::complete(reason.words), reason.weight});
        }
        if (result->choice == base::Choice::one) {
            break;
        }
    }
    return reasons;
}

std::vector<std::string> codes_of(engine::matching::TableResult const* result) {
    return result == nullptr ? std::vector<std::string>{} : proposed_codes(*result);
}

registry::PastOutcome outcome(std::string_view table, Triage const& before, Triage const& after,
                              Decided const& decided) {
    auto const* const old_result = before.assessment.find(table);
    auto const* const new_result = after.assessment.find(table);
    registry::PastOutcome made{
        std::string(table), codes_of(old_result), codes_of(new_result), std::nullopt, {}, {}};
    if (auto const found = decided.find(table); found != decided.end()) {
        made.decided = found->second;
    }
    if (made.is_changed()) {
        made.reasons_before = reasons_of(old_result);
        made.reasons_after = reasons_of(new_result);
    }
    return made;
}

registry::RecordLine line_of(record::StoredRecord const& stored) {
    auto const& consultation = stored.record.as<Consultation>();
    return {"consultation",
            stored.envelope.id,
            consultation.number,
            consultation.subject,
            std::string(record::enum_text(consultation.status)),
            consultation.received_at,
            stored.envelope.owner_unit};
}

}  // namespace

registry::PastPiece StoredDecisions::evaluate(store::Reader& reader, platform::access::Actor const& actor,
                                              registry::PastQuestion const& question) const {
    auto const right = platform::access::filter(actor, platform::access::Action::consultation_read, "r");
    registry::PageRequest page;
    page.conditions = {{right.sql, right.values}};
    if (question.older_than) {
        page.conditions.push_back({"r.seq < (SELECT o.seq FROM consultations o WHERE o.id = ?)",
                                   {store::id_value(*question.older_than)}});
    }
    page.order = {"seq", true};
    page.limit = question.most;
    auto const found = registry::list(reader, consultation_schema, page);
    registry::PastPiece piece;
    piece.is_last = !found.next_cursor;
    for (auto const& stored : found.items) {
        if (!piece.records.empty() && std::chrono::steady_clock::now() >= question.until) {
            piece.is_last = false;
            break;
        }
        auto const& consultation = stored.record.as<Consultation>();
        auto const seen = recognised(reader, recogniser_, stored.envelope.id, consultation.narrative);
        TriageInput const asked{consultation.narrative, consultation.kind, consultation.channel,
                                answers_for_rules(consultation)};
        auto const before = triage(question.before, asked, seen);
        auto const after = triage(question.after, asked, seen);
        auto const decided = decided_of(reader, stored.envelope.id);
        registry::PastRecord record{line_of(stored), {}};
        for (auto const& table : decided_tables()) {
            record.tables.push_back(outcome(table, before, after, decided));
        }
        record.tables.push_back(outcome("guidance", before, after, decided));
        piece.records.push_back(std::move(record));
    }
    return piece;
}

}  // namespace modules::intake
