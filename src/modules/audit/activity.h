#pragma once
// What one person did, day by day, and what of it an auditor should look at. Each mark is a plain rule that
// is said beside it; none of them accuses anybody. Pure functions: no store, no clock.

#include "base/instant.h"
#include "modules/audit/entries.h"
#include "platform/registry/working_calendar.h"
#include "record/enum_values.h"

#include <boost/describe/enum.hpp>

#include <map>
#include <set>
#include <span>
#include <vector>

namespace modules::audit {

BOOST_DEFINE_ENUM_CLASS(Mark, out_of_hours, many_records, other_units, blind_hit, open_sealed, exported,
                        refused_sign_in)
consteval auto enum_labels(Mark) {
    return record::labels<Mark>({{Mark::out_of_hours, "執務時間外", "Outside office hours"},
                                 {Mark::many_records, "短時間に多数の閲覧", "Many records in an hour"},
                                 {Mark::other_units, "他所属の受理票", "Records of other units"},
                                 {Mark::blind_hit, "他所属一致の表示", "Matches elsewhere"},
                                 {Mark::open_sealed, "封印原文の閲覧", "Sealed texts opened"},
                                 {Mark::exported, "CSV出力・印刷", "Exported or printed"},
                                 {Mark::refused_sign_in, "サインイン失敗", "Refused sign-ins"}});
}
// The rule in one sentence.
[[nodiscard]] base::Words explanation(Mark mark);

constexpr std::size_t many_records = 30;  // opened one by one within one clock hour

struct Day {
    base::Date date;
    std::int64_t reads = 0;        // entries of the access log
    std::int64_t changes = 0;      // entries of the journal
    std::set<base::Ulid> records;  // opened one by one
    std::map<Mark, std::int64_t> marks;
};

struct Activity {
    std::vector<Day> days;  // newest first
    std::map<Mark, std::int64_t> marks;
    std::vector<std::set<Mark>> of_entries;  // beside each of the entries
};

// The record that an entry opened, as opposed to a row of a list.
[[nodiscard]] std::optional<base::Ulid> opened_record(Entry const& entry);

// `foreign`: opened records that belong to no unit of the person's station.
[[nodiscard]] Activity activity_of(std::span<Entry const> entries, std::set<base::Ulid> const& foreign,
                                   registry::WorkingCalendar const& calendar);

}  // namespace modules::audit
