#include "modules/intelligence/imports.h"

#include "modules/intelligence/house_test.h"
#include "platform/journal/journal.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace modules::intelligence {

namespace {

std::string attribute(std::string const& type, std::string const& value) {
    return fmt::format(R"({{"uuid":"","type":"{}","value":"{}","comment":"見本","timestamp":"1784461860"}})",
                       type, value);
}

std::string event(std::string const& uuid, std::string const& attributes) {
    return fmt::format(
        R"({{"Event":{{"uuid":"{}","info":"偽通販","date":"2026-07-01","Orgc":{{"name":"見本機関"}},"Attribute":[{}]}}}})",
        uuid, attributes);
}

constexpr auto uuid_1 = "11111111-2222-3333-4444-555555555501";
constexpr auto uuid_2 = "11111111-2222-3333-4444-555555555502";

bool adds_up(ImportReport const& report) {
    return report.items == report.items_taken + report.items_unchanged + report.items_without_type +
                               report.items_refused &&
           report.events ==
               report.events_added + report.events_changed + report.events_unchanged + report.events_refused;
}

}  // namespace

TEST_CASE("an event's values are normalised, their hosts added, and one journal entry stands for the batch") {
    TestHouse house;
    auto const path =
        house.file("event.json", event(uuid_1, attribute("url", "hxxps://Shop.Bad-Shop.jp/a?b=1") + "," +
                                                   attribute("ip-dst", "203.0.113.9") + "," +
                                                   attribute("text", "ただの文") + "," +
                                                   attribute("email-src", "a@bad-shop.jp")));
    auto const head = house.number("SELECT count(*) FROM journal");
    auto const report = import_misp(house.platform, path);
    CHECK(report.files == 1);
    CHECK(report.events_added == 1);
    CHECK(report.items == 4);
    CHECK(report.items_taken == 3);
    CHECK(report.items_without_type == 1);
    CHECK(report.without_type.at("text") == 1);
    CHECK(report.hosts_derived == 1);
    CHECK(report.nothing_refused());
    CHECK(adds_up(report));
    CHECK(house.number(
              "SELECT count(*) FROM observable WHERE type = 'domain' AND value = 'shop.bad-shop.jp'") == 1);
    CHECK(house.number("SELECT count(*) FROM feed_item WHERE derived = 1") == 1);
    CHECK(house.number("SELECT count(*) FROM feed_event WHERE source = '見本機関' AND name = '偽通販' AND "
                       "length(digest) = 32") == 1);
    CHECK(house.number("SELECT count(*) FROM journal") == head + 1);
    house.folder.store().read(
        [](platform::store::Reader& reader) { CHECK(platform::journal::verify(reader).findings.empty()); });
}

TEST_CASE("the same event is skipped, a changed one replaced") {
    TestHouse house;
    house.file("feed/one.json", event(uuid_1, attribute("domain", "one.bad-shop.jp") + "," +
                                                  attribute("domain", "two.bad-shop.jp")));
    auto const folder = house.folder.folder() / "feed";
    CHECK(import_misp(house.platform, folder).items_taken == 2);
    auto const again = import_misp(house.platform, folder);
    CHECK(again.events_unchanged == 1);
    CHECK(again.items_unchanged == 2);
    CHECK(again.items_taken == 0);
    CHECK(adds_up(again));
    house.file("feed/one.json", event(uuid_1, attribute("domain", "three.bad-shop.jp")));
    auto const changed = import_misp(house.platform, folder);
    CHECK(changed.events_changed == 1);
    CHECK(changed.items_taken == 1);
    CHECK(house.number("SELECT count(*) FROM feed_item") == 1);
    CHECK(house.number("SELECT count(*) FROM feed_event") == 1);
    CHECK(house.number("SELECT count(*) FROM feed_item i JOIN observable o ON o.seq = i.observable "
                       "WHERE o.value = 'three.bad-shop.jp'") == 1);
}

