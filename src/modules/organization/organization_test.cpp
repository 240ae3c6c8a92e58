#include "base/problem.h"
#include "modules/organization/accounts.h"
#include "modules/organization/instance.h"
#include "modules/organization/load.h"
#include "modules/organization/session_routes.h"
#include "modules/organization/unit_routes.h"
#include "platform/access/guard.h"
#include "platform/access/people_test.h"
#include "platform/http/problem_response.h"
#include "platform/journal/journal.h"
#include "platform/registry/coordinator.h"
#include "platform/registry/staff.h"
#include "platform/registry/unit.h"
#include "platform/tables/rules.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

namespace modules::organization {

namespace {

namespace access = platform::access;
namespace http = platform::http;
namespace json = boost::json;
namespace registry = platform::registry;
namespace store = platform::store;
using access::Role;

data::Organization const& shipped() {
    static data::Organization const read = read_organization(RENKEI_SOURCE_DIR "/data/organization");
    return read;
}

struct Folder {
    store::TemporaryStore temporary;
    store::Store& store = temporary.store();
    access::SetTime time;
    access::PasswordHasher hasher{access::cheap};

    base::Problem::Kind refusal(std::function<void()> const& attempt) {
        try {
            attempt();
        } catch (base::Problem const& problem) {
            return problem.kind();
        }
        return base::Problem::internal;
    }
    std::int64_t count(std::string_view sql) {
        std::int64_t number = 0;
        store.read([&](store::Reader& reader) { number = reader.first(sql)->integer(0); });
        return number;
    }
};

AccountRequest officer(std::string name = "tanaka") {
    AccountRequest request;
    request.account = std::move(name);
    request.password = access::good_password;
    request.roles = {Role::intake_officer};
    request.unit_code = "S-FURUKAWA-SEIAN";
    request.name = "田中 太郎";
    request.rank = "巡査部長";
    request.post = "主任";
    request.extension = "5310";
    return request;
}

}  // namespace

TEST_CASE("the organisation is loaded once, changes follow the files, a person's correction stays") {
    Folder folder;
    auto organization = shipped();
    auto const first = load_organization(folder.store, folder.time, organization);
    CHECK(first.violations.empty());
    CHECK(first.added == organization.units.size());
    auto const again = load_organization(folder.store, folder.time, organization);
    CHECK(again.added == 0);
    CHECK(again.changed == 0);
    CHECK(again.unchanged == organization.units.size());

    for (auto& unit : organization.units) {
        if (unit.code == "S-FURUKAWA" || unit.code == "S-KAMI") {
            unit.phone = "0229-00-0000";
        }
    }
    folder.store.write([](store::Transaction& tx) {
        tx.execute("UPDATE units SET changed_by = ?, phone = '0229-11-1111' WHERE code = 'S-KAMI'",
                   {store::id_value(base::new_ulid())});
    });
    auto const third = load_organization(folder.store, folder.time, organization);
    CHECK(third.changed == 1);
    CHECK(third.kept == 1);
    folder.store.read([](store::Reader& reader) {
        auto const furukawa = registry::unit_by_code(reader, "S-FURUKAWA");
        CHECK(furukawa->value.phone == "0229-00-0000");
        CHECK(furukawa->envelope.version == 2);
        CHECK(registry::unit_by_code(reader, "S-KAMI")->value.phone == "0229-11-1111");
        // The units of the first load and of the change, and each rank and post.
        CHECK(platform::journal::head(reader) ==
              static_cast<std::int64_t>(2 + shipped().ranks.size() + shipped().posts.size()));
        CHECK(platform::journal::verify(reader).findings.empty());
    });
}

TEST_CASE("units know their station, their successor, and how they are called") {
    Folder folder;
    load_organization(folder.store, folder.time, shipped());
    folder.store.read([](store::Reader& reader) {
        auto const section = registry::unit_by_code(reader, "S-TSUKIDATE-SEIAN");
        REQUIRE(section);
        auto const station = registry::unit_by_code(reader, "S-TSUKIDATE");
        CHECK(section->value.station == station->envelope.id);
        CHECK(station->value.station == station->envelope.id);
        CHECK(registry::unit_ref(reader, section->envelope.id)->name.ja == "築館署生活安全課");
        auto const kurihara = registry::unit_by_code(reader, "S-KURIHARA-SEIAN");
        CHECK(registry::unit_in_force(reader, section->envelope.id, {2025, 3, 20}) == section->envelope.id);
        CHECK(registry::unit_in_force(reader, section->envelope.id, {2025, 3, 21}) == kurihara->envelope.id);
        CHECK(registry::coordinator_of(reader, kurihara->value.station, {2026, 11, 22})->value.code ==
              "S-KURIHARA-SEIAN");
        auto const guidance = registry::unit_by_code(reader, "H-CYBER-GUIDANCE");
        CHECK(registry::unit_by_id(reader, guidance->value.station)->value.code == "H-CYBER");
        CHECK(registry::with_parents(reader, guidance->envelope.id).size() == 3);
        registry::UnitQuery stations{.as_of = base::Date{2025, 3, 21}, .kind = registry::UnitKind::station};
        CHECK(registry::units(reader, stations).size() == 24);
        stations.as_of = base::Date{2022, 9, 28};
        CHECK(registry::units(reader, stations).size() == 25);
    });
}

TEST_CASE("an administrator's account can be made in an empty folder, others need a unit that exists today") {
    Folder folder;
    CHECK_FALSE(accounts_exist(folder.store));
    AccountRequest administrator;
    administrator.account = "root";
    administrator.password = access::good_password;
    administrator.roles = {Role::administrator};
    create_account(folder.store, folder.time, folder.hasher, administrator);
    CHECK(accounts_exist(folder.store));
    load_organization(folder.store, folder.time, shipped());
    create_account(folder.store, folder.time, folder.hasher, officer());
    auto const refused = [&](AccountRequest const& request) {
        return folder.refusal([&] { create_account(folder.store, folder.time, folder.hasher, request); });
    };
    CHECK(refused(officer("TANAKA")) == base::Problem::conflict);
    auto wrong = officer("suzuki");
    wrong.unit_code = "S-NOWHERE";
    CHECK(refused(wrong) == base::Problem::invalid);
    wrong.unit_code = "S-TSUKIDATE-SEIAN";  // merged in 2025
    CHECK(refused(wrong) == base::Problem::invalid);
    wrong.unit_code = "";
    CHECK(refused(wrong) == base::Problem::invalid);
    wrong = officer("suzuki");
    wrong.password = "short";
    CHECK(refused(wrong) == base::Problem::invalid);
    wrong = officer("suzuki");
    wrong.roles = {};
    CHECK(refused(wrong) == base::Problem::invalid);
    CHECK(folder.count("SELECT count(*) FROM account") == 2);
    CHECK(folder.count("SELECT count(*) FROM staff") == 2);
    CHECK(folder.count("SELECT count(*) FROM journal_content WHERE content LIKE '%argon2%'") == 0);
}

TEST_CASE("demonstration and real folders are never mixed") {
    auto const demo = read_demo_accounts(RENKEI_SOURCE_DIR "/data/organization");
    SUBCASE("a demonstration takes only its own accounts and is not served for real") {
        Folder folder;
        open_instance(folder.store, folder.time, Use::demonstration);
        load_organization(folder.store, folder.time, shipped());
        CHECK(create_demo_accounts(folder.store, folder.time, folder.hasher, demo, shipped()) ==
              demo.accounts.size());
        CHECK(create_demo_accounts(folder.store, folder.time, folder.hasher, demo, shipped()) == 0);
        CHECK(folder.refusal([&] { create_account(folder.store, folder.time, folder.hasher, officer()); }) ==
              base::Problem::conflict);
        CHECK(folder.refusal([&] { open_instance(folder.store, folder.time, Use::real); }) ==
              base::Problem::conflict);
        CHECK_NOTHROW(open_instance(folder.store, folder.time, Use::demonstration));
        CHECK(folder.count("SELECT count(*) FROM staff WHERE rank = '巡査部長'") >= 2);
    }
    SUBCASE("a folder with real accounts is not opened as a demonstration, even if nobody served it yet") {
        Folder folder;
        load_organization(folder.store, folder.time, shipped());
        create_account(folder.store, folder.time, folder.hasher, officer());
        CHECK(folder.refusal([&] { open_instance(folder.store, folder.time, Use::demonstration); }) ==
              base::Problem::conflict);
        CHECK(folder.refusal([&] {
            create_demo_accounts(folder.store, folder.time, folder.hasher, demo, shipped());
        }) == base::Problem::conflict);
    }
}

namespace {

// The module's routes behind the guard. The other parts of Platform are not the organisation's to use.
struct Served : Folder {
    platform::tables::Rules rules;
    access::Sessions sessions{store, time, hasher, "node"};
    access::Guard guard{sessions, http::Transport::plain_loopback};
    http::Router router{
        [this](auto const& route, auto const& request) { return guard.dispatch(route, request); }};
    std::string cookie;
    std::string csrf;

