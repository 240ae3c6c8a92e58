#pragma once
// The record that the tests of this folder share: one member of every kind that a record may hold.

#include "record/field.h"

#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

namespace record::sample {

BOOST_DEFINE_ENUM_CLASS(Channel, visit, telephone, delete_)
consteval auto enum_labels(Channel) {
    return labels<Channel>({
        {Channel::visit, "来署", "Visit"},
        {Channel::telephone, "電話", "Telephone"},
        {Channel::delete_, "削除", "Deletion"},
    });
}

struct Step {
    std::string text;
    std::optional<base::Date> due;
    Channel channel = Channel::visit;
    bool operator==(Step const&) const = default;
};
inline constexpr Field step_fields[] = {
    field<&Step::text>("内容", "Text", {.required = true, .max_length = 20}),
    field<&Step::due>("期限", "Due"),
    field<&Step::channel>("方法", "Channel"),
};
inline constexpr Schema step_schema = schema<Step>("step", "", "手順", "Step", step_fields);

struct Unit;

struct Report {
    std::string subject;
    std::string narrative;
    std::optional<std::string> caller;
    Channel channel = Channel::telephone;
    std::optional<Channel> answer_by;
    bool urgent = false;
    std::optional<bool> wants_punishment;
    std::int64_t visits = 0;
    std::optional<int> age;
    base::Instant received_at;
    std::optional<base::Instant> answered_at;
    std::optional<base::ToldTime> happened;
    base::Date noted_on;
    std::optional<base::Date> born_on;
    base::Money loss;
    std::optional<base::Money> returned;
    base::Id<Unit> unit;
    std::optional<base::Ulid> earlier;
    std::vector<std::string> words;
    std::vector<Channel> channels;
    std::vector<int> numbers;
    std::vector<base::Ulid> others;
    std::vector<Step> steps;
    bool operator==(Report const&) const = default;
};
inline constexpr Field report_fields[] = {
    field<&Report::subject>("件名", "Subject", {.required = true, .searchable = true, .max_length = 40}),
    field<&Report::narrative>("概要", "Narrative",
                              {.asked = true,
                               .multiline = true,
                               .searchable = true,
                               .max_length = 4000,
                               .section_ja = "内容",
                               .section_en = "Content",
                               .hint_ja = "5W1H",
                               .hint_en = "Who, what",
                               .help_ja = "聞いた順に書きます",
                               .help_en = "Write it in the order it was told"}),
    field<&Report::caller>("相談者", "Caller",
                           {.asked = true, .personal_data = true, .searchable = true, .max_length = 30}),
    field<&Report::channel>("受理方法", "Channel", {.required = true}),
    field<&Report::answer_by>("回答方法", "Answer by"),
    field<&Report::urgent>("緊急", "Urgent"),
    field<&Report::wants_punishment>("処罰意思", "Wants punishment"),
    field<&Report::visits>("来署回数", "Visits", {.minimum = 0, .maximum = 1000}),
    field<&Report::age>("年齢", "Age", {.personal_data = true, .minimum = 0, .maximum = 150}),
    field<&Report::received_at>("受理日時", "Received at", {.required = true}),
    field<&Report::answered_at>("回答日時", "Answered at", {.read_only = true}),
    field<&Report::happened>("発生日時", "Happened", {.max_length = 50}),
    field<&Report::noted_on>("記録日", "Noted on"),
    field<&Report::born_on>("生年月日", "Born on", {.personal_data = true}),
    field<&Report::loss>("被害額", "Loss", {.minimum = 0}),
    field<&Report::returned>("回復額", "Returned"),
    field<&Report::unit>("所属", "Unit", {.references = "units"}),
    field<&Report::earlier>("前回の相談", "Earlier report"),
    field<&Report::words>("用語", "Words", {.searchable = true, .max_length = 10, .max_items = 3}),
    field<&Report::channels>("連絡手段", "Channels"),
    field<&Report::numbers>("番号", "Numbers", {.minimum = -5, .maximum = 5}),
    field<&Report::others>("関連", "Others"),
    field<&Report::steps>("手順", "Steps", {}, &step_schema),
};
inline constexpr Schema report_schema = schema<Report>("report", "reports", "報告", "Report", report_fields);

}  // namespace record::sample
