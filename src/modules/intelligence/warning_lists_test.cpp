#include "modules/intelligence/warning_lists.h"

#include "modules/intelligence/house_test.h"
#include "modules/intelligence/imports.h"

#include <doctest/doctest.h>

namespace modules::intelligence {

namespace {

using engine::observables::Type;

constexpr auto platforms = R"({"name":"Top sites","type":"hostname","version":3,
  "matching_attributes":["domain","hostname","url"],"list":["google.com","github.io","example.com"]})";

WarningLists load(TestHouse& house) {
    WarningLists lists;
    house.folder.store().read([&](platform::store::Reader& reader) {
        lists = load_warning_lists(reader, house.folder.folder() / "ours");
    });
    return lists;
}

bool has_host(std::vector<platform::recognition::Recognised> const& found) {
    return !found.at(0).hosts.empty();
}

}  // namespace

TEST_CASE("lists are stored by name, skipped when unchanged, replaced when changed, with one journal entry") {
    TestHouse house;
    house.file("lists/top/list.json", platforms);
    house.file("lists/broken/list.json", R"({"name":"x","type":"hostname"})");
    house.file("lists/nets/list.json", R"({"name":"Nets","type":"cidr","list":["10.0.0.0/8","no net"]})");
    auto const head = house.number("SELECT count(*) FROM journal");
    auto const folder = house.folder.folder() / "lists";
    auto const report = import_warninglists(house.platform, folder);
    CHECK(report.files == 3);
    CHECK(report.added == 2);
    CHECK(report.refused == 1);
    CHECK(report.refusals.count() == 2);
    CHECK(house.number("SELECT count(*) FROM journal") == head + 1);
    auto const again = import_warninglists(house.platform, folder);
    CHECK(again.unchanged == 2);
    CHECK(again.added == 0);
    CHECK(house.number("SELECT count(*) FROM journal") == head + 1);
    auto const path =
        house.file("lists/nets/list.json", R"({"name":"Nets","type":"cidr","list":["10.0.0.0/9"]})");
    CHECK(import_warninglists(house.platform, path).changed == 1);
    CHECK(house.number("SELECT count(*) FROM warning_list") == 2);
}

TEST_CASE(
    "a listed host does not link by itself, its whole address does; a customer's name below it is not the "
    "platform") {
    TestHouse house;
    CHECK(import_warninglists(house.platform, house.file("list.json", platforms)).nothing_refused());
    house.file("ours/public-platforms.yaml", "source: ours\nhosts:\n  - line.me\n  - pages.dev\n  - go.jp\n");
    auto const lists = load(house);
    CHECK(lists.lists == 2);
    CHECK(lists.refusals.empty());
    house.recogniser.use_lists(lists.matcher);
    CHECK(lists.matcher->names(Type::domain, "docs.google.com") ==
          std::vector<std::string_view>{"Top sites"});
    CHECK(lists.matcher->names(Type::domain, "line.me") == std::vector<std::string_view>{"public-platforms"});
    CHECK(lists.matcher->match(Type::domain, "evil.github.io").empty());
    CHECK(lists.matcher->match(Type::domain, "evil.pages.dev").empty());
    CHECK_FALSE(lists.matcher->match(Type::domain, "www.npa.go.jp").empty());
    CHECK(lists.matcher->match(Type::domain, "www.example.com").empty());
    CHECK_FALSE(has_host(house.recogniser.recognise("https://docs.google.com/forms/d/abc")));
    CHECK(has_host(house.recogniser.recognise("https://evil.github.io/login")));

    auto const first = house.add_case(house.section, "https://docs.google.com/forms/d/abc に入力した");
    auto const same = house.add_case(house.section, "https://docs.google.com/forms/d/abc から連絡");
    house.add_case(house.section, "https://docs.google.com/forms/d/other を見た");
    auto const token = house.sign_in("tanaka");
    auto const whole = house.ask(token, platform::http::Method::get, "/observables",
                                 {{"value", "https://docs.google.com/forms/d/abc"}});
    REQUIRE(whole.status == 200);
    CHECK(whole.at("/hits").as_array().size() == 1);
    CHECK(whole.at("/hits/0/count").as_int64() == 2);
    CHECK(whole.at("/hits/0/by").as_string() == "value");
    CHECK(whole.at("/observable/listed/0").as_string() == "Top sites");
    auto const host =
        house.ask(token, platform::http::Method::get, "/observables", {{"value", "docs.google.com"}});
    CHECK(host.at("/hits").as_array().empty());
    house.folder.store().read([&](platform::store::Reader& reader) {
        platform::access::Actor actor;
        actor.unit = house.section;
        actor.station = house.station;
        actor.roles = {platform::access::Role::hq_analyst};
        auto const links = house.links.links_of(reader, actor, first);
        REQUIRE(links.size() == 1);
        CHECK(links[0].record->id == same);
    });
}

TEST_CASE("values on lists are flagged by an import, and kept") {
    TestHouse house;
    CHECK(import_warninglists(house.platform, house.file("list.json", platforms)).nothing_refused());
    house.recogniser.use_lists(load(house).matcher);
    auto const report = import_indicators(
        house.platform, house.file("list.txt", "https://docs.google.com/x\nhttps://bad-shop.jp/\n"));
    CHECK(report.items_taken == 2);
    CHECK(report.items_listed == 1);
    CHECK(report.listed_by.at("Top sites") == 1);
    CHECK(report.hosts_derived == 1);
    CHECK(house.number("SELECT count(*) FROM feed_item WHERE derived = 0") == 2);
}

TEST_CASE("rented addresses and documentation are not asked, shared and private ones are") {
    formats::warninglists::WarningList list;
    list.type = "cidr";
    list.name = "List of known Amazon AWS IP address ranges";
    list.list = {"203.0.113.0/24", "198.18.0.0/15"};
    CHECK_FALSE(asked_list(list));
    list.name = "List of RFC 5735 CIDR blocks";
    CHECK(asked_list(list)->entries == std::vector<std::string>{"198.18.0.0/15"});
    list.name = "List of known Cloudflare IP ranges";
    CHECK(asked_list(list)->entries.size() == 1);
    list.type = "hostname";
    list.list = {"google.com", ".pages.dev", "com"};
    CHECK(asked_list(list)->entries == std::vector<std::string>{"google.com"});
}

}  // namespace modules::intelligence