    explicit Served(bool demo = false) {
        load_organization(store, time, shipped());
        create_account(store, time, hasher, officer());
        rules.use(platform::tables::compile(
            {{"guidance.yaml",
              "kind: guidance\nversion: 1\nsource: s\nguidance:\n  bare: {title_ja: 題, "
              "title_en: t, ja: 文, en: x}\n"}},
            "1"));
        Services services{store, time, router, guard, rules, demo};
        auto const parts = std::make_shared<Parts const>(
            Parts{sessions, "1.2.3", read_demo_accounts(RENKEI_SOURCE_DIR "/data/organization")});
        add_session_routes(services, parts);
        add_unit_routes(services);
        guard.check(router);
    }

    struct Answer {
        int status = 0;
        json::value body;
        http::Pairs headers;
        [[nodiscard]] std::string header(std::string_view name) const {
            for (auto const& [key, value] : headers) {
                if (key == name) {
                    return value;
                }
            }
            return {};
        }
    };
    Answer ask(http::Method method, std::string path, http::Pairs query = {}, std::string body = {}) {
        http::Request request;
        request.method = method;
        request.path = std::move(path);
        request.query = std::move(query);
        request.body = std::move(body);
        request.remote_address = "192.0.2.1";
        request.headers = {{"host", "127.0.0.1"}, {"content-type", "application/json"}};
        if (!cookie.empty()) {
            request.headers.emplace_back("cookie", cookie);
            request.headers.emplace_back("x-csrf-token", csrf);
        }
        auto const response =
            http::answer_or_problem({"id", http::Language::ja}, [&] { return router.answer(request); });
        return {response.status, response.body.empty() ? json::value() : json::parse(response.body),
                response.headers};
    }
    Answer sign_in(std::string const& password = std::string(access::good_password)) {
        auto answer = ask(http::Method::post, "/api/v1/sessions", {},
                          R"({"account":"tanaka","password":")" + password + R"("})");
        if (answer.status == 201) {
            auto const set = answer.header("Set-Cookie");
            cookie = set.substr(0, set.find(';'));
            csrf = answer.body.at("csrf_token").as_string();
        }
        return answer;
    }
};

}  // namespace

TEST_CASE("over HTTP one signs in, sees who one is, and signs out") {
    Served served;
    CHECK(served.ask(http::Method::get, "/api/v1/session").status == 401);
    CHECK(served.ask(http::Method::post, "/api/v1/sessions", {}, "{}").status == 422);
    CHECK(served.ask(http::Method::post, "/api/v1/sessions", {}, "[1").status == 400);
    CHECK(served.sign_in("wrong password here").status == 401);
    auto const signed_in = served.sign_in();
    REQUIRE(signed_in.status == 201);
    CHECK(signed_in.header("Set-Cookie").find("HttpOnly; SameSite=Strict") != std::string::npos);
    auto const session = served.ask(http::Method::get, "/api/v1/session");
    CHECK(session.status == 200);
    CHECK(session.body == signed_in.body);
    CHECK(session.body.at("account") == "tanaka");
    CHECK(session.body.at("staff").at("name") == "田中 太郎");
    CHECK(session.body.at("unit").at("name").at("ja") == "古川署生活安全課");
    CHECK(session.body.at("station").at("code") == "S-FURUKAWA");
    CHECK(session.body.at("roles").at(0).at("id") == "intake_officer");
    CHECK(session.body.at("can").at("consultation.create") == true);
    CHECK(session.body.at("can").at("journal.read") == false);
    CHECK(session.body.at("version") == "1.2.3");
    CHECK(served.ask(http::Method::delete_, "/api/v1/session").status == 204);
    CHECK(served.ask(http::Method::get, "/api/v1/session").status == 401);
}

TEST_CASE("after repeated failures the answer is 429 and says when to come back") {
    Served served;
    for (int i = 0; i < 5; ++i) {
        CHECK(served.sign_in("wrong password here").status == 401);
    }
    auto const slowed = served.sign_in();
    CHECK(slowed.status == 429);
    CHECK(slowed.header("Retry-After") == "1");
    served.time.pass(1000);
    CHECK(served.sign_in().status == 201);
}

TEST_CASE("units and staff are listed by date and filter, with no more of a person than is needed") {
    Served served;
    served.sign_in();
    auto const stations = [&](http::Pairs query) {
        query.emplace_back("filter[kind]", "station");
        return served.ask(http::Method::get, "/api/v1/units", std::move(query))
            .body.at("items")
            .as_array()
            .size();
    };
    CHECK(stations({}) == 24);
    CHECK(stations({{"as_of", "2022-09-28"}}) == 25);
    CHECK(stations({{"q", "栗原"}}) == 1);
    auto const bad =
        served.ask(http::Method::get, "/api/v1/units", {{"as_of", "yesterday"}, {"filter[kind]", "club"}});
    CHECK(bad.status == 400);
    CHECK(bad.body.at("violations").as_array().size() == 2);

    auto const staff = served.ask(http::Method::get, "/api/v1/staff", {{"q", "田中"}});
    REQUIRE(staff.body.at("items").as_array().size() == 1);
    auto const& person = staff.body.at("items").at(0).as_object();
    CHECK(person.at("extension") == "5310");
    CHECK_FALSE(person.contains("employee_number"));
    CHECK_FALSE(person.contains("kana"));
    CHECK(served.ask(http::Method::get, "/api/v1/staff", {{"q", "%"}}).body.at("items").as_array().empty());
    std::string path = "/api/v1/staff/";
    CHECK(served.ask(http::Method::get, path.append(person.at("id").as_string())).body.at("name") ==
          "田中 太郎");
    path = "/api/v1/units/";
    auto const unit = served.ask(http::Method::get, path.append(person.at("unit").at("id").as_string()));
    CHECK(unit.body.at("code") == "S-FURUKAWA-SEIAN");
    CHECK(unit.body.at("station").at("code") == "S-FURUKAWA");
    CHECK(unit.header("ETag") == "\"1\"");
    CHECK(served.ask(http::Method::get, "/api/v1/units/nonsense").status == 404);
    CHECK(served.ask(http::Method::get, "/api/v1/units/01ARZ3NDEKTSV4RRFFQ69G5FAV").status == 404);
}

TEST_CASE("the accounts of a demonstration are told only in a demonstration") {
    Served real;
    CHECK(real.ask(http::Method::get, "/api/v1/demo-accounts").status == 404);
    Served demo(true);
    auto const answer = demo.ask(http::Method::get, "/api/v1/demo-accounts");
    CHECK(answer.status == 200);
    CHECK(answer.body.at("items").at(0).at("password") == "renkei-demo");
    CHECK(answer.body.at("items").as_array().size() >= 12);
}

}  // namespace modules::organization
