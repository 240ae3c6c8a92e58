#include "modules/intake/taking_back.h"

#include "base/problem.h"
#include "modules/intake/consultation.h"
#include "modules/intake/referrals.h"
#include "modules/intake/triage.h"
#include "platform/access/policy.h"
#include "platform/registry/clock.h"
#include "platform/registry/duties.h"
#include "platform/registry/shared_records.h"
#include "platform/registry/staff.h"
#include "platform/registry/unit.h"

#include <algorithm>

namespace modules::intake {

namespace store = platform::store;
using registry::Clock;
using registry::Decision;
using registry::Purpose;
using registry::Referral;
using registry::ReferralState;

namespace {

base::Words unit_name(store::Reader& reader, base::Ulid const& id) {
    auto const unit = registry::unit_by_id(reader, id);
    return unit ? base::Words{unit->value.name, unit->value.name_en} : base::Words{};
}

std::string person_name(store::Reader& reader, base::Ulid const& staff, base::Date today) {
    auto const person = registry::staff_ref(reader, staff, today);
    return person ? person->rank + " " + person->name : std::string();
}

// The decision made reports due that the record would not have had: who needs specialists, or who else is
// told.
bool sends_reports(std::string_view table) {
    return table == "needs_specialist" || table == "recipients";
}

// Reports sent in the transaction of the decision: by whom and at the instant at which it was made.
std::vector<record::StoredRecord> reports_of(store::Reader& reader, Decision const& decision) {
    if (!sends_reports(decision.table_name) || !decision.decided_at) {
        return {};
    }
    return registry::all(reader, registry::referral_schema,
                         {"r.record_id = ? AND r.purpose = 'report' AND r.sent_at = ? AND r.sent_by = ? AND "
                          "r.state <> 'withdrawn'",
                          {store::id_value(decision.record_id), decision.decided_at->milliseconds,
                           store::id_value(decision.decided_by)}});
}

// Of these, the ones that would not have been sent without the decision.
std::vector<record::StoredRecord> reports_due_to(store::Reader& reader, Decision const& decision,
                                                 bool specialists_before, bool specialists_after) {
    auto reports = reports_of(reader, decision);
    if (decision.table_name == "needs_specialist") {
        if (!specialists_before || specialists_after) {
            reports.clear();
        }
        return reports;
    }
    std::vector<base::Ulid> proposed;
    for (auto const& code : proposed_codes(decision)) {
        auto const at = decision.decided_at.value_or(base::Instant{});
        if (auto const unit = recipient_unit(reader, code, base::date_in_japan(at))) {
            proposed.push_back(*unit);
        }
    }
    std::erase_if(reports, [&](auto const& report) {
        return std::find(proposed.begin(), proposed.end(), report.record.template as<Referral>().to_unit) !=
               proposed.end();
    });
    return reports;
}

// What somebody did with the report, in words; nothing while it only lies there.
std::optional<base::Words> act_upon(store::Reader& reader, Referral const& report, base::Date today) {
    auto const unit = unit_name(reader, report.to_unit);
    if (report.state == ReferralState::returned) {
        return base::Words{unit.ja + "が報告を差し戻しています", "the report was handed back by " + unit.en};
    }
    if (report.answered_at) {
        return base::Words{unit.ja + "が報告に回答しています", "the report was answered by " + unit.en};
    }
    if (report.received_at) {
        return base::Words{unit.ja + "の" + report.received_name + "が報告を受領しています",
                           "the report was received at " + unit.en + " by " + report.received_name};
    }
    if (report.approved_at) {
        auto const by = person_name(reader, report.approved_by, today);
        return base::Words{unit.ja + "への報告を" + by + "が決裁しています",
                           "the report to " + unit.en + " was approved by " + by};
    }
    return std::nullopt;
}

void add_hand_overs(store::Reader& reader, Decision const& decision, std::vector<base::Violation>& hanging) {
    if (!sends_reports(decision.table_name) && decision.table_name != "responsible_section") {
        return;
    }
    for (auto const& stored :
         registry::all(reader, registry::referral_schema,
                       {"r.record_id = ? AND r.purpose = 'hand_over' AND r.sent_at >= ? AND r.state NOT IN "
                        "('returned', 'withdrawn')",
                        {store::id_value(decision.record_id),
                         decision.decided_at.value_or(base::Instant{}).milliseconds}})) {
        auto const unit = unit_name(reader, stored.record.as<Referral>().to_unit);
        hanging.push_back({"decision",
                           {"この確定の後に" + unit.ja + "へ引き継いでいます",
                            "the record was handed over to " + unit.en + " after this decision"}});
    }
}

void refuse_what_hangs(store::Reader& reader, Decision const& decision,
                       std::vector<record::StoredRecord> const& reports, base::Date today) {
    std::vector<base::Violation> hanging;
    for (auto const& report : reports) {
        if (auto const act = act_upon(reader, report.record.as<Referral>(), today)) {
            hanging.push_back({"decision", *act});
        }
    }
    add_hand_overs(reader, decision, hanging);
    if (!hanging.empty()) {
        throw base::Problem(
            base::Problem::conflict,
            "この確定に基づいて既に処理が行われているため、取り消せません。新しい確定で訂正してください",
            "others have acted upon this decision, so it cannot be taken back; correct it by a new decision",
            std::move(hanging));
    }
}

[[noreturn]] void refuse_as_stale(store::Reader& reader, std::vector<record::StoredRecord> const& standing,
                                  base::Date today) {
    if (standing.empty()) {
        throw base::Problem(base::Problem::stale, "この確定は既に取り消されています",
                            "this decision was taken back already");
    }
    auto const by = person_name(reader, standing.back().record.as<Decision>().decided_by, today);
    throw base::Problem(base::Problem::stale,
                        "この後に" + by + "が確定し直しています。内容を確認してください",
                        by + " has decided again since; look at what stands now");
}

// The clocks that the decision opened and nobody has closed since.
void withdraw_clocks(store::Transaction& transaction, Decision const& decision, std::string_view duty,
                     std::string_view reason, registry::Change const& change) {
    for (auto const& clock : registry::open_clocks(transaction, decision.record_id, duty)) {
        if (clock.record.as<Clock>().started_at == decision.decided_at) {
            registry::withdraw_clock(transaction, clock, reason, change);
        }
    }
}

// What stands from now on: the decision before it, or its proposals with nothing decided.
Decision as_before(Decision const& taken_back, Decision const* former) {
    auto row = former == nullptr ? taken_back : *former;
    if (former == nullptr) {
        row.decided.clear();
        row.decided_by = {};
        row.decided_at.reset();
        row.differs = false;
    }
    return row;
}

}  // namespace

std::vector<record::StoredRecord> decision_rows(store::Reader& reader, base::Ulid const& record) {
    return registry::all(reader, registry::decision_schema, {"r.record_id = ?", {store::id_value(record)}});
}

Standing standing_decisions(std::vector<record::StoredRecord> const& rows) {
    Standing standing;
    for (auto const& row : rows) {
        auto const& decision = row.record.as<Decision>();
        auto& of_table = standing[decision.table_name];
        if (decision.takes_back != base::Ulid{}) {
            std::erase_if(of_table,
                          [&](auto const& other) { return other.envelope.id == decision.takes_back; });
        } else if (decision.decided_at) {
            of_table.push_back(row);
        }
    }
    return standing;
}

void take_back(Parts const& parts, platform::access::Actor const& actor, base::Ulid const& record,
               base::Ulid const& decision, std::string_view reason) {
    auto const now = parts.platform.time.now();
    auto const today = base::date_in_japan(now);
    parts.platform.store.write([&](store::Transaction& transaction) {
        platform::access::require(transaction, actor, platform::access::Action::consultation_decide,
                                  {consultation_schema, record});
        auto const rows = decision_rows(transaction, record);
        auto const found = std::ranges::find_if(rows, [&](auto const& row) {
            return row.envelope.id == decision && row.record.template as<Decision>().decided_at &&
                   row.record.template as<Decision>().takes_back == base::Ulid{};
        });
        if (found == rows.end()) {
            throw base::Problem(base::Problem::not_found, "見つかりません", "Not found");
        }
        auto const& taken_back = found->record.as<Decision>();
        auto const standing = standing_decisions(rows)[taken_back.table_name];
        if (standing.empty() || standing.back().envelope.id != decision) {
            refuse_as_stale(transaction, standing, today);
        }
        auto const* const former =
            standing.size() < 2 ? nullptr : &standing[standing.size() - 2].record.as<Decision>();

        auto const before = registry::get(transaction, consultation_schema, record);
        auto after = before;
        auto& consultation = after.record.as<Consultation>();
        std::optional<std::vector<std::string>> codes;
        if (former != nullptr) {
            codes = former->decided;
        } else if (!taken_back.proposed.empty()) {
            codes = proposed_codes(taken_back);
        }
        put_back(consultation, taken_back.table_name, codes);
        bool const specialists_before = before.record.as<Consultation>().needs_specialist.value_or(false);
        bool const specialists_after = consultation.needs_specialist.value_or(false);
        auto const reports = reports_due_to(transaction, taken_back, specialists_before, specialists_after);
        refuse_what_hangs(transaction, taken_back, reports, today);

        registry::Change const change{author(actor), now, "take_back", record};
        auto row = as_before(taken_back, former);
        row.takes_back = decision;
        row.taken_back_by = actor.staff;
        row.taken_back_at = now;
        row.taken_back_reason = reason;
        registry::insert(transaction, record::View(registry::decision_schema, row),
                         {before.envelope.owner_unit, before.envelope.origin_unit}, change);
        if (!(consultation == before.record.as<Consultation>())) {
            registry::update(transaction, before, after, change);
        }
        for (auto const& report : reports) {
            withdraw(transaction, report, reason, change);
        }
        if (!reports.empty() && taken_back.table_name == "needs_specialist") {
            withdraw_clocks(transaction, taken_back, "report_to_hq", reason, change);
        }
        if (consultation.urgency != before.record.as<Consultation>().urgency) {
            withdraw_clocks(transaction, taken_back, "protect_life", reason, change);
        }
    });
}

}  // namespace modules::intake