TEST_CASE("odd, cut and foreign files are refused by name and reason while the rest goes on") {
    TestHouse house;
    auto const whole = event(uuid_1, attribute("domain", "one.bad-shop.jp"));
    house.file("feed/a-good.json", whole);
    auto const cut = event(uuid_2, attribute("domain", "two.bad-shop.jp"));
    house.file("feed/b-cut.json", cut.substr(0, cut.size() - 3));
    house.file("feed/c-foreign.json", R"({"a":1})");
    house.file("feed/d-no-json.json", "<html>");
    house.file("feed/deep/e-good.json",
               event("11111111-2222-3333-4444-555555555503", attribute("domain", "no host at all") + "," +
                                                                 attribute("md5", "zz") + "," +
                                                                 attribute("domain", "five.bad-shop.jp")));
    house.file("feed/README.adoc", "not looked at");
    auto const report = import_misp(house.platform, house.folder.folder() / "feed");
    CHECK(report.files == 5);
    CHECK(report.events_added == 2);
    CHECK(report.items_taken == 2);
    CHECK(report.events_refused == 1);
    CHECK(report.items_refused == 3);
    CHECK(adds_up(report));
    auto const refused = [&](std::string const& file) {
        return std::count_if(
            report.refusals.told.begin(), report.refusals.told.end(), [&](Refusal const& refusal) {
                return refusal.file == file && !refusal.reason.ja.empty() && !refusal.reason.en.empty();
            });
    };
    CHECK(refused("a-good.json") == 0);
    CHECK(refused("b-cut.json") >= 1);
    CHECK(refused("c-foreign.json") == 1);
    CHECK(refused("d-no-json.json") == 1);
    CHECK(refused("deep/e-good.json") == 2);
    CHECK(house.number("SELECT count(*) FROM observable WHERE value = 'two.bad-shop.jp'") == 0);
    // The cut file comes again, whole.
    house.file("feed/b-cut.json", event(uuid_2, attribute("domain", "two.bad-shop.jp")));
    CHECK(import_misp(house.platform, house.folder.folder() / "feed").events_added == 1);
}

TEST_CASE("what a feed says of the type decides where a report would read something else") {
    TestHouse house;
    auto const path = house.file(
        "event.json", event(uuid_1, attribute("domain", "Invoice.ZIP") + "," +
                                        attribute("domain", "pub-5f8c8eaff71b48eb97dfe35290b55d11.r2.dev") +
                                        "," + attribute("url", "https://bad-shop.jp/login.php?id=5****") +
                                        "," + attribute("filename", "%TEMP%\\\\Control Panel.lnk") + "," +
                                        attribute("domain", "203.0.113.5/x")));
    auto const report = import_misp(house.platform, path);
    CHECK(report.items_taken == 4);
    CHECK(report.items_refused == 1);
    auto const has = [&](std::string const& type, std::string const& value) {
        bool found = false;
        house.folder.store().read([&](platform::store::Reader& reader) {
            found = reader.first("SELECT 1 FROM observable WHERE type = ? AND value = ?", {type, value})
                        .has_value();
        });
        return found;
    };
    CHECK(has("domain", "invoice.zip"));
    CHECK(has("domain", "pub-5f8c8eaff71b48eb97dfe35290b55d11.r2.dev"));
    CHECK(has("url", "https://bad-shop.jp/login.php?id=5****"));
    CHECK(has("domain", "bad-shop.jp"));
    CHECK(has("filename", "%TEMP%\\Control Panel.lnk"));
}

