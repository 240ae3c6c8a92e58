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
    field<&Consultation::number>(
        "受理番号", "Number",
        reception(
            {.read_only = true,
             .searchable = true,
             .max_length = 60,
             .help_ja =
                 "受理した時に、年ごと・署ごとに自動で付く番号です。書類、電話での照会、検索に使います。",
             .help_en = "Given at acceptance, by year and station. Use it in documents, on the telephone and "
                        "in the search."})),
    field<&Consultation::kind>(
        "区分", "Kind",
        reception(
            {.required = true,
             .help_ja = "相談・通報・情報提供のどれかを選びます。迷うときは「相談」とし、後で変更できます。統"
                        "計と聴取事項の並びに使います。",
             .help_en = "Choose consultation, report or information. When in doubt choose consultation; it "
                        "can be changed later. Used for statistics and for the questions to ask."})),
    field<&Consultation::channel>(
        "受理方法", "Channel",
        reception({.required = true,
                   .help_ja = "どこから届いたかを選びます。例: "
                              "交番で聞いて電話で引き継いだものは「交番」。取込み（メール・窓口フォーム）では"
                              "自動で入ります。",
                   .help_en = "Choose how it arrived. Example: heard at a koban and passed on by telephone "
                              "is “Koban”. Filled in by itself for imported mail and forms."})),
    field<&Consultation::status>(
        "状態", "Status",
        reception(
            {.help_ja =
                 "受理・対応中・完結のどれかです。完結にすると完結日時が入り、保存期間満了日が決まります。",
             .help_en = "Accepted, in progress or closed. Closing sets the time of closing and the day until "
                        "which the record is kept."})),
    field<&Consultation::received_at>(
        "受理日時", "Received at",
        reception({.help_ja = "話を聞き始めた日時です。画面を開いた時刻が入っています。後から入力するときは実"
                              "際に聞いた日時に直します。",
                   .help_en = "When you began to listen. The time at which the form was opened stands here; "
                              "correct it when you enter a matter later."})),
    field<&Consultation::receiver>(
        "受理者", "Received by",
        reception({.read_only = true,
                   .help_ja = "受理する人です。サインインしている人が自動で入ります。",
                   .help_en = "Who accepts the matter: the person signed in.",
                   .references = "staff"})),

    field<&Consultation::caller_name>(
        "氏名", "Name",
        caller(
            {.asked = true,
             .personal_data = true,
             .searchable = true,
             .max_length = 120,
             .help_ja = "姓と名の間に空白を入れ、本人の言うとおりに書きます。例: 山田 "
                        "花子。名乗らないときは空欄のまま「匿名希望」を選びます。同じ人の別の相談を探すときに"
                        "使います。",
             .help_en =
                 "Family name, space, given name, as the caller says it. Leave it empty and mark “Wishes to "
                 "stay anonymous” when no name is given. Used to find earlier matters of the same person."})),
    field<&Consultation::caller_kana>(
        "ふりがな", "Reading",
        caller(
            {.personal_data = true,
             .searchable = true,
             .max_length = 120,
             .help_ja =
                 "ひらがなで書きます。例: やまだ はなこ。漢字が分からないときは、ここだけでも検索できます。",
             .help_en = "In hiragana. When the characters are not known, this alone can be searched."})),
    field<&Consultation::caller_address>(
        "住居", "Address",
        caller({.asked = true,
                .personal_data = true,
                .searchable = true,
                .max_length = 300,
                .help_ja =
                    "都道府県から番地、建物名まで書きます。分かる範囲で構いません。例: "
                    "仙台市青葉区本町3丁目8番1号。管轄の確認と、同じ人の別の相談を探すときに使います。",
                .help_en = "From prefecture to building, as far as known. Used to see which station is "
                           "competent and to find earlier matters of the same person."})),
    field<&Consultation::caller_phone>(
        "電話", "Telephone",
        caller({.asked = true,
                .personal_data = true,
                .searchable = true,
                .max_length = 60,
                .help_ja =
                    "日中につながる番号を書きます。例: "
                    "090-1234-5678。「-"
                    "」はあってもなくても構いません。本人の番号として扱い、相手方の番号とは照合を分けます。",
                .help_en = "A number that can be reached in the daytime, with or without hyphens. It is "
                           "taken as the caller's own and is kept apart from the other side's numbers."})),
    field<&Consultation::caller_email>(
        "メール", "E-mail",
        caller({.personal_data = true,
                .searchable = true,
                .max_length = 254,
                .help_ja = "本人が受け取れるアドレスを書きます。不審なメールの差出人は、ここではなく「相談の"
                           "要旨」に書きます。",
                .help_en = "An address that the caller can read. The sender of a suspicious mail belongs in "
                           "the narrative, not here."})),
    field<&Consultation::caller_occupation>(
        "職業", "Occupation",
        caller({.personal_data = true,
                .max_length = 120,
                .help_ja =
                    "本人の言うとおりに書きます。例: "
                    "会社員、大学生、年金受給。勤務先が被害を受けたときは、勤務先を「被害者」に書きます。",
                .help_en = "As the caller says it: office worker, student, pensioner. When the employer was "
                           "harmed, write the employer under “Victim”."})),
    field<&Consultation::caller_birth_date>(
        "生年月日", "Date of birth",
        caller({.personal_data = true,
                .help_ja = "昭和55年3月1日、S55.3.1、1980/3/1 "
                           "のどの書き方でも読み取ります。同姓同名の人を見分けるときに使います。",
                .help_en = "Any of 昭和55年3月1日, S55.3.1 or 1980/3/1 is read. Used to tell apart people of "
                           "one name."})),
    field<&Consultation::caller_relation>(
        "被害者との関係", "Relation to the victim",
        caller(
            {.max_length = 120,
             .help_ja = "被害者から見た関係を書きます。例: "
                        "本人、母、同僚、会社の経理担当。本人のときは「本人」と書きます。",
             .help_en = "The relation to the victim: self, mother, colleague, accountant of the company."})),
    field<&Consultation::caller_anonymous>(
        "匿名希望", "Wishes to stay anonymous",
        caller({.help_ja = "氏名を名乗らない、または記録に残したくないという申出があったときに選びます。同じ"
                           "人を探す処理では、氏名・住居・生年月日を使わなくなります。",
                .help_en = "Mark it when the caller gives no name or does not want it kept. Name, address "
                           "and date of birth are then not used to find the same person."})),

    field<&Consultation::wishes>(
        "意向", "Wishes",
        wishes({.asked = true,
                .hint_ja = "複数可",
                .hint_en = "more than one",
                .help_ja = "相談者が求めていることを、当てはまるだけ選びます。例: "
                           "投稿を消してほしい→削除。教示・助言と御案内の候補に使います。",
                .help_en = "Everything the caller asks for. Example: to have a post taken down → Deletion. "
                           "Used to propose guidance and the sheet to take home."})),
    field<&Consultation::punish_will>(
        "処罰意思", "Wants punishment",
        wishes({.help_ja = "相手の処罰を求めるかを確かめます。まだ聞いていない、または迷っているときは「未定"
                           "」のままにします。",
                .help_en = "Whether the caller wants the other side punished. Leave “Undecided” when you "
                           "have not asked or the caller is not sure."})),
    field<&Consultation::report_will>(
        "被害届の意思", "Will file a damage report",
        wishes(
            {.help_ja =
                 "被害届を出す意思を確かめます。「有」でも被害届の受理にはなりません。手続は別に行います。",
             .help_en = "Whether the caller means to file a damage report. “Yes” does not file one; that is "
                        "a procedure of its own."})),

    field<&Consultation::subject>(
        "件名", "Subject",
        told({.asked = true,
              .searchable = true,
              .max_length = 200,
              .help_ja = "一覧で見て分かる20字ほどにします。例: "
                         "宅配業者を装うSMSから口座情報を入力。個人の氏名は書きません。",
              .help_en = "Some twenty characters that tell the matter in a list. Example: bank details "
                         "entered after a false delivery SMS. No names of persons."})),
    field<&Consultation::narrative>(
        "相談の要旨", "Narrative",
        told({.required = true,
              .multiline = true,
              .searchable = true,
              .max_length = 20000,
              .help_ja = "いつ・誰が・何を・どうしたかを、話した順に書きます。URL、メールアドレス、電話番号、"
                         "口座番号は聞いたとおりに書くと、自動で見付けて既存情報と照合します。例: "
                         "昨日21時ごろ、宅配のSMSのリンクから口座番号と暗証番号を入れた。今朝30万円が出金され"
                         "ていた。",
              .help_en = "When, who, what and how, in the order it was told. URLs, mail addresses, telephone "
                         "and account numbers are found by themselves and compared with what is known: write "
                         "them as you hear them."})),

    field<&Consultation::interview>(
        "聴取事項", "Interview",
        told(
            {.read_only = true,
             .searchable = true,
             .max_items = most_answers,
             .help_ja =
                 "右の「聴取事項」で聞いたことが、質問ごとに残ります。ここでは直さず、質問の回答を直します。",
             .help_en = "What was asked and answered in the interview panel, question by question. Correct "
                        "the answer there."}),
        &interview_answer_schema),

    field<&Consultation::victim_type>(
        "被害者の別", "Victim is",
        victim({.help_ja = "被害を受けたのが個人か法人・団体かを選びます。法人・団体のときは、業種と規模も聞"
                           "きます。担当課と教示・助言の候補に使います。",
                .help_en = "Whether a person or an organisation was harmed. Of an organisation ask industry "
                           "and size as well. Used to propose section and guidance."})),
    field<&Consultation::victim_name>(
        "名称・氏名", "Victim's name",
        victim(
            {.personal_data = true,
             .searchable = true,
             .max_length = 200,
             .help_ja = "相談者本人のときは「本人」と書きます。別の人や会社のときは、その氏名・名称を書きます"
                        "。例: 株式会社○○商事。",
             .help_en = "Write 本人 when it is the caller; otherwise the name of the person or company."})),
    field<&Consultation::victim_industry>(
        "業種", "Industry",
        victim(
            {.max_length = 120,
             .help_ja =
                 "会社や団体の仕事を書きます。例: 病院、水道、印刷業。業種は、影響の大きさの判断に使います。",
             .help_en = "What the company does: hospital, water supply, printing. Used to judge how far the "
                        "harm reaches."})),
    field<&Consultation::victim_size>(
        "規模", "Size",
        victim({.max_length = 120,
                .help_ja = "人数や拠点、止まった業務の広がりを書きます。例: "
                           "従業員40人、県内3店舗、受注システムが全店で停止。",
                .help_en = "People, places and how much work has stopped. Example: 40 employees, three "
                           "shops, ordering stopped in all of them."})),
    field<&Consultation::victim_contact>(
        "担当者・連絡先", "Contact",
        victim(
            {.personal_data = true,
             .max_length = 200,
             .help_ja = "被害者側で話のできる人と連絡先を書きます。例: 情報システム課 佐藤 "
                        "022-000-0000（内線12）。折返しの時間帯も聞きます。",
             .help_en =
                 "Who can speak for the victim, and how to reach them, with the hours for calling back."})),

    field<&Consultation::occurred>(
        "発生日時", "Occurred",
        damage({.asked = true,
                .help_ja = "相談者の言葉のまま書くと、期間を読み取ります。例: "
                           "昨日の夜9時ごろ、先週の火曜から、11月20日。読み取った期間が違えば直します。ログの"
                           "保存期限の計算に使います。",
                .help_en = "Write it in the caller's words; the interval is read from them and can be "
                           "corrected. Used to tell how long logs will still be kept."})),
    field<&Consultation::noticed>(
        "認知日時", "Noticed",
        damage({.help_ja = "被害に気付いた日時です。発生と違うときだけ書きます。例: "
                           "今朝、通帳を見て。気付いたきっかけは「相談の要旨」に書きます。",
                .help_en = "When the harm was noticed, if later than it happened. How it was noticed goes "
                           "into the narrative."})),
    field<&Consultation::place>("場所", "Place",
                                damage({.personal_data = true,
                                        .searchable = true,
                                        .max_length = 300,
                                        .help_ja = "起きた場所、または使ったサービスの名前を書きます。例: "
                                                   "自宅、○○市内のコンビニのATM、通販サイト。",
                                        .help_en = "Where it happened or which service was used: at home, an "
                                                   "ATM of a shop, a shopping site."})),
    field<&Consultation::amount>(
        "金額", "Amount",
        damage({.asked = true,
                .minimum = 0,
                .help_ja =
                    "実際に失った額を円で書きます。全角でも「,"
                    "」があっても読み取ります。請求されただけで払っていない額は「相談の要旨」に書きます。",
                .help_en = "The amount really lost, in yen. What was only demanded and not paid goes into "
                           "the narrative."})),
    field<&Consultation::evidence_state>(
        "証拠保全状況", "Evidence secured",
        damage({.multiline = true,
                .searchable = true,
                .max_length = 4000,
                .help_ja = "残っている物と、消えるおそれのある物を書きます。例: "
                           "SMSは保存、画面の写真3枚、端末は電源を入れたまま、ルーターのログは未確認。",
                .help_en = "What is kept and what may vanish. Example: the SMS is kept, three photographs of "
                           "the screen, the device is still on, the log of the router not yet seen."})),

    field<&Consultation::action_taken>(
        "措置", "Action taken",
        command({.multiline = true,
                 .searchable = true,
                 .max_length = 8000,
                 .help_ja = "受理者がしたことを、時刻と相手を付けて書きます。例: 14:20 "
                            "○○銀行に連絡し口座の停止を依頼するよう教示。右の「教示・助言」で確定した事項は、"
                            "別に残ります。",
                 .help_en = "What you did, with time and person. Guidance that you confirmed in the panel is "
                            "kept on its own."})),
    field<&Consultation::handling>(
        "処理区分", "Handling",
        command({.help_ja = "行った処理を、当てはまるだけ選びます。例: "
                            "銀行への連絡を教えて終わったものは「教示・助言」。統計に使います。",
                 .help_en = "Everything that was done. Example: the caller was told to call the bank → "
                            "Guidance. Used for statistics."})),
    field<&Consultation::command_by>(
        "指揮者", "Commanded by",
        command({.max_length = 120,
                 .help_ja = "指揮した人の職と氏名を書きます。例: 生活安全課長 佐藤警部。",
                 .help_en = "Post and name of whoever commanded."})),
    field<&Consultation::command_at>(
        "指揮日時", "Commanded at",
        command({.help_ja = "指揮を受けた日時です。印刷する受理票に出ます。",
                 .help_en = "When the command was given. It stands on the printed record."})),
    field<&Consultation::command_text>(
        "署長指揮", "Command",
        command({.multiline = true,
                 .searchable = true,
                 .max_length = 4000,
                 .help_ja = "署長などの指揮を、言われたとおりに書きます。例: "
                            "本日中に被害者宅を訪問し、端末の状態を確認すること。",
                 .help_en = "What the chief ordered, as it was said."})),
    field<&Consultation::result>(
        "結果", "Result",
        command({.multiline = true,
                 .searchable = true,
                 .max_length = 4000,
                 .help_ja = "最後にどうなったかを書きます。例: "
                            "口座は停止され、追加の被害なし。相談者に連絡済み。完結にする前に書きます。",
                 .help_en = "How it ended. Example: the account is frozen, no further loss, the caller was "
                            "told. Write it before closing."})),
    field<&Consultation::closed_at>(
        "完結日時", "Closed at",
        command({.read_only = true,
                 .help_ja = "状態を完結にした日時です。自動で入り、対応中に戻すと消えます。",
                 .help_en =
                     "When the record was closed; set by the program and cleared when it is opened again."})),
    field<&Consultation::retention_until>(
        "保存期間満了日", "Kept until",
        command({.read_only = true,
                 .help_ja = "この日まで保存します。完結した時に、保存期間の表から決まります。廃棄は二人の決定"
                            "で行います。",
                 .help_en = "The record is kept until this day, worked out from the table of retention at "
                            "closing. Disposal takes two people's decision."})),

    field<&Consultation::stat_category>(
        "統計種別", "Statistics category",
        triage({.max_length = 60,
                .help_ja = "統計に計上する種別です。右の候補を理由を見て確定するか、別の種別に変えます。",
                .help_en = "The category for statistics. Confirm the proposal after reading its reason, or "
                           "choose another."})),
    field<&Consultation::internal_type>(
        "相談種別", "Type",
        triage({.searchable = true,
                .max_length = 60,
                .help_ja = "手口による種別です。聴取事項と教示・助言の並びは、これで決まります。",
                .help_en =
                    "The type by method. Which questions and which guidance are proposed follows from it."})),
    field<&Consultation::is_cyber_crime>(
        "サイバー犯罪", "Cyber crime",
        triage({.help_ja = "罪名の見込みから見た判断です。「サイバー事案」とは別に答えます。分からないときは"
                           "「疑義あり」とし、理由を書きます。",
                .help_en = "Seen from the offence, apart from “Cyber event”. Choose “Doubtful” with a reason "
                           "when it is not clear."})),
    field<&Consultation::is_cyber_event>(
        "サイバー事案", "Cyber event",
        triage({.help_ja = "害の有無から見た判断です。罪名が決まらなくても該当することがあります。",
                .help_en = "Seen from the harm. It can apply though no offence is named yet."})),
    field<&Consultation::serious_suspected>(
        "重大サイバー事案のおそれ", "Serious cyber event suspected",
        triage({.help_ja = "重要なインフラや業務の停止、高度な技術、国外の攻撃者のいずれかのおそれがあるとき"
                           "に選びます。署長への報告と本部への連絡を先にします。",
                .help_en = "Mark it when important services may stop, advanced technique is used or an actor "
                           "abroad may be involved. Report to the chief and call headquarters first."})),
    field<&Consultation::offence_class>(
        "犯罪区分", "Offence class",
        triage({.max_length = 8,
                .help_ja = "罪名の見込みを大きく分けた区分です。判断の確定と一緒に記録されます。",
                .help_en = "The broad class of the offences considered, kept with the decision on them."})),
    field<&Consultation::offences>(
        "該当法令見込み", "Offences considered",
        triage({.help_ja = "見込まれる法令と罪名です。確定ではなく、担当課を決めるための見込みです。",
                .help_en = "Laws that may apply. Not a finding: it serves to choose the section."})),
    field<&Consultation::urgency>(
        "緊急度", "Urgency",
        triage({.help_ja = "通常・本日中・直ちにのどれかです。命の危険があるときは、入力より先に当直責任者"
                           "・署長・通信指令へ知らせます。",
                .help_en = "Normal, same day or immediate. In danger to life tell the officer in charge and "
                           "the control room before you type."})),
    field<&Consultation::needs_specialist>(
        "専門的知見を要する", "Needs specialists",
        triage({.help_ja = "端末やログの解析など、専門の係の助けが要るかどうかです。",
                .help_en = "Whether specialists are needed, for example to analyse devices or logs."})),
    field<&Consultation::responsible_section>(
        "担当課", "Responsible section",
        triage({.max_length = 60,
                .help_ja = "この件を担当する課です。種別と罪名の見込みから候補が出ます。",
                .help_en = "The section that will handle the matter, proposed from type and offences."})),

    field<&Consultation::source>(
        "取込元", "Imported from",
        origin({.max_length = 60,
                .help_ja = "取込み元の名前です。取込みのときだけ入ります。",
                .help_en = "Where the record was imported from; only for imports."})),
    field<&Consultation::source_id>(
        "取込元の番号", "Id there",
        origin({.max_length = 120,
                .help_ja = "取込み元での番号です。同じものを二度取り込まないために使います。",
                .help_en = "Its number there, so that nothing is imported twice."})),
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
