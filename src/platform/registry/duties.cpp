#include "platform/registry/duties.h"

#include "base/problem.h"

namespace platform::registry {

namespace {

using formats::duty_rules::Due;

constexpr std::int64_t most_reminded_at_once = 200;

base::Instant due_time(Due const& due, WorkingCalendar const& calendar, base::Instant now) {
    if (due.working_days > 0) {
        return calendar.close_of_working_day(now, due.working_days);
    }
    if (due.end_of_day) {
        return base::start_of_day_in_japan(base::add_days(base::date_in_japan(now), 1));
    }
    return {now.milliseconds + due.minutes * base::milliseconds_per_minute};
}

// When reminder number `sent` comes; nothing when the ladder has ended.
std::optional<base::Instant> reminder_time(formats::duty_rules::Duty const& duty, std::int64_t sent,
                                           base::Instant due) {
    if (sent >= static_cast<std::int64_t>(duty.reminders.size())) {
        return std::nullopt;
    }
    auto const minutes = duty.reminders[static_cast<std::size_t>(sent)].minutes;
    return base::Instant{due.milliseconds + minutes * base::milliseconds_per_minute};
}

record::StoredRecord closed(record::StoredRecord const& stored, ClockState state, Change const& change) {
    auto after = stored;
    auto& clock = after.record.as<Clock>();
    if (clock.state != ClockState::open) {
        throw base::Problem(base::Problem::conflict, "この期限は既に完了しています",
                            "this clock is closed already");
    }
    clock.state = state;
    clock.closed_at = change.at;
    clock.closed_by = change.author.staff.value_or(base::Ulid{});
    clock.next_reminder_at.reset();
    return after;
}

}  // namespace

Duties::Duties(std::vector<formats::duty_rules::Duty> duties, WorkingCalendar const& calendar)
    : duties_(std::move(duties)), calendar_(calendar) {}

formats::duty_rules::Duty const* Duties::find(std::string_view code) const {
    for (auto const& duty : duties_) {
        if (duty.code == code) {
            return &duty;
        }
    }
    return nullptr;
}

std::optional<Clock> Duties::clock_for(std::string_view code, std::string_view urgency,
                                       base::Instant now) const {
    auto const* duty = find(code);
    BASE_ASSERT(duty);
    for (auto const& due : duty->due) {
        if (due.urgency != urgency) {
            continue;
        }
        Clock clock;
        clock.duty = duty->code;
        clock.label_ja = duty->label.ja;
        clock.label_en = duty->label.en;
        clock.basis = duty->basis;
        clock.started_at = now;
        clock.due_at = due_time(due, calendar_, now);
        clock.due_wording = duty->wording.ja;
        clock.reason_when_late = duty->reason_when_late;
        // A reminder before the due time that has passed already when the clock starts is left out.
        while (auto const next = reminder_time(*duty, clock.reminders_sent, *clock.due_at)) {
            if (*next > now) {
                clock.next_reminder_at = next;
                break;
            }
            ++clock.reminders_sent;
        }
        return clock;
    }
    return std::nullopt;
}

Clock Duties::reminded(Clock clock, base::Instant now) const {
    auto const* duty = find(clock.duty);
    if (duty == nullptr || !clock.due_at) {
        clock.next_reminder_at.reset();  // the duty left the data: nobody can be named
        return clock;
    }
    // After a pause (program stopped) only the highest step reached is sent.
    while (auto const next = reminder_time(*duty, clock.reminders_sent, *clock.due_at)) {
        if (*next > now) {
            break;
        }
        clock.escalated_to = duty->reminders[static_cast<std::size_t>(clock.reminders_sent)].role;
        ++clock.reminders_sent;
    }
    clock.next_reminder_at = reminder_time(*duty, clock.reminders_sent, *clock.due_at);
    return clock;
}

record::Envelope start_clock(store::Transaction& transaction, Clock clock, std::string_view record_kind,
                             base::Ulid const& record, base::Ulid const& owner_unit, Change change) {
    clock.record_kind = record_kind;
    clock.record_id = record;
    change.about = record;
    change.action = "start_clock";
    return insert(transaction, record::View(clock_schema, clock), {owner_unit, owner_unit}, change);
}

void finish_clock(store::Transaction& transaction, record::StoredRecord const& clock,
                  std::string_view late_reason, Change change) {
    auto after = closed(clock, ClockState::done, change);
    auto& value = after.record.as<Clock>();
    bool const late = value.due_at && *value.due_at < change.at;
    if (late && value.reason_when_late && late_reason.empty()) {
        throw base::Problem(base::Problem::invalid, "目安を過ぎています。理由を記入してください",
                            "the time has passed; say why",
                            {{"late_reason",
                              {"「" + value.due_wording + "」の目安を過ぎたため、理由が必要です",
                               "the duty is past its time and needs a reason"}}});
    }
    value.late_reason = late ? std::string(late_reason) : std::string();
    change.about = value.record_id;
    change.action = "finish_clock";
    update(transaction, clock, after, change);
}

void waive_clock(store::Transaction& transaction, record::StoredRecord const& clock, std::string_view reason,
                 Change change) {
    if (reason.empty()) {
        throw base::Problem(base::Problem::invalid, "不要とする理由を記入してください",
                            "say why it is not needed",
                            {{"reason", {"理由は必須です", "a reason is required"}}});
    }
    auto after = closed(clock, ClockState::waived, change);
    after.record.as<Clock>().waiver_reason = reason;
    change.about = after.record.as<Clock>().record_id;
    change.action = "waive_clock";
    update(transaction, clock, after, change);
}

void withdraw_clock(store::Transaction& transaction, record::StoredRecord const& clock,
                    std::string_view reason, Change change) {
    auto after = closed(clock, ClockState::withdrawn, change);
    after.record.as<Clock>().waiver_reason = reason;
    change.about = after.record.as<Clock>().record_id;
    change.action = "withdraw_clock";
    update(transaction, clock, after, change);
}

std::vector<record::StoredRecord> open_clocks(store::Reader& reader, base::Ulid const& record,
                                              std::string_view duty) {
    return all(reader, clock_schema,
               {"r.record_id = ? AND r.duty = ? AND r.state = 'open'",
                {store::id_value(record), store::text_value(duty)}});
}

std::size_t remind(store::Store& store, Duties const& duties, base::Instant now) {
    Condition const due{
        "r.state = 'open' AND r.next_reminder_at <= ? AND r.seq IN (SELECT c.seq FROM clocks c WHERE c.state "
        "= 'open' AND "
        "c.next_reminder_at <= ? ORDER BY c.next_reminder_at LIMIT ?)",
        {now.milliseconds, now.milliseconds, most_reminded_at_once}};
    std::size_t sent = 0;
    store.read([&](store::Reader& reader) { sent = all(reader, clock_schema, due).size(); });
    if (sent == 0) {
        return 0;
    }
    store.write([&](store::Transaction& transaction) {
        auto const clocks = all(transaction, clock_schema, due);
        for (auto const& clock : clocks) {
            auto after = clock;
            after.record.as<Clock>() = duties.reminded(after.record.as<Clock>(), now);
            update(transaction, clock, after, {{}, now, "remind", after.record.as<Clock>().record_id});
        }
        sent = clocks.size();
    });
    return sent;
}

}  // namespace platform::registry
