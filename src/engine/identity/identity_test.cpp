#include "engine/identity/company.h"
#include "engine/identity/compare.h"
#include "engine/identity/names.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace std::string_literals;

namespace identity = engine::identity;

namespace {

identity::Told person(std::string name, std::string kana = {}) {
    identity::Told told;
    told.name = std::move(name);
    told.kana = std::move(kana);
    return told;
}

identity::Told company(std::string name) {
    auto told = person(std::move(name));
    told.kind = identity::Kind::organization;
    return told;
}

identity::Comparison compared(identity::Told const& a, identity::Told const& b) {
    return identity::compare(identity::fold(a), identity::fold(b));
}

bool share_a_key(identity::Told const& a, identity::Told const& b) {
    auto const left = identity::keys_of(identity::fold(a)).keys;
    auto const right = identity::keys_of(identity::fold(b)).keys;
    return std::ranges::any_of(left, [&](auto key) { return std::ranges::binary_search(right, key); });
}

}  // namespace

TEST_CASE("a name is one in any writing") {
    CHECK(identity::fold_name("髙橋　花子") == identity::fold_name("高橋花子"));
    CHECK(identity::fold_name("山﨑 一郎様") == identity::fold_name("山崎一郎"));
    CHECK(identity::fold_name("渡邉 眞") == identity::fold_name("渡邊真"));
    CHECK(identity::fold_name("渡辺 真") == identity::fold_name("渡邊眞"));
    CHECK(identity::fold_name("齋藤 実") == identity::fold_name("斉藤 實"));
    CHECK(identity::fold_name("葛\U000E0100城") == identity::fold_name("葛城"));  // an IVS
    CHECK(identity::fold_name("高橋") != identity::fold_name("高島"));
}

TEST_CASE("a reading is compared as it is heard") {
    CHECK(identity::reading_of("おおた") == identity::reading_of("おうた"));
    CHECK(identity::reading_of("ゆうこ").spelt != identity::reading_of("ゆこ").spelt);
    CHECK(identity::reading_of("ゆうこ").heard == identity::reading_of("ゆこ").heard);
    CHECK(identity::reading_of("やまざき").heard == identity::reading_of("やまさき").heard);
    CHECK(identity::reading_of("さとう").heard != identity::reading_of("かとう").heard);
}

TEST_CASE("foreign names are compared over their writings") {
    CHECK(identity::latin_words("NGUYỄN Văn An") == identity::latin_words("An Nguyen Van"));
    CHECK(compared(person("TANAKA HANAKO"), person("田中 花子", "たなか はなこ")).score == 40);
    CHECK(compared(person("Michael Roberts"), person("マイケル ロバーツ")).reasons.front().points == 28);
}

TEST_CASE("a common name alone never suggests, with a second ground it does") {
    auto a = person("佐藤 健", "さとう けん");
    auto b = person("佐藤　健", "サトウ　ケン");
    CHECK_FALSE(compared(a, b).suggested);
    a.address = "宮城県大崎市古川駅前大通";
    b.address = a.address;
    CHECK_FALSE(compared(a, b).suggested);  // a part of town has many of the name
    a.birth_date = base::Date{1960, 5, 1};
    b.birth_date = base::Date{1960, 5, 1};
    CHECK(compared(a, b).suggested);
    b.birth_date = base::Date{1985, 11, 2};
    CHECK_FALSE(compared(a, b).suggested);
}

TEST_CASE("twins and families on one line are not suggested, and the reason says so") {
    auto a = person("阿部 健太", "あべ けんた");
    auto b = person("阿部 健斗", "あべ けんと");
    for (auto* one : {&a, &b}) {
        one->phones = {"+81229123456"};
        one->birth_date = base::Date{2001, 2, 3};
        one->address = "大崎市古川1-2-3";
    }
    auto const twins = compared(a, b);
    CHECK_FALSE(twins.suggested);
    CHECK(twins.reasons.back().sentence.ja.find("家族") != std::string::npos);
    auto const line = std::ranges::find(twins.reasons, identity::Ground::contact, &identity::Reason::ground);
    REQUIRE(line != twins.reasons.end());
    CHECK(line->points == 15);
}

