#include "modules/intake/guidance_sheet.h"

#include "platform/documents/press.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>

#include <memory>

namespace modules::intake {

namespace {

std::shared_ptr<platform::tables::Active const> tables(std::string_view words) {
    std::string yaml =
        "kind: guidance\nversion: 1\nsource: s\nguidance:\n"
        "  keep: {title_ja: \"{証拠|しょうこ}\", title_en: Evidence, ja: \"";
    yaml.append(words).append(
        "\", en: Keep it., easy: \"{消|け}さないで\", contacts: ["
        "{ja: \"{窓口|まどぐち}\", en: Desk, contact: \"188\", hours: \"{平日|へいじつ}\", hours_en: "
        "weekdays, source: s, "
        "verified: true}, "
        "{ja: 他, contact: a.example, source: s, verified: false}, "
        "{ja: 未, contact: 番号は要確認, source: s, verified: false}]}\n"
        "  bare: {title_ja: 題, title_en: t, ja: 文, en: x}\n");
    return platform::tables::compile({{"guidance.yaml", yaml}}, "7");
}

SheetContent content_of(SheetLanguage language) {
    return sheet_content(*tables("{消|け}さないでください。"), {{"keep", "bare"}, language, true, "水曜に"});
}

}  // namespace

TEST_CASE("a sheet takes each text in its language, with the desks that a caller can use") {
    auto const japanese = content_of(SheetLanguage::ja);
    CHECK(japanese.tables_version == "7");
    REQUIRE(japanese.items.size() == 2);
    CHECK(japanese.items[0].text == "{消|け}さないでください。");
    REQUIRE(japanese.items[0].contacts.size() == 2);  // what is still to be entered is no contact
    CHECK(japanese.items[0].contacts[0] == SheetContact{"{窓口|まどぐち}", "188", "{平日|へいじつ}", true});
    CHECK(!japanese.items[0].contacts[1].certain);
    auto const easy = content_of(SheetLanguage::easy);
    CHECK(easy.items[0].text == "{消|け}さないで");
    CHECK(easy.items[1].text == "文");  // no easy version: the Japanese one
    auto const english = content_of(SheetLanguage::en);
    CHECK(english.items[0].title == "Evidence");
    CHECK(english.items[0].contacts[0].name == "Desk");
    CHECK(english.items[0].contacts[0].hours == "weekdays");
    CHECK(english.items[0].contacts[1].name == "他");
}

TEST_CASE("what was handed over is the same file for ever, whatever becomes of the texts") {
    platform::documents::Press const press;
    auto content = content_of(SheetLanguage::ja);
    content.at = {1'795'000'000'000};
    content.number = "令和8年 古川第1号";
    content.caller = "𠮷田 髙子";
    content.unit = "古川署生活安全課";
    content.officer = "警部 高橋 誠";
    content.phone = "022-000-0000";
    content.extension = "5310";
    content.desk = SheetContact{"{相談|そうだん}", "#9110", "", true};
    auto const kept = boost::json::serialize(to_json(content));
    auto const again = sheet_content_from(boost::json::parse(kept).as_object());
    CHECK(again == content);
    CHECK(press.pdf(sheet_document(again)).bytes == press.pdf(sheet_document(content)).bytes);
    auto const changed = sheet_content(*tables("{別|べつ}の文"), {{"keep"}, SheetLanguage::ja, true, ""});
    CHECK(changed.items[0].text != again.items[0].text);
}

TEST_CASE("a sheet names a telephone that can be rung, and never an extension alone") {
    std::string const advice =
        "kind: guidance\nversion: 1\nsource: s\nguidance:\n"
        "  police9110: {title_ja: 題, title_en: t, ja: 文, en: x, contacts: ["
        "{ja: 古い, contact: 022, source: s, verified: false}, "
        "{ja: \"{相談|そうだん}\", en: advice, contact: \"#9110\", source: s, verified: true}]}\n";
    auto const with_line = platform::tables::compile({{"guidance.yaml", advice}}, "7");
    SheetContent unknown;
    unknown.language = SheetLanguage::en;
    reach(unknown, *with_line, {"", "5310"});
    CHECK(unknown.phone.empty());
    CHECK(unknown.extension.empty());
    CHECK(unknown.desk == SheetContact{"advice", "#9110", "", true});

    SheetContent known;
    reach(known, *with_line, {"022-000-0000", "5310"});
    CHECK(known.phone == "022-000-0000");
    CHECK(known.extension == "5310");
    CHECK(!known.desk);

    // Tables without the line: neither is invented.
    SheetContent bare;
    reach(bare, *tables("文"), {"", "5310"});
    CHECK(bare.extension.empty());
    CHECK(!bare.desk);
}

TEST_CASE("a sheet from before telephones were asked for is printed as it was") {
    auto content = content_of(SheetLanguage::ja);
    content.extension = "5310";
    auto kept = to_json(content);
    kept.erase("phone");
    kept.erase("desk");
    CHECK(sheet_content_from(kept) == content);
}

}  // namespace modules::intake
