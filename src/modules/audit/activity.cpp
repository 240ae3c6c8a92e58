#include "modules/audit/activity.h"

#include <algorithm>

namespace modules::audit {

namespace {

std::int64_t hour_of(base::Instant at) {
    return at.milliseconds / base::milliseconds_per_hour;
}

// Of each clock hour the records that were opened in it.
std::map<std::int64_t, std::set<base::Ulid>> opened_by_hour(std::span<Entry const> entries) {
    std::map<std::int64_t, std::set<base::Ulid>> hours;
    for (auto const& entry : entries) {
        if (auto const record = opened_record(entry)) {
            hours[hour_of(entry.at)].insert(*record);
        }
    }
    return hours;
}

std::set<Mark> marks_of(Entry const& entry, std::set<base::Ulid> const& foreign) {
    std::set<Mark> marks;
    if (auto const record = opened_record(entry); record && foreign.contains(*record)) {
        marks.insert(Mark::other_units);
    }
    if (entry.log == Log::journal) {
        return marks;
    }
    if (entry.action == "blind_hit") {
        marks.insert(Mark::blind_hit);
    } else if (entry.action == "open_sealed") {
        marks.insert(Mark::open_sealed);
    } else if (entry.action == "export" || entry.action == "print") {
        marks.insert(Mark::exported);
    } else if (entry.action == "sign_in_refused") {
        marks.insert(Mark::refused_sign_in);
    }
    return marks;
}

// One look at a record asks for several of its parts: these marks count the record once a day.
bool counts_records(Mark mark) {
    return mark == Mark::other_units || mark == Mark::many_records;
}

Day& day_of(Activity& activity, base::Date date) {
    if (activity.days.empty() || activity.days.back().date != date) {
        activity.days.push_back({date, 0, 0, {}, {}});
    }
    return activity.days.back();
}

}  // namespace

base::Words explanation(Mark mark) {
    switch (mark) {
        case Mark::out_of_hours:
            return {"執務日の執務時間（暦と執務時間の表による）の外に記録されたもの。当直では通常です。",
                    "recorded outside office hours of the working calendar; usual on night duty"};
        case Mark::many_records:
            return {"毎正時からの1時間に、30件を超える別々の受理票を開いたもの。一覧の表示は数えません。",
                    "more than 30 different records opened within one clock hour; lists do not count"};
        case Mark::other_units:
            return {
                "主管も受理もその職員の署（本部では課）でない受理票を開いたもの。報告や支援を受ける所属では通"
                "常です。",
                "opened records that neither belong to nor came from the officer's station or division; "
                "usual "
                "where reports are received"};
        case Mark::blind_hit:
            return {"読めない受理票に一致があり、照会先の所属だけが示されたもの。",
                    "a match in a record that may not be read: only the unit to ask was shown"};
        case Mark::open_sealed:
            return {"カード番号を含む原文を、目的を述べて開いたもの。",
                    "the told text with a card number was opened, with a purpose given"};
        case Mark::exported:
            return {"画面の外へ出る形にしたもの。", "taken out of the screen, to a file or to paper"};
        case Mark::refused_sign_in:
            return {"この職員のアカウントで、サインインが拒まれたもの。",
                    "a sign-in with this officer's account that was refused"};
    }
    return {};
}

std::optional<base::Ulid> opened_record(Entry const& entry) {
    bool const opens = entry.log == Log::access && entry.kind != "draft" &&
                       (entry.action == "read" || entry.action == "print" || entry.action == "open_sealed");
    return opens ? entry.record : std::nullopt;
}

Activity activity_of(std::span<Entry const> entries, std::set<base::Ulid> const& foreign,
                     registry::WorkingCalendar const& calendar) {
    auto const hours = opened_by_hour(entries);
    std::map<base::Date, std::set<std::pair<Mark, base::Ulid>>> counted;
    Activity activity;
    for (auto const& entry : entries) {
        auto marks = marks_of(entry, foreign);
        if (!calendar.is_open(entry.at)) {
            marks.insert(Mark::out_of_hours);
        }
        auto const record = opened_record(entry);
        if (record && hours.at(hour_of(entry.at)).size() > many_records) {
            marks.insert(Mark::many_records);
        }
        auto& day = day_of(activity, base::date_in_japan(entry.at));
        (entry.log == Log::access ? day.reads : day.changes) += 1;
        if (record) {
            day.records.insert(*record);
        }
        for (auto const mark : marks) {
            if (counts_records(mark) && record && !counted[day.date].emplace(mark, *record).second) {
                continue;  // another part of the same record
            }
            ++day.marks[mark];
            ++activity.marks[mark];
        }
        activity.of_entries.push_back(std::move(marks));
    }
    return activity;
}

}  // namespace modules::audit