TEST_CASE("of whom the readings alone are known, another ending of the given name is another person") {
    auto told = [](std::string const& kana) {
        auto one = person("", kana);
        one.phones = {"+819012345678"};
        one.birth_date = base::Date{1980, 1, 2};
        return one;
    };
    auto const twins = compared(told("いとう けんた"), told("イトウ ケント"));
    CHECK_FALSE(twins.suggested);
    CHECK(twins.reasons.back().sentence.ja.find("双子") != std::string::npos);
    CHECK(twins.reasons.back().sentence.en.find("twins") != std::string::npos);
    // A slip is not a name's ending, or stands elsewhere in it.
    CHECK(compared(told("ひろせ まさお"), told("ひろせ まさて")).suggested);
    CHECK(compared(told("たかはし たろう"), told("たかはし てろう")).suggested);
    CHECK(compared(told("さくらい みさき"), told("さくらせ みさき")).suggested);
    // Twins share a house and a date of birth: where the names cannot be compared, those say nothing.
    auto written = person("伊藤 健太");
    auto heard = person("", "いとう けんと");
    written.birth_date = heard.birth_date = base::Date{1980, 1, 2};
    written.address = heard.address = "宮城県名取市増田2丁目4番2号";
    CHECK_FALSE(compared(written, heard).suggested);
    written.phones = heard.phones = {"+819012345678"};
    CHECK(compared(written, heard).suggested);
    // A mail address is somebody's own: with it and all else the same, a person is asked.
    auto a = told("いとう けんた");
    auto b = told("いとう けんと");
    a.mails = b.mails = {"kenta@mail.example"};
    CHECK(compared(a, b).suggested);
}

TEST_CASE("a family name that changed is met by given name and birth with one way to reach her") {
    auto a = person("伊藤 美咲", "いとう みさき");
    auto b = person("佐々木 美咲", "ささき みさき");
    for (auto* one : {&a, &b}) {
        one->birth_date = base::Date{1994, 7, 9};
        one->mails = {"misaki@example.jp"};
    }
    CHECK(compared(a, b).suggested);
    b.mails.clear();
    CHECK_FALSE(compared(a, b).suggested);
}

TEST_CASE("a line that many names use says less") {
    auto a = person("鈴木 一郎");
    auto b = person("鈴木 一郎");
    a.phones = b.phones = {"+81222211111"};
    auto const few = identity::compare(identity::fold(a), identity::fold(b), {1});
    auto const many = identity::compare(identity::fold(a), identity::fold(b), {5});
    CHECK(few.score > many.score);
    CHECK(many.reasons.back().sentence.en.find("company") != std::string::npos);
}

TEST_CASE("companies are one whatever their legal form is written as") {
    CHECK(identity::read_company("株式会社 みやぎ商事").core == identity::read_company("みやぎ商事㈱").core);
    CHECK(identity::read_company("（株）みやぎ商事 仙台支店").core == "みやぎ商事");
    CHECK(identity::read_company("（株）みやぎ商事 仙台支店").branch == "仙台支店");
    CHECK(identity::read_company("みやぎ商事(株)仙台支店").branch == "仙台支店");
    CHECK(identity::read_company("Miyagi Trading Co., Ltd.").core == "miyagitrading");
    auto a = company("株式会社みやぎ商事");
    auto b = company("みやぎ商事（株）");
    CHECK_FALSE(compared(a, b).suggested);
    a.mails = {"info@miyagi-shoji.example"};
    b.mails = {"soumu@miyagi-shoji.example"};
    CHECK(compared(a, b).suggested);
    b.name = "有限会社みやぎ商事";
    CHECK_FALSE(compared(a, b).suggested);
}

