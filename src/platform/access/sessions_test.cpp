#include "platform/access/sessions.h"

#include "base/problem.h"
#include "platform/access/people_test.h"
#include "platform/journal/journal.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace platform::access {

namespace {

struct SignedInPeople : People {
    Sessions sessions{folder.store(), time, hasher, "node"};

    std::optional<SignedIn> sign_in(std::string const& account, std::string_view password = good_password,
                                    std::string const& address = "192.0.2.1") {
        auto result = sessions.sign_in(account, password, address);
        auto* signed_in = std::get_if<SignedIn>(&result);
        return signed_in == nullptr ? std::nullopt : std::optional(std::move(*signed_in));
    }
    std::int64_t delay(std::string const& account, std::string_view password,
                       std::string const& address = "192.0.2.1") {
        auto const result = sessions.sign_in(account, password, address);
        REQUIRE(std::holds_alternative<Refused>(result));
        return std::get<Refused>(result).retry_after.count();
    }
    std::int64_t count(std::string const& sql) {
        std::int64_t number = 0;
        folder.store().read([&](store::Reader& reader) { number = reader.first(sql)->integer(0); });
        return number;
    }
};

}  // namespace

TEST_CASE(
    "who signs in is known by the token until the day is over, and the store cannot be used to sign in") {
    SignedInPeople people;
    auto const signed_in = people.sign_in("Tanaka");
    REQUIRE(signed_in);
    auto const& token = signed_in->token;
    CHECK(token.size() == 64);
    auto const actor = people.sessions.actor_for(token);
    REQUIRE(actor);
    CHECK(actor->account == people.officer);
    CHECK(actor->unit == people.section);
    CHECK(actor->station == people.station);
    CHECK(actor->has(Role::intake_officer));
    people.folder.store().read([&](store::Reader& reader) {
        auto const stored = reader.first("SELECT id FROM session")->blob(0);
        CHECK(stored == base::as_bytes(base::sha256(token)));
        CHECK_FALSE(people.sessions.actor_for(base::to_hex(stored)));
    });
    for (int hour = 1; hour < 24;
         ++hour) {  // somebody at work: seen every half hour, signed out after twelve
        people.time.pass(base::milliseconds_per_hour / 2);
        CHECK(people.sessions.actor_for(token).has_value());
    }
    people.time.pass(base::milliseconds_per_hour / 2);
    CHECK_FALSE(people.sessions.actor_for(token));
}

TEST_CASE(
    "a session that nobody uses ends after an hour, and what looks at it from outside does not keep it") {
    SignedInPeople people;
    auto const signed_in = people.sign_in("tanaka");
    people.time.pass(59 * base::milliseconds_per_minute);
    CHECK(people.sessions.is_alive(signed_in->session.id));
    people.time.pass(base::milliseconds_per_minute);
    CHECK_FALSE(people.sessions.is_alive(signed_in->session.id));
    CHECK_FALSE(people.sessions.actor_for(signed_in->token));
    CHECK(people.sessions.sweep() == 1);
    CHECK(people.count("SELECT count(*) FROM session") == 0);
}

TEST_CASE("signing out, revoking and sweeping end sessions and tell whose streams are to be closed") {
    SignedInPeople people;
    std::vector<SessionId> ended;
    people.sessions.when_ended([&ended](SessionId const& id) { ended.push_back(id); });
    auto const first = people.sign_in("tanaka");
    auto const second = people.sign_in("tanaka");
    auto const third = people.sign_in("tanaka");
    CHECK(first->token != second->token);
    people.sessions.sign_out(first->session);
    CHECK(ended == std::vector{first->session.id});
    CHECK_FALSE(people.sessions.actor_for(first->token));
    CHECK(people.sessions.actor_for(second->token).has_value());
    CHECK(people.sessions.revoke(people.officer) == 2);
    CHECK(ended.size() == 3);
    CHECK_FALSE(people.sessions.actor_for(second->token));
    CHECK_FALSE(people.sessions.actor_for(third->token));
}

TEST_CASE(
    "a disabled account and a person who has left are refused like a wrong password, running sessions too") {
    SignedInPeople people;
    auto const signed_in = people.sign_in("tanaka");
    people.folder.store().write([&](store::Transaction& tx) {
        set_disabled(tx, account_by_id(tx, people.officer).value(), true, {}, people.time.now());
    });
    CHECK_FALSE(people.sessions.actor_for(signed_in->token));
    CHECK_FALSE(people.sessions.is_alive(signed_in->session.id));
    CHECK(people.delay("tanaka", good_password) == 0);
    people.folder.store().write([&](store::Transaction& tx) {
        set_disabled(tx, account_by_id(tx, people.officer).value(), false, {}, people.time.now());
    });
    CHECK(people.sessions.actor_for(signed_in->token).has_value());
    people.folder.store().write(
        [](store::Transaction& tx) { tx.execute("UPDATE staff SET valid_to = '2024-04-01'"); });
    CHECK_FALSE(people.sessions.actor_for(signed_in->token));
    CHECK_FALSE(people.sign_in("tanaka").has_value());
}

