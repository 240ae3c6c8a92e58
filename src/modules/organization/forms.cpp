#include "modules/organization/forms.h"

#include "record/field.h"

namespace modules::organization {

namespace {

using record::field;

constexpr record::Field account_fields[] = {
    field<&AccountForm::account>("アカウント名", "Account name",
                                 {.required = true,
                                  .max_length = 64,
                                  .help_ja = "サインインに使う短い名前です。英数字で書き、同じ人に一つ発行し"
                                             "ます。例: chuo-sato。後から変えられません。",
                                  .help_en = "A short name for signing in, in letters and digits, one for "
                                             "each person. Example: chuo-sato. It cannot be changed later."}),
    field<&AccountForm::roles>(
        "役割", "Roles",
        {.required = true,
         .help_ja =
             "その人の仕事に当たるものだけを選びます。できることと見られる範囲は、役割と所属で決まります。",
         .help_en =
             "Choose only what the person does. What they may do and read follows from roles and unit."}),
};
constexpr record::Field section_fields[] = {
    field<&MergedSectionForm::into>(
        "統合先", "Goes into",
        {.help_ja = "この課の職員と未完了の受理票が移る、新しい課です。種類の同じ課が先に選ばれています。",
         .help_en = "The new section that its people and open records go to; the one of the same kind is "
                    "chosen already."}),
};
constexpr record::Field import_fields[] = {
    field<&StaffImportForm::file>("名簿のファイル", "Staff list",
                                  {.required = true,
                                   .help_ja = "見出しの行がある CSV "
                                              "です。「ひな形を保存」で列の並びを確かめられます。同じファイル"
                                              "を二度読み込んでも、二重にはなりません。",
                                   .help_en = "A CSV with a line of headings; the template shows its "
                                              "columns. The same file again changes nothing."}),
    field<&StaffImportForm::date>("着任日", "Day",
                                  {.help_ja = "着任日の欄がない行、空いている行に使う日です。例: R9.4.1。",
                                   .help_en = "For lines that name no day of arrival. Example: 2027-04-01."}),
};

}  // namespace

constinit record::Schema const account_form =
    record::schema<AccountForm>("account_form", "", "アカウントの発行", "Issuing an account", account_fields);
constinit record::Schema const merged_section_form = record::schema<MergedSectionForm>(
    "merged_section_form", "", "統合される課", "A section that is merged", section_fields);
constinit record::Schema const staff_import_form = record::schema<StaffImportForm>(
    "staff_import_form", "", "名簿の取込み", "Taking in a staff list", import_fields);

}  // namespace modules::organization
