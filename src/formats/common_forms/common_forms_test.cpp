#include "formats/common_forms/common_forms.h"

#include "formats/common_forms/labels.h"
#include "formats/spreadsheet/xlsx.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

namespace {

using formats::common_forms::Choice;
using formats::common_forms::FieldValue;
using formats::common_forms::FilledForm;
using formats::common_forms::FormRule;
using formats::common_forms::label_key;
using formats::common_forms::lone_mark;
using formats::common_forms::read_choices;
using formats::common_forms::read_mail_text;
using formats::common_forms::read_rules;
using formats::common_forms::read_workbook;
using formats::common_forms::Target;

std::string bytes_of(std::string const& name) {
    std::ifstream file(std::string(RENKEI_SOURCE_DIR) + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<FormRule> shipped(std::string const& name) {
    auto rules = read_rules(bytes_of("data/forms-in/" + name));
    REQUIRE_MESSAGE(rules,
                    (rules ? "" : rules.violations().front().field + rules.violations().front().reason.en));
    return *rules;
}

formats::spreadsheet::Workbook sample(std::string const& name) {
    auto workbook = formats::spreadsheet::read_xlsx(bytes_of("tests/fuzz/seeds/xlsx/" + name));
    REQUIRE(workbook);
    return *workbook;
}

std::string target(FilledForm const& form, std::string_view name) {
    auto const found = std::ranges::find(form.targets, name, &Target::target);
    return found == form.targets.end() ? "" : found->value;
}

FieldValue field(FilledForm const& form, std::string_view code) {
    auto const found = std::ranges::find(form.fields, code, &FieldValue::code);
    return found == form.fields.end() ? FieldValue{} : *found;
}

}  // namespace

TEST_CASE("a ransomware form is recognised and its values go where they belong") {
    auto const form = read_workbook(sample("ransomware.xlsx"), shipped("common-forms.yaml"));
    REQUIRE(form);
    CHECK(form->form == "nco_ransomware");
    CHECK(form->titled);
    CHECK(form->kind == "report");
    CHECK(form->internal_type == "ランサムウェア");
    CHECK(target(*form, "victim_name") == "株式会社青葉サンプル製作所");
    CHECK(target(*form, "victim_industry") == "製造業");
    CHECK(target(*form, "caller_name") == "髙﨑 一郎");
    CHECK(target(*form, "caller_phone") == "０２２－０００－１２３４");
    CHECK(target(*form, "caller_email") == "soc@aoba-sample.example");
    auto const occurred = std::ranges::find(form->targets, "occurred", &Target::target);
    REQUIRE(occurred != form->targets.end());
    REQUIRE(occurred->time);
    CHECK(base::to_iso(occurred->time->earliest) == "2026-11-14T05:30:00.000Z");
    CHECK(field(*form, "ransom_type").value == "暗号化、リーク示唆");
    CHECK(field(*form, "ransom_type").choices.size() == 3);
    CHECK(field(*form, "intrusion").value == "VPN機器、不明");
    CHECK(field(*form, "intrusion").choices.size() == 3);
    CHECK(field(*form, "intrusion").place == "様式!C14");
    CHECK(field(*form, "extension").value == ".l0cked");
    CHECK(field(*form, "ransom_note").value.find("README_RESTORE.txt") == 0);
    CHECK(field(*form, "indicators").value ==
          "198.51.100.23\nd41d8cd98f00b204e9800998ecf8427e\nevil.example");
    CHECK(form->indicators.find("evil.example\n") != std::string::npos);
    CHECK(field(*form, "sharing").value == "同意する");
    CHECK(field(*form, "notes").value == "別紙のとおり");
    CHECK(field(*form, "notes").place == "様式!B21");
    CHECK(form->narrative.find("侵入経路：VPN機器、不明") != std::string::npos);
    REQUIRE_FALSE(form->unrecognised.empty());
    CHECK(std::ranges::any_of(form->unrecognised, [](auto const& each) {
        return each.label == "担当弁護士" && each.value == "なし";
    }));
    CHECK(form->warnings.at(0).reason.en.find("not checked") != std::string::npos);
}

TEST_CASE("a DDoS form is told from a ransomware form, with drawn check boxes and a time that is no time") {
    auto const form = read_workbook(sample("ddos.xlsx"), shipped("common-forms.yaml"));
    REQUIRE(form);
    CHECK(form->form == "nco_ddos");
    CHECK(field(*form, "ddos_type").value == "T1498.002 リフレクション");
    CHECK(field(*form, "volume").value == "42.5");
    CHECK(field(*form, "duration").value == "3時間");
    CHECK(field(*form, "mitigation").value == "CDN の利用");
    CHECK(field(*form, "mitigation").choices.size() == 2);
    CHECK(target(*form, "occurred").empty());
    CHECK(form->narrative.find("発生日時：11月14日の夜") != std::string::npos);
    CHECK(std::ranges::any_of(form->warnings, [](auto const& each) { return each.field == "Sheet1!C12"; }));
    CHECK(form->indicators.find("https://www.aoba-sample.example/") != std::string::npos);
}

TEST_CASE("a workbook that is no form gives nothing") {
    CHECK_FALSE(read_workbook(sample("transfers.xlsx"), shipped("common-forms.yaml")));
    CHECK_FALSE(read_workbook({}, shipped("common-forms.yaml")));
}

TEST_CASE("a mail of the online desk is read by its lines, and a long value goes on") {
    std::string const text =
        "サイバー事案に関する通報等のオンライン受付窓口から送信されました。\n\n"
        "受付番号：2026-000123\n【氏名】葛󠄀城 花子\nフリガナ：カツラギ "
        "ハナコ\n電話番号：090-1234-5678\nメールアドレス：hanako@example.jp\n"
        "発生日時：令和8年11月20日 21時頃\n希望する連絡時間帯：夜\n"
        "相談内容：\nカードの番号を入れてしまった。\n相手のサイト：https://pay.example/login\n続きの行\n";
    auto const form = read_mail_text("通知", text, shipped("window-mail.yaml"));
    REQUIRE(form);
    CHECK(form->form == "npa_window");
    CHECK(form->titled);
    CHECK(target(*form, "caller_name") == "葛\U000E0100城 花子");
    CHECK(target(*form, "caller_phone") == "090-1234-5678");
    auto const occurred = std::ranges::find(form->targets, "occurred", &Target::target);
    REQUIRE(occurred != form->targets.end());
    CHECK(base::to_iso(occurred->time->earliest) == "2026-11-20T12:00:00.000Z");
    CHECK(field(*form, "details").value ==
          "カードの番号を入れてしまった。\n相手のサイト：https://pay.example/login\n続きの行");
    CHECK(form->indicators.find("https://pay.example/login") != std::string::npos);
    REQUIRE(form->unrecognised.size() == 1);
    CHECK(form->unrecognised[0].label == "希望する連絡時間帯");
    CHECK(form->unrecognised[0].value == "夜");
}

TEST_CASE("an ordinary mail is no form") {
    CHECK_FALSE(
        read_mail_text("お知らせ", "こんにちは。\n詳細：https://a.example/\n", shipped("window-mail.yaml")));
}

TEST_CASE("labels are compared without numbers, marks, notes and widths") {
    auto const key = label_key("発生日時");
    for (std::string_view const text : {"発生日時：", "(1) 発生日時", "１．発生日時（必須）", "■ 発生 日時 ※",
                                        "【発生日時】", "① 発生日時:", "発生日時　"}) {
        CHECK_MESSAGE(label_key(text) == key, text << " gave " << label_key(text));
    }
    CHECK(label_key("ＵＲＬ") == label_key("url"));
}

TEST_CASE("choices are told by their marks") {
    CHECK(read_choices("☑有　□無") == std::vector<Choice>{{"有", true}, {"無", false}});
    CHECK(read_choices("● はい ○ いいえ") == std::vector<Choice>{{"はい", true}, {"いいえ", false}});
    CHECK(read_choices("○ 同意する") == std::vector<Choice>{{"同意する", true}});
    CHECK(read_choices("レ 提出済み").size() == 1);
    CHECK(read_choices("レンタルサーバ").empty());
    CHECK(lone_mark("レ") == true);
    CHECK(lone_mark("□") == false);
    CHECK_FALSE(lone_mark("有"));
}

TEST_CASE("broken rules are refused with their lines") {
    CHECK_FALSE(read_rules("forms: []"));
    auto const rules = read_rules(
        "forms:\n  - code: x\n    label_ja: x\n    label_en: x\n    medium: fax\n    source: x\n    titles: "
        "[x]\n    least_fields: 0\n    fields:\n"
        "      - {code: a, label_ja: a, label_en: a, kind: text, labels: [a], target: nonsense}\n");
    REQUIRE_FALSE(rules);
    CHECK(rules.violations().size() == 3);
    CHECK(rules.violations().back().field == "line 10");
}