TEST_CASE("guessing is slowed by account and address alike, also for names that do not exist") {
    SignedInPeople people;
    for (auto const* name : {"tanaka", "nobody"}) {
        CAPTURE(name);
        for (int i = 0; i < 5; ++i) {
            CHECK(people.delay(name, "wrong") == 0);
        }
        CHECK(people.delay(name, "wrong") == 1);
        CHECK(people.delay(name, good_password) == 1);  // nothing was checked
    }
    CHECK(people.sign_in("tanaka", good_password, "192.0.2.99")
              .has_value());  // elsewhere the owner still gets in
    people.time.pass(1000);
    CHECK(people.sign_in("tanaka").has_value());
    CHECK(people.delay("tanaka", "wrong") == 0);
}

TEST_CASE("guessing one account from many addresses, or many accounts from one, is slowed too") {
    SignedInPeople people;
    for (int i = 0; i < 20; ++i) {
        CHECK(people.delay("tanaka", "wrong", "198.51.100." + std::to_string(i)) == 0);
    }
    CHECK(people.delay("tanaka", good_password, "198.51.100.200") > 0);
    for (int i = 0; i < 50; ++i) {
        CHECK(people.delay("name" + std::to_string(i), "wrong", "203.0.113.1") == 0);
    }
    CHECK(people.delay("name99", "wrong", "203.0.113.1") > 0);
}

TEST_CASE("many people signing in from one address do not slow each other") {
    SignedInPeople people;
    for (int i = 0; i < 60; ++i) {
        REQUIRE(people.sign_in("tanaka").has_value());
    }
}

TEST_CASE(
    "signing in, out and failing are logged without names typed or passwords, and the log can be proved") {
    SignedInPeople people;
    auto const signed_in = people.sign_in("tanaka");
    people.sessions.sign_out(signed_in->session);
    CHECK(people.delay("tanaka", "my secret by mistake") == 0);
    CHECK(people.delay("my secret typed as a name", "x") == 0);
    people.folder.store().read([&](store::Reader& reader) {
        std::vector<std::string> actions;
        for (auto const& row :
             reader.query("SELECT action, purpose, detail, record_id FROM access_log ORDER BY seq")) {
            actions.push_back(row.text(0));
            CHECK((row.text(1) + row.text(2)).find("secret") == std::string::npos);
            CHECK((row.is_null(3) || row.id(3) == people.officer));
        }
        CHECK(actions ==
              std::vector<std::string>{"sign_in", "sign_out", "sign_in_refused", "sign_in_refused"});
        auto const proof = journal::verify(reader);
        CHECK(proof.findings.empty());
        CHECK(proof.access_entries == 4);
    });
    CHECK(people.count("SELECT failed_attempts FROM account") == 1);
}

TEST_CASE("a hash of an older cost is replaced at the next sign-in") {
    SignedInPeople people;
    PasswordHasher dearer({.passes = 2, .memory = 8192});
    Sessions sessions(people.folder.store(), people.time, dearer, "node");
    CHECK(people.count("SELECT count(*) FROM account WHERE password_hash LIKE '%t=2%'") == 0);
    CHECK(std::holds_alternative<SignedIn>(sessions.sign_in("tanaka", good_password, "192.0.2.1")));
    CHECK(people.count("SELECT count(*) FROM account WHERE password_hash LIKE '%t=2%'") == 1);
    CHECK(std::holds_alternative<SignedIn>(sessions.sign_in("tanaka", good_password, "192.0.2.1")));
}

TEST_CASE("when a station is merged, its people serve in the successor from that day") {
    SignedInPeople people;
    base::Ulid osaki;
    base::Ulid osaki_section;
    people.folder.store().write([&](store::Transaction& tx) {
        osaki = People::add_unit(tx, "S-OSAKI", registry::UnitKind::station, {}, {});
        osaki_section =
            People::add_unit(tx, "S-OSAKI-SEIAN", registry::UnitKind::station_section, osaki, osaki);
        People::set_successor(tx, people.station, osaki, "2026-12-01");
        People::set_successor(tx, people.section, osaki_section, "2026-12-01");
    });
    people.time.set(base::start_of_day_in_japan({2026, 11, 30}));
    CHECK(people.sessions.actor_for(people.sign_in("tanaka")->token)->unit == people.section);
    people.time.set(base::start_of_day_in_japan({2026, 12, 1}));
    auto const actor = people.sessions.actor_for(people.sign_in("tanaka")->token);
    CHECK(actor->unit == osaki_section);
    CHECK(actor->station == osaki);
}

TEST_CASE("tokens that are none are refused without a look into the store") {
    SignedInPeople people;
    for (std::string const& token :
         {std::string(), std::string("x"), std::string(64, '0'), std::string(1'000'000, 'a')}) {
        CHECK_FALSE(people.sessions.actor_for(token));
    }
}

TEST_CASE("account names differ in more than case and hold nothing odd") {
    CHECK(*fold_account_name("Furukawa-Intake") == "furukawa-intake");
    CHECK_FALSE(fold_account_name("田中"));
    CHECK_FALSE(fold_account_name("a b"));
    CHECK_FALSE(fold_account_name("a"));
    CHECK_FALSE(fold_account_name(std::string(65, 'a')));
    People people;
    CHECK_THROWS_AS(people.add("TANAKA", {Role::auditor}, people.section), base::Problem);
}

}  // namespace platform::access
