#include "modules/intake/referrals.h"

#include "base/problem.h"
#include "platform/registry/clock.h"
#include "platform/registry/shared_records.h"
#include "platform/registry/unit.h"

#include <algorithm>

namespace modules::intake {

namespace store = platform::store;
using registry::Change;
using registry::Purpose;
using registry::Referral;
using registry::ReferralState;

namespace {

Change about(Change change, base::Ulid const& record, std::string_view action) {
    change.about = record;
    change.action = action;
    return change;
}

[[noreturn]] void conflict(std::string_view ja, std::string_view en) {
    throw base::Problem(base::Problem::conflict, ja, en);
}

void require_text(std::string_view field, std::string_view text, std::string_view ja, std::string_view en) {
    if (text.empty()) {
        throw base::Problem(base::Problem::invalid, ja, en,
                            {{std::string(field), {std::string(ja), std::string(en)}}});
    }
}

void close_clocks(store::Transaction& transaction, base::Ulid const& record, std::string_view duty,
                  std::optional<base::Ulid> const& owner, std::string_view late_reason,
                  Change const& change) {
    for (auto const& clock : registry::open_clocks(transaction, record, duty)) {
        if (!owner || clock.envelope.owner_unit == *owner) {
            registry::finish_clock(transaction, clock, late_reason, change);
        }
    }
}

void start(store::Transaction& transaction, Parts const& parts, Subject const& subject, std::string_view duty,
           base::Ulid const& owner, Change const& change) {
    auto const clock = parts.duties.clock_for(duty, record::enum_text(subject.urgency), change.at);
    if (clock && registry::open_clocks(transaction, subject.record, duty).empty()) {
        registry::start_clock(transaction, *clock, "consultation", subject.record, owner, change);
    }
}

// Each receiving unit has a clock of its own.
void start_receipt_clock(store::Transaction& transaction, Parts const& parts, Subject const& subject,
                         base::Ulid const& unit, Change const& change) {
    auto const clock =
        parts.duties.clock_for("receive_referral", record::enum_text(subject.urgency), change.at);
    auto const open = registry::open_clocks(transaction, subject.record, "receive_referral");
    bool const waiting = std::any_of(open.begin(), open.end(),
                                     [&](auto const& other) { return other.envelope.owner_unit == unit; });
    if (clock && !waiting) {
        registry::start_clock(transaction, *clock, "consultation", subject.record, unit, change);
    }
}

base::Ulid insert_referral(store::Transaction& transaction, Referral const& referral, Change const& change) {
    auto const action = std::string(record::enum_text(referral.purpose));
    return registry::insert(transaction, record::View(registry::referral_schema, referral),
                            {referral.from_unit, referral.from_unit},
                            about(change, referral.record_id, action))
        .id;
}

Subject subject_of(record::StoredRecord const& consultation) {
    return {consultation.envelope.id, consultation.envelope.owner_unit,
            consultation.record.as<Consultation>().urgency};
}

record::StoredRecord consultation_of(store::Reader& reader, Referral const& referral) {
    return registry::get(reader, consultation_schema, referral.record_id);
}

void check_receiver(store::Reader& reader, base::Ulid const& from, base::Ulid const& to, base::Date today) {
    auto const unit = registry::unit_by_id(reader, to);
    if (!unit) {
        throw base::Problem(base::Problem::invalid, "宛先の所属がありません", "the unit does not exist",
                            {{"to", {"登録されていない所属です", "not a known unit"}}});
    }
    if (!unit->value.is_valid_on(today)) {
        throw base::Problem(base::Problem::invalid, "宛先の所属は現在ありません",
                            "the unit is no longer in force",
                            {{"to",
                              {unit->value.name + "は廃止又は統合されています",
                               unit->value.name_en + " is no longer in force"}}});
    }
    if (to == from) {
        throw base::Problem(base::Problem::invalid, "自所属へは送付できません",
                            "cannot be sent to the own unit",
                            {{"to", {"自所属が指定されています", "this is the own unit"}}});
    }
}

// One hand-over at a time: nobody knows who leads while two wait to be received.
void check_not_on_its_way(store::Reader& reader, base::Ulid const& record) {
    auto const waiting = reader.first(
        "SELECT 1 FROM referrals WHERE record_id = ? AND purpose IN ('hand_over', 'hand_back') AND state = "
        "'sent' AND received_at IS NULL",
        {store::id_value(record)});
    if (waiting) {
        conflict("引継ぎが受領を待っています", "a hand-over is waiting to be received");
    }
}

// The record's owner follows the lead; its work has begun.
void move_lead(store::Transaction& transaction, Referral const& referral, base::Ulid const& referral_id,
               Change const& change) {
    auto const before = consultation_of(transaction, referral);
    auto after = before;
    // Sent before a merger and received after it: whoever took over leads.
    auto const unit = registry::unit_in_force(transaction, referral.to_unit, base::date_in_japan(change.at));
    after.envelope.owner_unit = unit;
    after.record.as<Consultation>().status = Status::in_progress;
    registry::update(transaction, before, after, about(change, referral.record_id, "lead"));
    open_lead(transaction, referral.record_id, unit, referral_id, change);
}

}  // namespace

void open_lead(store::Transaction& transaction, base::Ulid const& record, base::Ulid const& unit,
               std::optional<base::Ulid> const& referral, Change change) {
    change = about(change, record, "lead");
    for (auto const& open :
         registry::all(transaction, registry::assignment_schema,
                       {"r.record_id = ? AND r.until IS NULL", {store::id_value(record)}})) {
        auto closed = open;
        closed.record.as<registry::Assignment>().until = change.at;
        registry::update(transaction, open, closed, change);
    }
    registry::Assignment lead;
    lead.record_kind = "consultation";
    lead.record_id = record;
    lead.unit = unit;
    lead.since = change.at;
    lead.referral = referral.value_or(base::Ulid{});
    registry::insert(transaction, record::View(registry::assignment_schema, lead), {unit, unit}, change);
}

std::optional<base::Ulid> recipient_unit(store::Reader& reader, std::string_view code, base::Date date) {
    if (auto const unit = registry::unit_by_code(reader, code); unit && unit->value.is_valid_on(date)) {
        return unit->envelope.id;
    }
    registry::UnitQuery query;
    query.as_of = date;
    query.kind = registry::UnitKind::division;
    for (auto const& unit : registry::units(reader, query)) {
        auto const& duties = unit.value.duties;
        if (std::find(duties.begin(), duties.end(), code) != duties.end()) {
            return unit.envelope.id;
        }
    }
    return std::nullopt;
}

void open_duties(store::Transaction& transaction, Parts const& parts, Subject const& subject,
                 std::vector<std::string> const& recipients, Change const& change) {
    start(transaction, parts, subject, "protect_life", subject.owner_unit, change);
    auto const today = base::date_in_japan(change.at);
    std::vector<base::Ulid> units;
    for (auto const& code : recipients) {
        auto const unit = recipient_unit(transaction, code, today);
        if (unit && *unit != subject.owner_unit &&
            std::find(units.begin(), units.end(), *unit) == units.end()) {
            units.push_back(*unit);
        }
    }
    if (units.empty()) {
        return;
    }
    start(transaction, parts, subject, "report_to_hq", subject.owner_unit, change);
    for (auto const& unit : units) {
        Referral referral;
        referral.record_kind = "consultation";
        referral.record_id = subject.record;
        referral.from_unit = subject.owner_unit;
        referral.to_unit = unit;
        referral.sent_by = change.author.staff.value_or(base::Ulid{});
        referral.sent_at = change.at;
        insert_referral(transaction, referral, change);
        start_receipt_clock(transaction, parts, subject, unit, change);
    }
}

std::vector<base::Ulid> send(store::Transaction& transaction, Parts const& parts,
                             record::StoredRecord const& consultation, Sending const& sending,
                             platform::access::Actor const& actor, Change const& change) {
    auto const today = base::date_in_japan(change.at);
    bool const changes_lead = sending.purpose == Purpose::hand_over;
    if (sending.to.empty() || (changes_lead && sending.to.size() != 1)) {
        throw base::Problem(base::Problem::invalid, "宛先を指定してください", "say to whom",
                            {{"to",
                              {"引継ぎは1所属、報告は1所属以上を指定してください",
                               "one unit for a hand-over, at least one for a report"}}});
    }
    if (changes_lead) {
        check_not_on_its_way(transaction, consultation.envelope.id);
    }
    std::vector<base::Ulid> sent;
    for (auto const& to : sending.to) {
        check_receiver(transaction, actor.unit, to, today);
        Referral referral;
        referral.purpose = sending.purpose;
        referral.record_kind = "consultation";
        referral.record_id = consultation.envelope.id;
        referral.from_unit = actor.unit;
        referral.to_unit = to;
        referral.sent_by = actor.staff;
        referral.sent_at = change.at;
        referral.message = sending.message;
        bool const needs_approval = sending.purpose == Purpose::report;
        referral.state = !needs_approval ? ReferralState::sent
                         : sending.flash ? ReferralState::flash
                                         : ReferralState::unapproved;
        sent.push_back(insert_referral(transaction, referral, change));
        start_receipt_clock(transaction, parts, subject_of(consultation), to, change);
    }
    if (sending.purpose == Purpose::report && sending.flash) {
        close_clocks(transaction, consultation.envelope.id, "report_to_hq", std::nullopt, sending.message,
                     change);
    }
    return sent;
}

bool is_ours(store::Reader& reader, platform::access::Actor const& actor, base::Ulid const& to_unit) {
    auto const ours = our_units(reader, actor);
    return std::find(ours.begin(), ours.end(), to_unit) != ours.end();
}

std::vector<base::Ulid> our_units(store::Reader& reader, platform::access::Actor const& actor) {
    std::string sql = "WITH RECURSIVE ours(id) AS (SELECT ?";
    store::Values values{store::id_value(actor.unit)};
    for (auto const& unit : actor.unit_and_parents) {
        sql += " UNION SELECT ?";
        values.push_back(store::id_value(unit));
    }
    sql += " UNION SELECT u.id FROM units u JOIN ours o ON u.successor = o.id) SELECT id FROM ours";
    std::vector<base::Ulid> units;
    reader.each(sql, values, [&units](store::Row const& row) { units.push_back(row.id(0)); });
    return units;
}

void approve(store::Transaction& transaction, record::StoredRecord const& referral,
             std::string_view late_reason, Change const& change) {
    auto after = referral;
    auto& value = after.record.as<Referral>();
    if (value.state == ReferralState::withdrawn) {
        conflict("この報告は取り下げられています", "this report was withdrawn");
    }
    if (value.purpose != Purpose::report || value.approved_at) {
        conflict("既に決裁済みか、決裁の対象ではありません", "approved already, or nothing to approve");
    }
    value.approved_at = change.at;
    value.approved_by = change.author.staff.value_or(base::Ulid{});
    value.late_reason = late_reason;
    if (value.state == ReferralState::unapproved || value.state == ReferralState::flash) {
        value.state = ReferralState::sent;
    }
    close_clocks(transaction, value.record_id, "report_to_hq", std::nullopt, late_reason, change);
    registry::update(transaction, referral, after, about(change, value.record_id, "approve"));
}

void receive(store::Transaction& transaction, record::StoredRecord const& referral, Receipt const& receipt,
             platform::access::Actor const& actor, Change const& change) {
    auto after = referral;
    auto& value = after.record.as<Referral>();
    if (value.state == ReferralState::withdrawn) {
        conflict("この報告は取り下げられています", "this report was withdrawn");
    }
    if (value.received_at || !registry::is_open(value.state)) {
        conflict("既に受領済みです", "received already");
    }
    if (value.sent_by == actor.staff) {
        conflict("自分が送付したものは受領できません", "nobody receives what he sent himself");
    }
    require_text("name", receipt.name, "受領者の氏名を記入してください", "say who received it");
    value.received_name = receipt.name;
    value.received_extension = receipt.extension;
    value.received_by = actor.staff;
    value.received_at = change.at;
    value.state = ReferralState::received;
    registry::update(transaction, referral, after, about(change, value.record_id, "receive"));
    close_clocks(transaction, value.record_id, "receive_referral", value.to_unit, "", change);
    if (value.purpose == Purpose::hand_over || value.purpose == Purpose::hand_back) {
        move_lead(transaction, value, referral.envelope.id, change);
    }
}

void answer(store::Transaction& transaction, record::StoredRecord const& referral, std::string_view text,
            Change const& change) {
    require_text("text", text, "回答を記入してください", "the answer is empty");
    auto after = referral;
    auto& value = after.record.as<Referral>();
    if (!value.received_at || value.state == ReferralState::returned) {
        conflict("受領していないものには回答できません", "receive it before answering");
    }
    value.answer = text;
    value.answered_at = change.at;
    value.state = ReferralState::answered;
    registry::update(transaction, referral, after, about(change, value.record_id, "answer"));
}

void withdraw(store::Transaction& transaction, record::StoredRecord const& referral, std::string_view reason,
              Change const& change) {
    auto after = referral;
    auto& value = after.record.as<Referral>();
    value.state = ReferralState::withdrawn;
    value.withdrawn_by = change.author.staff.value_or(base::Ulid{});
    value.withdrawn_at = change.at;
    value.withdrawal_reason = reason;
    registry::update(transaction, referral, after, about(change, value.record_id, "withdraw"));
    auto const waits = transaction.first(
        "SELECT 1 FROM referrals WHERE record_id = ? AND to_unit = ? AND received_at IS NULL AND state IN "
        "('unapproved', 'flash', 'sent')",
        {store::id_value(value.record_id), store::id_value(value.to_unit)});
    if (waits) {  // the receiving unit's clock runs for what it has yet to receive
        return;
    }
    for (auto const& clock : registry::open_clocks(transaction, value.record_id, "receive_referral")) {
        if (clock.envelope.owner_unit == value.to_unit) {
            registry::withdraw_clock(transaction, clock, reason, change);
        }
    }
}

base::Ulid hand_back(store::Transaction& transaction, Parts const& parts,
                     record::StoredRecord const& referral, std::string_view reason, Change const& change) {
    require_text("reason", reason, "差戻しの理由を記入してください", "say why it goes back");
    auto after = referral;
    auto& value = after.record.as<Referral>();
    if (!registry::is_open(value.state)) {
        conflict("既に回答又は差戻し済みです", "answered or returned already");
    }
    value.state = ReferralState::returned;
    value.answer = reason;
    value.answered_at = change.at;
    registry::update(transaction, referral, after, about(change, value.record_id, "return"));
    close_clocks(transaction, value.record_id, "receive_referral", value.to_unit, reason, change);

    Referral back;
    back.purpose = Purpose::hand_back;
    back.record_kind = value.record_kind;
    back.record_id = value.record_id;
    back.from_unit = value.to_unit;
    back.to_unit = registry::unit_in_force(transaction, value.from_unit, base::date_in_japan(change.at));
    back.sent_by = change.author.staff.value_or(base::Ulid{});
    back.sent_at = change.at;
    back.message = reason;
    back.state = ReferralState::sent;
    auto const id = insert_referral(transaction, back, change);
    start_receipt_clock(transaction, parts, subject_of(consultation_of(transaction, value)), back.to_unit,
                        change);
    return id;
}

}  // namespace modules::intake
