#include "modules/intake/forms.h"

#include "modules/intake/referrals.h"
#include "modules/intake/restriction.h"
#include "record/field.h"

namespace modules::intake {

namespace {

using record::field;

constexpr record::Field sending_fields[] = {
    field<&Sending::flash>(
        "速報", "Flash report",
        {.help_ja =
             "決裁を待つと間に合わないときに付けます。相手には速報として先に届き、決裁は後から受けます。",
         .help_en = "Mark it when waiting for approval would be too late: it arrives as a flash report, and "
                    "approval follows."}),
};
constexpr record::Field restricting_fields[] = {
    field<&Restricting::restriction>(
        "閲覧制限", "Restriction",
        {.required = true,
         .help_ja = "見せる範囲を狭めるものです。名前を挙げた人でも、元々権限のない人は見られません。警備情報"
                    "は、他署の一致にも出なくなります。",
         .help_en = "It only narrows who may read: people named still need a right of their own. Security "
                    "information is not even told as a match elsewhere."}),
    field<&Restricting::staff>("閲覧できる職員", "People who may know",
                               {.help_ja = "氏名・ふりがな・内線で探して加えます。制限を掛けた人は、いつも含"
                                           "まれます。上司と引継ぎを受ける人を忘れずに加えます。",
                                .help_en = "Found by name, reading or extension. Whoever restricts is always "
                                           "among them; add the chief and whoever takes over."}),
    field<&Restricting::reason>(
        "理由", "Reason",
        {.required = true,
         .multiline = true,
         .max_length = 1000,
         .help_ja = "制限を掛ける、又は外す理由を書きます。経過に残り、監察が確かめます。例: "
                    "関係者に職員の親族がいるため。",
         .help_en =
             "Why it is restricted or lifted. It stays in the timeline and is looked at by the auditor."}),
};
constexpr record::Field export_fields[] = {
    field<&ExportForm::purpose>(
        "目的", "Purpose",
        {.required = true,
         .max_length = 300,
         .help_ja =
             "何に使うかを、後で監察が読んで分かるように書きます。閲覧の記録に残ります。例: 11月の朝会資料。",
         .help_en = "What it is for, so that the auditor understands it later. It stands in the log of "
                    "reads. Example: for the morning meeting."}),
    field<&ExportForm::format>(
        "形式", "Format",
        {.help_ja = "表計算ソフトで開くなら XLSX、ほかのシステムに渡すなら CSV "
                    "を選びます。どちらも氏名などは伏せて出ます。",
         .help_en = "XLSX for a spreadsheet, CSV for another system. Personal data is masked in both."}),
};
constexpr record::Field filter_fields[] = {
    field<&ListFilterForm::q>(
        "言葉・番号", "Words or a value",
        {.help_ja = "件名・本文の言葉、電話番号、口座、URL "
                    "などを、どの書き方でも入れられます。空白で区切ると、すべてを含むものに絞ります。",
         .help_en = "Words of subject and text, or a telephone number, account or URL in any writing. "
                    "Several words: all of them."}),
    field<&ListFilterForm::from>(
        "受理日の始め", "Received from",
        {.help_ja = "この日以後に受理したものです。この日を含みます。例: 2026-11-22、R8.11.22。",
         .help_en = "Received on this day or later. Examples: 2026-11-22, R8.11.22."}),
    field<&ListFilterForm::to>(
        "受理日の終わり", "Received until",
        {.help_ja = "この日以前に受理したものです。この日を含みます。例: 2026-11-22、R8.11.22。",
         .help_en = "Received on this day or earlier. Examples: 2026-11-22, R8.11.22."}),
    field<&ListFilterForm::unit>(
        "所属", "Unit",
        {.help_ja =
             "その署・課と、その下の課が受理したもの、今担当しているものです。統合された元の所属も含みます。",
         .help_en = "Taken in or led by this unit or one below it, and by those it took over from."}),
    field<&ListFilterForm::progress>(
        "進み具合", "Progress",
        {.help_ja = "終結前、期限の超過・本日・あり、決裁待ち、受領待ちのどれかに絞ります。",
         .help_en = "Open, with a clock that is over, due today or there at all, waiting for approval or for "
                    "receipt."}),
    field<&ListFilterForm::person>("人物", "Person",
                                   {.personal_data = true,
                                    .help_ja = "相談者と被害者を、氏名・ふりがな・電話・メールのどれかで探し"
                                               "ます。髙・高などの異体字、半角・全角は同じものとみなします。",
                                    .help_en = "Callers and victims by name, reading, telephone or mail. "
                                               "Variants of characters count as the same."}),
};

}  // namespace

constinit record::Schema const sending_form =
    record::schema<Sending>("sending_form", "", "送付", "Sending", sending_fields);
constinit record::Schema const restricting_form =
    record::schema<Restricting>("restricting_form", "", "閲覧制限", "Restricting", restricting_fields);
constinit record::Schema const export_form =
    record::schema<ExportForm>("export_form", "", "一覧の出力", "Taking out a list", export_fields);
constinit record::Schema const list_filter_form = record::schema<ListFilterForm>(
    "list_filter_form", "", "一覧の絞り込み", "Narrowing a list", filter_fields);

}  // namespace modules::intake
