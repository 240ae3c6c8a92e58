#include "modules/intake/reassessment.h"

#include "modules/intake/interview.h"
#include "modules/intake/referrals.h"
#include "modules/intake/taking_back.h"
#include "modules/intake/triage.h"

#include <algorithm>
#include <set>

namespace modules::intake {

namespace registry = platform::registry;
namespace store = platform::store;

namespace {

bool says_the_same(Consultation const& before, Consultation const& after) {
    return before.narrative == after.narrative && before.kind == after.kind &&
           before.channel == after.channel && before.interview == after.interview;
}

Triage triage_of(Parts const& parts, Consultation const& value,
                 std::vector<platform::recognition::Recognised> const& found) {
    TriageInput const asked{value.narrative, value.kind, value.channel, answers_for_rules(value)};
    return triage(parts.platform.rules, asked, found);
}

std::set<std::string> dangers_in(Triage const& triage) {
    std::set<std::string> dangers;
    for (auto const& fact : triage.assessment.facts) {
        if (fact.danger && !fact.denied) {
            dangers.insert(fact.words.ja);
        }
    }
    return dangers;
}

bool has_new_danger(Parts const& parts, Consultation const& before, Triage const& now) {
    auto const dangers = dangers_in(now);
    if (dangers.empty()) {
        return false;
    }
    auto const told =
        dangers_in(triage_of(parts, before, parts.platform.recogniser.recognise(before.narrative)));
    return !std::ranges::includes(told, dangers);
}

bool is_specialists(Consultation const& value) {
    return value.needs_specialist.value_or(false);
}

}  // namespace

Reassessed reassess(store::Reader& reader, Parts const& parts, base::Ulid const& id,
                    Consultation const& before, Consultation& after,
                    std::vector<platform::recognition::Recognised> const& found) {
    Reassessed reassessed;
    if (says_the_same(before, after)) {
        return reassessed;
    }
    auto const now = triage_of(parts, after, found);
    auto const standing = standing_decisions(decision_rows(reader, id));
    for (auto& proposal : decisions(now, {}, {}, {})) {
        auto const earlier = standing.find(proposal.table_name);
        auto const* const last = earlier == standing.end() || earlier->second.empty()
                                     ? nullptr
                                     : &earlier->second.back().record.as<registry::Decision>();
        auto const codes = proposed_codes(proposal);
        if (last != nullptr && (last->decided_at || proposed_codes(*last) == codes)) {
            continue;  // a person has decided, or nothing new is proposed
        }
        auto const violations = apply_decision(after, proposal.table_name, codes, *now.tables);
        BASE_ASSERT(violations.empty());  // the codes are the table's own
        proposal.record_id = id;
        reassessed.proposals.push_back(std::move(proposal));
    }
    if (is_specialists(after) && !is_specialists(before)) {
        auto const* const recipients = now.assessment.find("recipients");
        reassessed.recipients =
            recipients == nullptr ? std::vector<std::string>{} : proposed_codes(*recipients);
    }
    reassessed.new_danger = has_new_danger(parts, before, now);
    return reassessed;
}

void follow(store::Transaction& transaction, Parts const& parts, Reassessed const& reassessed,
            Consultation const& before, record::StoredRecord const& after, registry::Change const& change) {
    auto const& envelope = after.envelope;
    auto about = change;
    about.about = envelope.id;
    about.action = "propose";
    for (auto const& proposal : reassessed.proposals) {
        registry::insert(transaction, record::View(registry::decision_schema, proposal),
                         {envelope.owner_unit, envelope.origin_unit}, about);
    }
    auto const& now = after.record.as<Consultation>();
    bool const rose = now.urgency == Urgency::immediate && before.urgency != Urgency::immediate;
    auto const urgency = rose || reassessed.new_danger ? Urgency::immediate : now.urgency;
    bool const is_open = !registry::open_clocks(transaction, envelope.id, "protect_life").empty();
    if (((rose || reassessed.new_danger) && !is_open) || !reassessed.recipients.empty()) {
        open_duties(transaction, parts, {envelope.id, envelope.owner_unit, urgency}, reassessed.recipients,
                    about);
    }
}

}  // namespace modules::intake
