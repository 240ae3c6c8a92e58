#include "modules/intake/consultation.h"

#include "record/field.h"

namespace modules::intake {

namespace {

using record::field;
using record::Rules;

constexpr Rules in(std::string_view ja, std::string_view en, Rules rules = {}) {
    rules.section_ja = ja;
    rules.section_en = en;
    return rules;
}
constexpr Rules reception(Rules rules = {}) {
    return in("受理", "Reception", rules);
}
constexpr Rules caller(Rules rules = {}) {
    return in("相談者", "Caller", rules);
}
constexpr Rules wishes(Rules rules = {}) {
    return in("相談者の意向", "Caller's wishes", rules);
}
constexpr Rules told(Rules rules = {}) {
    return in("内容", "What was told", rules);
}
constexpr Rules victim(Rules rules = {}) {
    return in("被害者", "Victim", rules);
}
constexpr Rules damage(Rules rules = {}) {
    return in("被害", "Damage", rules);
}
constexpr Rules command(Rules rules = {}) {
    return in("措置・指揮", "Action and command", rules);
}
constexpr Rules triage(Rules rules = {}) {
    rules.read_only = true;
    return in("判断", "Decisions", rules);
}
constexpr Rules origin(Rules rules = {}) {
    rules.read_only = true;
    return in("出所", "Origin", rules);
}

constexpr record::Field fields[] = {
    field<&Consultation::number>("受理番号", "Number",
                                 reception({.read_only = true, .searchable = true, .max_length = 60})),
    field<&Consultation::kind>("区分", "Kind", reception({.required = true})),
    field<&Consultation::channel>("受理方法", "Channel", reception({.required = true})),
    field<&Consultation::status>("状態", "Status", reception()),
    field<&Consultation::received_at>("受理日時", "Received at", reception()),
    field<&Consultation::receiver>("受理者", "Received by",
                                   reception({.read_only = true, .references = "staff"})),

    field<&Consultation::caller_name>(
        "氏名", "Name",
        caller({.asked = true, .personal_data = true, .searchable = true, .max_length = 120})),
    field<&Consultation::caller_kana>("ふりがな", "Reading",
                                      caller({.personal_data = true, .searchable = true, .max_length = 120})),
    field<&Consultation::caller_address>(
        "住居", "Address",
        caller({.asked = true, .personal_data = true, .searchable = true, .max_length = 300})),
    field<&Consultation::caller_phone>(
        "電話", "Telephone",
        caller({.asked = true, .personal_data = true, .searchable = true, .max_length = 60})),
    field<&Consultation::caller_email>(
        "メール", "E-mail", caller({.personal_data = true, .searchable = true, .max_length = 254})),
    field<&Consultation::caller_occupation>("職業", "Occupation",
                                            caller({.personal_data = true, .max_length = 120})),
    field<&Consultation::caller_birth_date>("生年月日", "Date of birth", caller({.personal_data = true})),
    field<&Consultation::caller_relation>("被害者との関係", "Relation to the victim",
                                          caller({.max_length = 120})),
    field<&Consultation::caller_anonymous>("匿名希望", "Wishes to stay anonymous", caller()),

    field<&Consultation::wishes>("意向", "Wishes",
                                 wishes({.asked = true, .hint_ja = "複数可", .hint_en = "more than one"})),
    field<&Consultation::punish_will>("処罰意思", "Wants punishment", wishes()),
    field<&Consultation::report_will>("被害届の意思", "Will file a damage report", wishes()),

    field<&Consultation::subject>("件名", "Subject",
                                  told({.asked = true, .searchable = true, .max_length = 200})),
    field<&Consultation::narrative>(
        "相談の要旨", "Narrative",
        told({.required = true, .multiline = true, .searchable = true, .max_length = 20000})),

    field<&Consultation::interview>("聴取事項", "Interview",
                                    told({.read_only = true, .searchable = true, .max_items = most_answers}),
                                    &interview_answer_schema),

    field<&Consultation::victim_type>("被害者の別", "Victim is", victim()),
    field<&Consultation::victim_name>("名称・氏名", "Victim's name",
                                      victim({.personal_data = true, .searchable = true, .max_length = 200})),
    field<&Consultation::victim_industry>("業種", "Industry", victim({.max_length = 120})),
    field<&Consultation::victim_size>("規模", "Size", victim({.max_length = 120})),
    field<&Consultation::victim_contact>("担当者・連絡先", "Contact",
                                         victim({.personal_data = true, .max_length = 200})),

    field<&Consultation::occurred>("発生日時", "Occurred", damage({.asked = true})),
    field<&Consultation::noticed>("認知日時", "Noticed", damage()),
    field<&Consultation::place>("場所", "Place",
                                damage({.personal_data = true, .searchable = true, .max_length = 300})),
    field<&Consultation::amount>("金額", "Amount", damage({.asked = true, .minimum = 0})),
    field<&Consultation::evidence_state>("証拠保全状況", "Evidence secured",
                                         damage({.multiline = true, .searchable = true, .max_length = 4000})),

    field<&Consultation::action_taken>("措置", "Action taken",
                                       command({.multiline = true, .searchable = true, .max_length = 8000})),
    field<&Consultation::handling>("処理区分", "Handling", command()),
    field<&Consultation::command_by>("指揮者", "Commanded by", command({.max_length = 120})),
    field<&Consultation::command_at>("指揮日時", "Commanded at", command()),
    field<&Consultation::command_text>("署長指揮", "Command",
                                       command({.multiline = true, .searchable = true, .max_length = 4000})),
    field<&Consultation::result>("結果", "Result",
                                 command({.multiline = true, .searchable = true, .max_length = 4000})),
    field<&Consultation::closed_at>("完結日時", "Closed at", command({.read_only = true})),
    field<&Consultation::retention_until>("保存期間満了日", "Kept until", command({.read_only = true})),

    field<&Consultation::stat_category>("統計種別", "Statistics category", triage({.max_length = 60})),
    field<&Consultation::internal_type>("相談種別", "Type", triage({.searchable = true, .max_length = 60})),
    field<&Consultation::is_cyber_crime>("サイバー犯罪", "Cyber crime", triage()),
    field<&Consultation::is_cyber_event>("サイバー事案", "Cyber event", triage()),
    field<&Consultation::serious_suspected>("重大サイバー事案のおそれ", "Serious cyber event suspected",
                                            triage()),
    field<&Consultation::offence_class>("犯罪区分", "Offence class", triage({.max_length = 8})),
    field<&Consultation::offences>("該当法令見込み", "Offences considered", triage()),
    field<&Consultation::urgency>("緊急度", "Urgency", triage()),
    field<&Consultation::needs_specialist>("専門的知見を要する", "Needs specialists", triage()),
    field<&Consultation::responsible_section>("担当課", "Responsible section", triage({.max_length = 60})),

    field<&Consultation::source>("取込元", "Imported from", origin({.max_length = 60})),
    field<&Consultation::source_id>("取込元の番号", "Id there", origin({.max_length = 120})),
};

}  // namespace

constinit record::Schema const consultation_schema =
    record::schema<Consultation>("consultation", "consultations", "相談等受理票", "Intake record", fields);

std::string_view word(Kind kind) {
    return record::enum_label(kind).ja;
}
std::string_view word(Channel channel) {
    return record::enum_label(channel).ja;
}

}  // namespace modules::intake
