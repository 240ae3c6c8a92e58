#include "modules/intake/acceptance.h"

#include "base/hash.h"
#include "base/problem.h"
#include "modules/intake/attachments.h"
#include "modules/intake/draft.h"
#include "modules/intake/interview.h"
#include "modules/intake/interview_writing.h"
#include "modules/intake/referrals.h"
#include "modules/intake/sealing.h"
#include "modules/intake/told_parties.h"
#include "modules/intake/triage.h"
#include "platform/registry/numbers.h"
#include "platform/registry/records.h"
#include "platform/registry/unit.h"
#include "record/validate.h"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace modules::intake {

namespace registry = platform::registry;
namespace store = platform::store;

struct Prepared {
    Acceptance acceptance;
    RecognisedText texts;
    std::vector<registry::ToldParty> parties;
    std::vector<registry::Decision> decisions;
    std::vector<std::string> recipients;  // codes of the table, when a report is due
    base::Instant now;
};

namespace {

constexpr std::int64_t clock_difference =
    5 * base::milliseconds_per_minute;  // between this machine and the browser's

std::vector<base::Violation> check(Consultation const& consultation, base::Instant now) {
    auto violations = record::validate(record::View(consultation_schema, consultation), record::Mode::full);
    for (auto const& [field, at] : {std::pair("received_at", consultation.received_at),
                                    std::pair("command_at", consultation.command_at)}) {
        if (at && at->milliseconds > now.milliseconds + clock_difference) {
            violations.push_back({field, {"未来の日時です", "lies in the future"}});
        }
    }
    if (consultation.occurred &&
        consultation.occurred->earliest.milliseconds > now.milliseconds + clock_difference) {
        violations.push_back({"occurred", {"未来の日時です", "lies in the future"}});
    }
    return violations;
}

[[noreturn]] void refuse(std::vector<base::Violation> violations) {
    throw base::Problem(base::Problem::invalid, "受理できない項目があります", "some fields are refused",
                        std::move(violations));
}

// Proposals stand until somebody decides; decisions go over them.
void settle(Consultation& consultation, Triage const& triage, Choices const& chosen) {
    std::vector<base::Violation> violations;
    for (auto const& table : decided_tables()) {
        auto const choice = chosen.find(table);
        auto const* result = triage.assessment.find(table);
        if (choice == chosen.end() && result == nullptr) {
            continue;
        }
        auto const codes = choice != chosen.end() ? choice->second : proposed_codes(*result);
        auto refused = apply_decision(consultation, table, codes, *triage.tables);
        violations.insert(violations.end(), refused.begin(), refused.end());
    }
    for (auto const& [table, codes] : chosen) {
        auto const& tables = decided_tables();
        if (std::find(tables.begin(), tables.end(), table) == tables.end()) {
            violations.push_back(
                {"decisions/" + table, {"この判断表は確定の対象ではありません", "not a table to decide"}});
        }
    }
    if (!violations.empty()) {
        refuse(std::move(violations));
    }
}

std::vector<std::string> recipients_of(Triage const& triage, Choices const& chosen) {
    if (auto const choice = chosen.find("recipients"); choice != chosen.end()) {
        return choice->second;
    }
    auto const* result = triage.assessment.find("recipients");
    return result == nullptr ? std::vector<std::string>{} : proposed_codes(*result);
}

// 「令和8年 古川第12号」; a unit without a symbol of its own is told apart by its name.
std::string number_text(store::Transaction& transaction, Intake const& intake, base::Instant now) {
    int const year = base::calendar_year(now);
    auto const number = registry::next_number(transaction, "consultation", intake.station, year);
    auto const station = registry::unit_by_id(transaction, intake.station);
    BASE_ASSERT(station);
    auto const& unit = station->value;
    return fmt::format("{} {}第{}号", base::wareki_year(year), unit.symbol.empty() ? unit.name : unit.symbol,
                       number);
}

std::optional<Accepted> made_before(store::Transaction& transaction, Intake const& intake,
                                    Acceptance const& acceptance) {
    if (acceptance.idempotency_key.empty()) {
        return std::nullopt;
    }
    auto const row = transaction.first(
        "SELECT request_digest, record_id FROM idempotency_key WHERE account = ? AND key = ?",
        {store::id_value(intake.account), acceptance.idempotency_key});
    if (!row) {
        return std::nullopt;
    }
    if (row->blob(0) != acceptance.request_digest) {
        throw base::Problem(
            base::Problem::conflict, "同じ Idempotency-Key で異なる内容が送られました",
            "the Idempotency-Key was used for another content",
            {{"Idempotency-Key", {"別の内容で使用済みです", "already used for another content"}}});
    }
    return Accepted{row->id(1), true};
}

void remember(store::Transaction& transaction, Intake const& intake, Acceptance const& acceptance,
              base::Ulid const& record, base::Instant now) {
    if (acceptance.idempotency_key.empty()) {
        return;
    }
    transaction.execute(
        "INSERT INTO idempotency_key (account, key, operation, request_digest, record_id, at) VALUES (?, ?, "
        "'accept', ?, ?, "
        "?)",
        {store::id_value(intake.account), acceptance.idempotency_key, base::Blob{acceptance.request_digest},
         store::id_value(record), now.milliseconds});
}

// A draft becomes one record, in however many tabs it stands open.
void take_draft(store::Transaction& transaction, Intake const& intake, base::Ulid const& draft,
                base::Ulid const& record) {
    auto const staff = intake.author.staff.value_or(base::Ulid{});
    if (auto const before = accepted_from(transaction, staff, draft)) {
        throw DraftAccepted(*before);
    }
    transaction.execute("INSERT INTO accepted_draft (draft, staff, record_id) VALUES (?, ?, ?)",
                        {store::id_value(draft), store::id_value(staff), store::id_value(record)});
}

void remove_draft(store::Transaction& transaction, Intake const& intake, base::Ulid const& draft) {
    transaction.execute(
        "DELETE FROM drafts WHERE id = ? AND created_by = ?",
        {store::id_value(draft), store::id_value(intake.author.staff.value_or(base::Ulid{}))});
}

}  // namespace

