// The form description of a consultation as the contract gives it, for developing the screens without the server.
import type { FieldDescription, FormDescription, Words } from "../src/api/types.ts";

function same(ja: string, en: string): Words {
    return { ja, en };
}
function values(pairs: string): { value: string; label: Words }[] {
    return pairs.split(";").map((pair) => {
        const [value = "", ja = value, en = ja] = pair.split(",");
        return { value, label: { ja, en } };
    });
}
const caller = same("相談者", "Caller");
const harm = same("被害", "Harm");
const victim = same("被害者", "Victim");
const intake = same("受理", "Intake");
const command = same("署長指揮", "Chief's command");
const triage = same("分類", "Triage");

function text(
    name: string,
    ja: string,
    en: string,
    section: Words,
    more: Partial<FieldDescription> = {},
): FieldDescription {
    return {
        name,
        label: same(ja, en),
        kind: "text",
        required: false,
        asked: true,
        max_length: 200,
        section,
        ...more,
    };
}

export const statCategories =
    "詐欺・悪質商法関係等;名誉毀損、誹謗中傷関係;不正アクセス・ウイルス関係;迷惑メール関係;違法有害サイト関係;その他";

export const consultationSchema: FormDescription = {
    name: "consultation",
    label: same("受理記録", "Consultation"),
    fields: [
        text("number", "受理番号", "Number", intake, { read_only: true }),
        text("kind", "区分", "Kind", intake, {
            kind: "enumeration",
            values: values(
                "report,通報,Report;consultation,相談,Consultation;information,情報提供,Information",
            ),
        }),
        text("channel", "受理方法", "Channel", intake, {
            kind: "enumeration",
            values: values(
                "visit,来署,Visit;phone,電話,Telephone;mail,メール,Mail;form,窓口フォーム,Online form;koban,交番,Koban;call_110,110,110;call_9110,#9110,#9110;volunteer,ボランティア,Volunteer;hotline,IHC,IHC;business,事業者,Business;agency,他機関,Other agency",
            ),
        }),
        text("status", "状態", "Status", intake, {
            kind: "enumeration",
            read_only: true,
            values: values("accepted,受理,Accepted;in_progress,対応中,In progress;closed,完結,Closed"),
        }),
        text("received_at", "受理日時", "Received", intake, { kind: "instant" }),
        text("receiver", "受理者", "Receiver", intake, { kind: "id", read_only: true }),
        text("subject", "件名", "Subject", intake, { max_length: 120 }),
        text("narrative", "相談の要旨", "Account", intake, { multiline: true, max_length: 20000 }),
        text("caller_name", "氏名", "Name", caller, { personal_data: true }),
        text("caller_kana", "ふりがな", "Reading", caller, { personal_data: true }),
        text("caller_phone", "電話", "Phone", caller, { personal_data: true }),
        text("caller_address", "住居", "Address", caller, { personal_data: true }),
        text("caller_birth_date", "生年月日", "Date of birth", caller, { kind: "date", personal_data: true }),
        text("caller_sex", "性別", "Sex", caller, {
            kind: "enumeration",
            values: values("male,男,M;female,女,F;other,その他,Other"),
        }),
        text("caller_occupation", "職業", "Occupation", caller),
        text("caller_email", "メール", "E-mail", caller, { personal_data: true }),
        text("caller_anonymous", "匿名を希望", "Anonymous", caller, { kind: "boolean" }),
        text("caller_relation", "被害者との関係", "Relation to victim", caller),
        text("wishes", "相談者の意向 (複数可)", "Wishes", caller, {
            kind: "list",
            values: values(
                "stop_spread,被害拡大防止,Stop the spread;delete,削除,Deletion;identify,投稿者の特定,Identify the poster;recover,被害回復,Recover losses;punish,処罰,Punishment",
            ),
        }),
        text("punish_will", "処罰意思", "Wants punishment", caller, {
            kind: "enumeration",
            values: values("yes,有,Yes;no,無,No;undecided,未定,Undecided"),
        }),
        text("report_will", "被害届の意思", "Will file a report", caller, {
            kind: "enumeration",
            values: values("yes,有,Yes;no,無,No;undecided,未定,Undecided"),
        }),
        text("occurred", "発生日時", "Occurred", harm, { kind: "told_time" }),
        text("noticed", "認知日時", "Noticed", harm, { kind: "told_time" }),
        text("place", "場所", "Place", harm),
        text("amount", "被害金額", "Amount", harm, { kind: "money" }),
        text("evidence_state", "証拠の保全状況", "Evidence", harm, { multiline: true, max_length: 2000 }),
        text("action_taken", "措置", "Action taken", harm, { multiline: true, max_length: 2000 }),
        text("victim_type", "被害者の種別", "Victim type", victim, {
            kind: "enumeration",
            values: values("person,個人,Person;organization,法人,Organization;none,なし,None"),
        }),
        text("victim_name", "被害者の名称", "Victim's name", victim),
        text("victim_industry", "業種", "Industry", victim),
        text("victim_size", "規模", "Size", victim),
        text("victim_contact", "担当者", "Contact", victim),
        text("command_by", "指揮者", "Command by", command),
        text("command_at", "指揮日時", "Command at", command, { kind: "instant" }),
        text("command_text", "署長指揮", "Command", command, { multiline: true, max_length: 2000 }),
        text("retention_until", "保存期限", "Retention until", intake, { kind: "date", asked: false }),
        text("contact_time", "連絡のつく時間帯", "Preferred contact time", caller),
        text("stat_category", "統計区分", "Statistics category", triage, {
            kind: "enumeration",
            asked: false,
            values: values(statCategories),
        }),
        text("internal_type", "内部種別", "Type", triage, {
            kind: "enumeration",
            asked: false,
            values: values(
                "フィッシング;ネットバンキング不正送金;SNS型投資詐欺;ロマンス詐欺;サポート詐欺;偽ショッピングサイト;アカウント乗っ取り;ランサムウェア;誹謗中傷;その他・非サイバー",
            ),
        }),
        text("is_cyber_crime", "サイバー犯罪該当性", "Cyber crime", triage, {
            kind: "enumeration",
            asked: false,
            values: values("yes,該当,Yes;no,非該当,No;doubtful,疑義,Doubtful"),
        }),
        text("urgency", "緊急度", "Urgency", triage, {
            kind: "enumeration",
            asked: false,
            values: values("immediate,即時,Immediate;same_day,当日,Same day;normal,通常,Normal"),
        }),
        text("needs_specialist", "専門的知識", "Needs specialist", triage, { kind: "boolean", asked: false }),
    ],
};
