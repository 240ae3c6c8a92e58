#pragma once
// The intake record: whatever a station hears, as 通報, 相談 or 情報提供. Fields in the order of the form
// (ui.md).

#include "base/id.h"
#include "base/instant.h"
#include "base/money.h"
#include "modules/intake/interview_answer.h"
#include "record/enum_values.h"
#include "record/schema.h"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace modules::intake {

BOOST_DEFINE_ENUM_CLASS(Kind, report, consultation, information)
consteval auto enum_labels(Kind) {
    return record::labels<Kind>({{Kind::report, "通報", "Report"},
                                 {Kind::consultation, "相談", "Consultation"},
                                 {Kind::information, "情報提供", "Information"}});
}

BOOST_DEFINE_ENUM_CLASS(Channel, visit, phone, mail, form, koban, call_110, call_9110, volunteer, hotline,
                        business, agency)
consteval auto enum_labels(Channel) {
    return record::labels<Channel>({{Channel::visit, "来署", "Visit"},
                                    {Channel::phone, "電話", "Telephone"},
                                    {Channel::mail, "メール", "Mail"},
                                    {Channel::form, "窓口フォーム", "Online form"},
                                    {Channel::koban, "交番", "Koban"},
                                    {Channel::call_110, "110", "110 call"},
                                    {Channel::call_9110, "#9110", "#9110 call"},
                                    {Channel::volunteer, "ボランティア", "Volunteer"},
                                    {Channel::hotline, "IHC", "Internet Hotline Center"},
                                    {Channel::business, "事業者", "Business"},
                                    {Channel::agency, "他機関", "Other agency"}});
}

BOOST_DEFINE_ENUM_CLASS(Status, accepted, in_progress, closed)
consteval auto enum_labels(Status) {
    return record::labels<Status>({{Status::accepted, "受理", "Accepted"},
                                   {Status::in_progress, "対応中", "In progress"},
                                   {Status::closed, "完結", "Closed"}});
}

BOOST_DEFINE_ENUM_CLASS(Wish, stop_spread, delete_, identify, recover, punish)
consteval auto enum_labels(Wish) {
    return record::labels<Wish>({{Wish::stop_spread, "被害拡大防止", "Stop the damage"},
                                 {Wish::delete_, "削除", "Deletion"},
                                 {Wish::identify, "投稿者の特定", "Identify the poster"},
                                 {Wish::recover, "被害回復", "Recover the loss"},
                                 {Wish::punish, "処罰", "Punishment"}});
}

BOOST_DEFINE_ENUM_CLASS(Will, undecided, yes, no)
consteval auto enum_labels(Will) {
    return record::labels<Will>(
        {{Will::undecided, "未定", "Undecided"}, {Will::yes, "有", "Yes"}, {Will::no, "無", "No"}});
}

BOOST_DEFINE_ENUM_CLASS(VictimType, none, person, organization)
consteval auto enum_labels(VictimType) {
    return record::labels<VictimType>({{VictimType::none, "なし・不明", "None or unknown"},
                                       {VictimType::person, "個人", "Person"},
                                       {VictimType::organization, "法人・団体", "Organisation"}});
}

// Offence view and harm view are answered independently (domain.md 1.1).
BOOST_DEFINE_ENUM_CLASS(Judgement, undecided, yes, no, doubtful)
consteval auto enum_labels(Judgement) {
    return record::labels<Judgement>({{Judgement::undecided, "未判断", "Not decided"},
                                      {Judgement::yes, "該当", "Yes"},
                                      {Judgement::no, "非該当", "No"},
                                      {Judgement::doubtful, "疑義あり", "Doubtful"}});
}

BOOST_DEFINE_ENUM_CLASS(Urgency, normal, same_day, immediate)
consteval auto enum_labels(Urgency) {
    return record::labels<Urgency>({{Urgency::normal, "通常", "Normal"},
                                    {Urgency::same_day, "本日中", "Same day"},
                                    {Urgency::immediate, "直ちに", "Immediate"}});
}

// 処理区分 (domain.md 2.2).
BOOST_DEFINE_ENUM_CLASS(Handling, guidance, prevention, warning, investigation, other_agency)
consteval auto enum_labels(Handling) {
    return record::labels<Handling>({{Handling::guidance, "教示・助言", "Guidance"},
                                     {Handling::prevention, "防犯指導", "Prevention advice"},
                                     {Handling::warning, "指導・警告・説得", "Warning to the other side"},
                                     {Handling::investigation, "捜査・検挙", "Investigation"},
                                     {Handling::other_agency, "他機関の教示・引継ぎ", "Other agency"}});
}

struct Consultation {
    std::string number;  // 「令和8年 第12号」, given at 受理
    Kind kind = Kind::consultation;
    Channel channel = Channel::phone;
    Status status = Status::accepted;
    std::optional<base::Instant> received_at;
    base::Ulid receiver;

    std::string caller_name;
    std::string caller_kana;
    std::string caller_address;
    std::string caller_phone;
    std::string caller_email;
    std::string caller_occupation;
    std::optional<base::Date> caller_birth_date;
    std::string caller_relation;
    bool caller_anonymous = false;

    std::vector<Wish> wishes;
    Will punish_will = Will::undecided;
    Will report_will = Will::undecided;

    std::string subject;
    std::string narrative;
    std::vector<InterviewAnswer> interview;  // changed only through its own operation

    VictimType victim_type = VictimType::none;
    std::string victim_name;
    std::string victim_industry;
    std::string victim_size;
    std::string victim_contact;

    std::optional<base::ToldTime> occurred;
    std::optional<base::ToldTime> noticed;
    std::string place;
    std::optional<base::Money> amount;
    std::string evidence_state;

    std::string action_taken;
    std::vector<Handling> handling;
    std::string command_by;
    std::optional<base::Instant> command_at;
    std::string command_text;
    std::string result;
    std::optional<base::Instant> closed_at;
    std::optional<base::Date> retention_until;

    // Decided by a person from the machine's proposals; changed only through decisions.
    std::string stat_category;
    std::string internal_type;
    Judgement is_cyber_crime = Judgement::undecided;
    Judgement is_cyber_event = Judgement::undecided;
    bool serious_suspected = false;
    std::string offence_class;
    std::vector<std::string> offences;
    Urgency urgency = Urgency::normal;
    std::optional<bool> needs_specialist;
    std::string responsible_section;

    // Where an import took it from; unique together.
    std::string source;
    std::string source_id;

    bool operator==(Consultation const&) const = default;
};

extern record::Schema const consultation_schema;

// The words of the work for a code: 「相談」, 「電話」.
[[nodiscard]] std::string_view word(Kind kind);
[[nodiscard]] std::string_view word(Channel channel);

}  // namespace modules::intake
