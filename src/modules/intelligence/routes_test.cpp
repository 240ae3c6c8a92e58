#include "modules/intelligence/house_test.h"
#include "modules/intelligence/imports.h"
#include "modules/intelligence/rate_limit.h"

#include <boost/json/serialize.hpp>
#include <doctest/doctest.h>

namespace modules::intelligence {

namespace {

namespace json = boost::json;
using platform::http::Method;

std::string pair(base::Ulid const& a, base::Ulid const& b, std::string const& reason) {
    return json::serialize(
        json::object{{"a", base::to_string(a)}, {"b", base::to_string(b)}, {"reason", reason}});
}

}  // namespace

TEST_CASE(
    "a look-up shows readable records in full and of others the unit to ask only, and both are recorded") {
    TestHouse house;
    house.add_case(house.section, "090-1234-5678 から電話");
    auto const hidden = house.add_case(house.other_section, "09012345678 に振込を求められた");
    auto const token = house.sign_in("tanaka");
    auto const answer = house.ask(token, Method::get, "/observables",
                                  {{"value", "０９０−１２３４−５６７８"}, {"purpose", "折り返しの前に確認"}});
    REQUIRE(answer.status == 200);
    CHECK(answer.at("/observable/type").as_string() == "phone");
    CHECK(answer.at("/hits/0/count").as_int64() == 1);
    CHECK(answer.at("/hits/0/records/0/number").as_string() == "第1号");
    CHECK(answer.at("/hits/0/elsewhere/0/unit/code").as_string() == "S-IZUMI-SEIAN");
    auto const text = json::serialize(answer.body);
    CHECK(text.find(base::to_string(hidden)) == std::string::npos);
    CHECK(text.find("第2号") == std::string::npos);
    CHECK(text.find("件名2") == std::string::npos);
    CHECK(
        house.number(
            "SELECT count(*) FROM access_log WHERE action = 'look_up' AND purpose = '折り返しの前に確認'") ==
        1);
    CHECK(house.number("SELECT count(*) FROM access_log WHERE action = 'blind_hit'") == 1);
}

TEST_CASE("a value of many records is counted whole, shows the newest, and names every other unit") {
    TestHouse house;
    constexpr int ours = 230;  // with the others' more than are read one by one
    house.add_case(house.other_section, "09012345678 に振込を求められた");
    for (int i = 0; i < ours; ++i) {
        // Told twice in one record, it is still one record.
        house.add_case(house.section, i % 10 == 0 ? "090-1234-5678 から電話。再び 09012345678 から"
                                                  : "090-1234-5678 から電話");
    }
    for (int i = 0; i < 205; ++i) {
        house.add_case(house.other_section, "090-1234-5678 に折り返した");
    }
    auto const token = house.sign_in("tanaka");
    auto const answer = house.ask(token, Method::get, "/observables", {{"value", "090-1234-5678"}});
    REQUIRE(answer.status == 200);
    CHECK(answer.at("/hits/0/count").as_int64() == ours);
    REQUIRE(answer.at("/hits/0/records").as_array().size() == 5);
    CHECK(answer.at("/hits/0/records/0/number").as_string() == "第231号");
    CHECK(answer.at("/hits/0/records/4/number").as_string() == "第227号");
    REQUIRE(answer.at("/hits/0/elsewhere").as_array().size() == 1);
    CHECK(answer.at("/hits/0/elsewhere/0/unit/code").as_string() == "S-IZUMI-SEIAN");
}

TEST_CASE("a look-up finds what feeds know") {
    TestHouse house;
    static_cast<void>(import_indicators(house.platform, house.file("list.txt", "https://bad-shop.jp/pay\n")));
    auto const token = house.sign_in("tanaka");
    auto const answer =
        house.ask(token, Method::get, "/observables", {{"value", "hxxps://bad-shop[.]jp/pay"}});
    REQUIRE(answer.at("/hits").as_array().size() == 2);
    CHECK(answer.at("/hits/0/feeds/0/source").as_string() == "list");
    CHECK(answer.at("/hits/1/by").as_string() == "host");
    auto const feeds = house.ask(token, Method::get, "/feeds");
    CHECK(feeds.at("/items/0/count").as_int64() == 1);
    CHECK(feeds.at("/items/0/complete").as_bool());
    CHECK(feeds.at("/next_cursor").is_null());
}

TEST_CASE("feeds are listed page by page") {
    TestHouse house;
    for (auto const* name : {"f/a.txt", "f/b.txt", "f/c.txt"}) {
        house.file(name, "bad-shop.jp\n");
    }
    static_cast<void>(import_indicators(house.platform, house.folder.folder() / "f"));
    auto const token = house.sign_in("tanaka");
    auto const first = house.ask(token, Method::get, "/feeds", {{"limit", "2"}});
    CHECK(first.at("/items").as_array().size() == 2);
    CHECK(first.at("/items/0/name").as_string() == "c.txt");
    auto const rest =
        house.ask(token, Method::get, "/feeds",
                  {{"limit", "2"}, {"cursor", std::string(first.at("/next_cursor").as_string())}});
    CHECK(rest.at("/items").as_array().size() == 1);
    CHECK(rest.at("/items/0/name").as_string() == "a.txt");
    CHECK(house.ask(token, Method::get, "/feeds", {{"limit", "0"}}).status == 400);
}

TEST_CASE("what is no value, or too long, or asked too often is refused") {
    TestHouse house;
    auto const token = house.sign_in("tanaka");
    CHECK(house.ask(token, Method::get, "/observables").status == 400);
    CHECK(house.ask(token, Method::get, "/observables", {{"value", std::string(5'000, 'a')}}).status == 400);
    CHECK(house.ask(token, Method::get, "/observables", {{"value", "ただの文"}}).at("/observable").is_null());
    for (int i = 1; i < 120; ++i) {
        REQUIRE(house.ask(token, Method::get, "/observables", {{"value", "x"}}).status == 200);
    }
    CHECK(house.ask(token, Method::get, "/observables", {{"value", "x"}}).status == 429);
    auto const other = house.sign_in("sato");
    CHECK(house.ask(other, Method::get, "/observables", {{"value", "x"}}).status == 200);
    house.time.pass(1'000);
    CHECK(house.ask(token, Method::get, "/observables", {{"value", "x"}}).status == 200);
}

TEST_CASE("a separation is remembered in either order, taken back without loss, and made again") {
    TestHouse house;
    auto const a = house.add_case(house.section, "090-1234-5678 から電話");
    auto const b = house.add_case(house.section, "090-1234-5678 に電話");
    auto const token = house.sign_in("tanaka");
    auto const made = house.ask(token, Method::post, "/separations", {}, pair(b, a, "別の家族"));
    REQUIRE(made.status == 201);
    CHECK(made.at("/a").as_string() == base::to_string(a));
    CHECK(house.ask(token, Method::post, "/separations", {}, pair(a, b, "もう一度")).status == 409);
    auto const separated = [&] {
        bool apart = false;
        house.folder.store().read([&](platform::store::Reader& reader) {
            platform::access::Actor actor;
            actor.roles = {platform::access::Role::hq_analyst};
            apart = house.links.links_of(reader, actor, b).at(0).separation.has_value();
        });
        return apart;
    };
    CHECK(separated());
    auto const path = "/separations/" + std::string(made.at("/id").as_string());
    CHECK(house.ask(token, Method::delete_, path).status == 204);
    CHECK_FALSE(separated());
    CHECK(house.ask(token, Method::delete_, path).status == 404);
    auto const again = house.ask(token, Method::post, "/separations", {}, pair(a, b, "やはり別人"));
    CHECK(again.status == 201);
    CHECK(again.at("/id") == made.at("/id"));
    CHECK(separated());
    CHECK(house.number("SELECT count(*) FROM separations") == 1);
    house.folder.store().read([&](platform::store::Reader& reader) {
        CHECK(platform::journal::entries_of(reader, b).size() == 4);  // created, separated, united, separated
        CHECK(platform::journal::verify(reader).findings.empty());
    });
}

TEST_CASE("the strongest link is the first of all links, and of many holders the newest") {
    TestHouse house;
    auto const with_account =
        house.add_case(house.section, "振込先は七十七銀行 本店営業部 普通 7654321、電話は 090-1234-5678");
    base::Ulid newest;
    for (int i = 0; i < 30; ++i) {
        newest = house.add_case(house.section, "090-9999-0000 から電話");
    }
    auto const one =
        house.add_case(house.section, "090-1234-5678 から電話。振込先は七十七銀行 本店営業部 普通 7654321");
    auto const hot = house.add_case(house.section, "090-9999-0000 から電話");
    auto const alone = house.add_case(house.section, "電話があった");
    house.folder.store().read([&](platform::store::Reader& reader) {
        platform::access::Actor actor;
        actor.roles = {platform::access::Role::hq_analyst};
        auto const strongest = house.links.strongest_link(reader, actor, one);
        REQUIRE(strongest);
        CHECK(strongest->record->id == with_account);
        CHECK(strongest->reasons.size() == 2);
        CHECK(house.links.links_of(reader, actor, one).front().record->id == with_account);
        CHECK(house.links.links_of(reader, actor, hot).size() == 30);
        CHECK(house.links.strongest_link(reader, actor, newest));
        CHECK_FALSE(house.links.strongest_link(reader, actor, alone));
    });
}

TEST_CASE("nobody separates what he cannot read, the same record, or without a reason") {
    TestHouse house;
    auto const mine = house.add_case(house.section, "090-1234-5678 から電話");
    auto const theirs = house.add_case(house.other_section, "090-1234-5678 に電話");
    auto const token = house.sign_in("tanaka");
    CHECK(house.ask(token, Method::post, "/separations", {}, pair(mine, theirs, "別人")).status == 404);
    CHECK(house.ask(token, Method::post, "/separations", {}, pair(mine, mine, "別人")).status == 422);
    CHECK(house.ask(token, Method::post, "/separations", {}, pair(mine, theirs, "")).status == 422);
    CHECK(house.ask(token, Method::post, "/separations", {}, R"({"a":"","b":"x","reason":"y"})").status ==
          422);
    CHECK(house.ask(token, Method::delete_, "/separations/" + base::to_string(mine)).status == 404);
    auto const analyst = house.sign_in("analyst");
    CHECK(house.ask(analyst, Method::post, "/separations", {}, pair(mine, theirs, "別人")).status == 201);
}

TEST_CASE("a bucket refills with time and says how long to wait") {
    RateLimit limit(2, std::chrono::seconds(60));
    auto const account = base::new_ulid();
    CHECK(limit.take(account, {1'000'000}).count() == 0);
    CHECK(limit.take(account, {1'000'000}).count() == 0);
    CHECK(limit.take(account, {1'000'000}) == std::chrono::seconds(30));
    CHECK(limit.take(account, {1'029'999}) == std::chrono::milliseconds(1));
    CHECK(limit.take(account, {1'030'000}).count() == 0);
    CHECK(limit.take(base::new_ulid(), {1'030'000}).count() == 0);
}

}  // namespace modules::intelligence