TEST_CASE("a corporate number is taken only with its check digit") {
    CHECK(identity::is_corporate_number("7000012050002"));  // 国税庁
    CHECK_FALSE(identity::is_corporate_number("7000012050003"));
    CHECK(identity::corporate_number_in("法人番号 Ｔ７０００ 012 050002 です") == "7000012050002"s);
    CHECK_FALSE(identity::corporate_number_in("070000120500021"));
    auto a = company("株式会社A");
    auto b = company("株式会社エー");
    a.corporate_number = b.corporate_number = "7000012050002";
    CHECK(compared(a, b).suggested == false);  // names that differ must be looked at first
    b.name = "A";
    CHECK(compared(a, b).suggested);
}

TEST_CASE("an address is one in any writing, and a town that has a number in its name is no block") {
    auto const block = [](std::string address) {
        auto told = person("佐藤 健");
        told.address = std::move(address);
        auto const folded = identity::fold(told);
        return folded.town + "|" + folded.block;
    };
    CHECK(block("仙台市青葉区一番町") == "仙台市青葉区一番町|");
    CHECK(block("仙台市青葉区一番町三丁目７－１") == "仙台市青葉区一番町|3-7-1");
    CHECK(block("仙台市青葉区1番町3-7-1") == "仙台市青葉区1番町|3-7-1");
    CHECK(block("中央区八丁堀2-3") == "中央区八丁堀|2-3");
    CHECK(block("古川十二番3号") == "古川|12-3");
    CHECK(block("古川二十番地の五") == "古川|20-5");
    CHECK(block("国分町2-3-4 502") == "国分町|2-3-4");
    CHECK(block("国分町二丁目３番４号 502") == "国分町|2-3-4");
    CHECK(block("国分町2-3-4-502") == "国分町|2-3-4");
    CHECK(block("〒980-0803 仙台市青葉区国分町２丁目３－４　メゾン502") == "仙台市青葉区国分町|2-3-4");
    CHECK(block("古川字本町 12") == "古川字本町|12");
    CHECK(block("大崎市古川") == "大崎市古川|");
    CHECK(block("") == "|");
    auto a = person("佐藤 健");
    auto b = person("佐藤 健");
    a.address = "仙台市青葉区一番町";
    b.address = a.address;
    CHECK(compared(a, b).reasons.back().points == 10);  // a part of town alone
}

TEST_CASE("whoever is told is the same in any writing, and another one is not") {
    auto const print = [](identity::Told const& told) { return identity::fingerprint(identity::fold(told)); };
    auto told = person("髙橋　花子", "タカハシ ハナコ");
    auto const before = print(told);
    told.phones = {"+819012345678"};
    told.name = "高橋花子（旧姓 鈴木）";
    CHECK(print(told) == before);
    told.birth_date = base::Date{1950, 1, 2};
    CHECK(print(told) != before);
    CHECK(print(person("鈴木 花子", "すずき はなこ")) != before);
    CHECK(print({}) != before);
}

TEST_CASE("a remark behind a name in Latin letters is no part of it") {
    CHECK(identity::fold(person("Nguyen Van An (caller)")).latin == identity::latin_words("Nguyen Van An"));
}

TEST_CASE("what is worth comparing shares a key") {
    auto a = person("髙橋 花子", "たかはし はなこ");
    auto b = person("高橋花子");
    CHECK_FALSE(share_a_key(a, b));
    a.birth_date = b.birth_date = base::Date{1950, 1, 2};
    CHECK(share_a_key(a, b));
    b = person("タカハシ ハナコ");
    b.address = "古川駅前大通一丁目2番3号";
    a.address = "宮城県大崎市古川駅前大通１－２－３ メゾン101";
    CHECK(share_a_key(a, b));
    CHECK(compared(a, b).suggested);
    auto const asked = identity::name_keys("タカハシハナコ");
    auto const held = identity::keys_of(identity::fold(person("髙橋 花子", "たかはし　はなこ"))).names;
    CHECK(std::ranges::any_of(asked, [&](auto key) { return std::ranges::binary_search(held, key); }));
}