TEST_CASE("a feed folder is read by its manifest; what it names and does not hold is refused") {
    TestHouse house;
    house.file("feed/manifest.json",
               fmt::format(R"({{"{}":{{"info":"a"}},"{}":{{"info":"b"}}}})", uuid_1, uuid_2));
    house.file(fmt::format("feed/{}.json", uuid_1), event(uuid_1, attribute("domain", "one.bad-shop.jp")));
    house.file("feed/other.json", R"({"no":"event"})");
    auto const report = import_misp(house.platform, house.folder.folder() / "feed");
    CHECK(report.events_added == 1);
    REQUIRE(report.refusals.told.size() == 1);
    CHECK(report.refusals.told[0].file == fmt::format("{}.json", uuid_2));
    CHECK_THROWS_AS(static_cast<void>(import_misp(house.platform, house.folder.folder() / "absent")),
                    base::Problem);
}

TEST_CASE("a large event goes in batches and becomes complete with the last one") {
    TestHouse house;
    std::string attributes;
    for (int i = 0; i < 2'500; ++i) {
        attributes.append(i == 0 ? "" : ",").append(attribute("domain", fmt::format("h{}.bad-shop.jp", i)));
    }
    auto const path = house.file("event.json", event(uuid_1, attributes));
    auto const head = house.number("SELECT count(*) FROM journal");
    std::size_t told = 0;
    ImportOptions options;
    options.source = "見本";
    options.progress = [&](ImportProgress const& progress) { told = progress.items; };
    auto const report = import_misp(house.platform, path, options);
    CHECK(report.items_taken == 2'500);
    CHECK(told == 2'500);
    CHECK(house.number("SELECT count(*) FROM feed_item") == 2'500);
    CHECK(house.number("SELECT count(*) FROM journal") == head + 3);
    CHECK(house.number("SELECT count(*) FROM feed_event WHERE source = '見本' AND length(digest) = 32") == 1);
}

TEST_CASE("a plain list is taken line by line, skipped when unchanged, replaced when changed") {
    TestHouse house;
    auto const path = house.file("list.txt",
                                 "# 見本\nbad-shop.jp\nbad-shop.jp:8080/gate.php\n203.0.113.7:8080\n"
                                 "da39a3ee5e6b4b0d3255bfef95601890afd80709 # 空\nwhat is this\n");
    auto const report = import_indicators(house.platform, path);
    CHECK(report.items_taken == 4);
    CHECK(report.items_refused == 1);
    CHECK(adds_up(report));
    REQUIRE(report.refusals.told.size() == 1);
    CHECK(report.refusals.told[0].place == "line 6");
    CHECK(house.number("SELECT count(*) FROM observable WHERE type = 'ipv4' AND value = '203.0.113.7'") == 1);
    CHECK(house.number("SELECT count(*) FROM observable WHERE type = 'sha1'") == 1);
    CHECK(house.number("SELECT count(*) FROM feed_event WHERE source = 'list'") == 1);
    auto const again = import_indicators(house.platform, path);
    CHECK(again.events_unchanged == 1);
    CHECK(again.items_unchanged == 4);
    house.file("list.txt", "other-shop.jp\n");
    CHECK(import_indicators(house.platform, path).events_changed == 1);
    CHECK(house.number("SELECT count(*) FROM feed_item") == 1);
}

TEST_CASE("an import whose write fails leaves no half event that counts as complete") {
    TestHouse house;
    platform::store::TemporaryStore broken([fail = std::make_shared<int>(0)](std::string_view sql) {
        bool const fills =
            sql.starts_with("INSERT INTO \"feed_item\"") || sql.starts_with("COPY \"feed_item\"");
        if (fills && ++*fail == 1) {
            throw base::Problem(base::Problem::unavailable, "ディスク", "disk");
        }
    });
    platform::Platform platform{broken.store(), house.time,       house.router, house.guard,
                                house.live,     house.recogniser, house.rules,  house.kinds,
                                house.calendar, "node",           true};
    auto const path = house.file("event.json", event(uuid_1, attribute("domain", "one.bad-shop.jp")));
    CHECK_THROWS_AS(static_cast<void>(import_misp(platform, path)), base::Problem);
    auto const report = import_misp(platform, path);
    CHECK(report.events_added == 1);
    CHECK(report.items_taken == 1);
}

}  // namespace modules::intelligence