std::optional<NumberedRecord> accepted_from(store::Reader& reader, base::Ulid const& staff,
                                            base::Ulid const& draft) {
    auto const row = reader.first(
        "SELECT c.id, c.number FROM accepted_draft a JOIN consultations c ON c.id = a.record_id WHERE "
        "a.draft = "
        "? AND a.staff = ?",
        {store::id_value(draft), store::id_value(staff)});
    return row ? std::optional(NumberedRecord{row->id(0), row->text(1)}) : std::nullopt;
}

DraftAccepted::DraftAccepted(NumberedRecord const& record)
    : platform::http::DetailedProblem(
          base::Problem(base::Problem::conflict, "この下書きは " + record.number + " として受理済みです",
                        "this draft was accepted already, as " + record.number),
          {{"record", to_json(record)}}) {}

std::shared_ptr<Prepared> prepare(Parts const& parts, Intake const& intake, Acceptance acceptance) {
    auto const now = parts.platform.time.now();
    auto& consultation = acceptance.consultation;
    consultation.status = Status::accepted;
    consultation.receiver = intake.author.staff.value_or(base::Ulid{});
    if (!consultation.received_at) {
        consultation.received_at = now;
    }
    auto const author = intake.author.staff.value_or(base::Ulid{});
    auto const tables = parts.platform.rules.current();
    write_answers(consultation, std::move(acceptance.answers), *tables, {author, now, {}, {}});
    if (auto violations = check(consultation, now); !violations.empty()) {
        refuse(std::move(violations));
    }
    auto prepared = std::make_shared<Prepared>();
    prepared->texts = read_texts(parts.platform.recogniser, consultation, acceptance.roles, *tables);
    prepared->parties = told_parties(parts.platform.recogniser, consultation);
    TriageInput const asked{consultation.narrative, consultation.kind, consultation.channel,
                            answers_for_rules(consultation)};
    auto const proposals = triage(parts.platform.rules, asked, prepared->texts.narrative);
    settle(consultation, proposals, acceptance.decisions);
    prepared->decisions = decisions(proposals, acceptance.decisions, author, now);
    if (consultation.needs_specialist.value_or(false)) {
        prepared->recipients = recipients_of(proposals, acceptance.decisions);
    }
    prepared->now = now;
    prepared->acceptance = std::move(acceptance);
    return prepared;
}

Accepted accept(store::Transaction& transaction, Parts const& parts, Intake const& intake,
                Prepared const& prepared) {
    auto const& acceptance = prepared.acceptance;
    if (auto const before = made_before(transaction, intake, acceptance)) {
        return *before;
    }
    auto consultation = acceptance.consultation;
    consultation.number = number_text(transaction, intake, prepared.now);
    registry::Change const change{intake.author, prepared.now, intake.action, std::nullopt};
    auto const envelope = registry::insert(transaction, record::View(consultation_schema, consultation),
                                           {intake.unit, intake.unit}, change);
    registry::write_sightings(transaction, "consultation", envelope.id, prepared.texts.seen, prepared.now);
    registry::write_parties(transaction, "consultation", envelope.id, prepared.parties);
    for (auto const& [field, text] : prepared.texts.originals) {
        seal(transaction, parts.seal_key, envelope.id, field, text);
    }
    auto about = change;
    about.about = envelope.id;
    about.action = "propose";
    for (auto decision : prepared.decisions) {
        decision.record_id = envelope.id;
        registry::insert(transaction, record::View(registry::decision_schema, decision),
                         {intake.unit, intake.unit}, about);
    }
    open_lead(transaction, envelope.id, intake.unit, std::nullopt, about);
    open_duties(transaction, parts, {envelope.id, intake.unit, consultation.urgency}, prepared.recipients,
                about);
    if (acceptance.draft) {
        take_draft(transaction, intake, *acceptance.draft, envelope.id);
        take_over_draft_files(transaction, parts, *acceptance.draft, {envelope.id, intake.unit, intake.unit},
                              about);
        remove_draft(transaction, intake, *acceptance.draft);
    }
    remember(transaction, intake, acceptance, envelope.id, prepared.now);
    return {envelope.id, false};
}

Accepted accept(Parts const& parts, Intake const& intake, Acceptance acceptance) {
    auto const prepared = prepare(parts, intake, std::move(acceptance));
    Accepted accepted;
    parts.platform.store.write([&](store::Transaction& transaction) {
        accepted = accept(transaction, parts, intake, *prepared);
        if (!intake.shown_for.empty()) {
            platform::journal::log_access(
                transaction, parts.platform.node,
                {prepared->now, intake.author, "read", intake.shown_for, "consultation", accepted.id, ""});
        }
    });
    return accepted;
}

}  // namespace modules::intake
