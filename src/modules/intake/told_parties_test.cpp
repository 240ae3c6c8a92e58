#include "modules/intake/told_parties.h"

#include "platform/registry/records.h"
#include "platform/store/temporary_store.h"

#include <doctest/doctest.h>

#include <exception>
#include <string>
#include <thread>
#include <vector>

namespace modules::intake {

namespace {

namespace registry = platform::registry;
namespace store = platform::store;

struct Desk {
    store::TemporaryStore temporary;
    platform::recognition::Recogniser recogniser{nullptr, std::string(32, 'k')};

    void take_in(std::string const& number) {
        temporary.store().write([&](store::Transaction& transaction) {
            Consultation consultation;
            consultation.number = number;
            consultation.narrative = "不審な電話";
            consultation.caller_name = "佐藤 " + number;
            consultation.caller_phone = "090-1234-5678";
            consultation.victim_name = "株式会社みやぎ";
            consultation.victim_contact = "法人番号 7000012050002";
            registry::insert(transaction, record::View(consultation_schema, consultation),
                             {base::new_ulid(), base::new_ulid()},
                             {{}, base::Instant{1'700'000'000'000}, "test", {}});
        });
    }
    void change(std::string_view sql, store::Values const& values = {}) {
        temporary.store().write([&](store::Transaction& transaction) { transaction.execute(sql, values); });
    }
    // All parties as told and all keys, as one text.
    std::string stored() {
        std::string text;
        temporary.store().read([&](store::Reader& reader) {
            reader.each(
                "SELECT p.role, p.name, p.phones, p.corporate_number, r.number FROM party p JOIN "
                "consultations "
                "r ON r.id = p.record_id ORDER BY r.number, p.role",
                {}, [&](store::Row const& row) {
                    for (std::size_t i = 0; i < row.size(); ++i) {
                        text.append(row.text(i)).append(" ");
                    }
                });
            reader.each(
                "SELECT k.key FROM party_key k JOIN party p ON p.seq = k.party ORDER BY p.seq, k.key", {},
                [&](store::Row const& row) { text.append(std::to_string(row.integer(0))).append(" "); });
        });
        return text;
    }
    void fill() {
        fill_parties(temporary.store(), recogniser, [](std::size_t) {});
    }
};

}  // namespace

TEST_CASE("keys are made anew from where an interrupted run ended, and what was told stays") {
    Desk desk;
    for (auto const* number : {"1", "2", "3", "4"}) {
        desk.take_in(number);
    }
    desk.fill();
    auto const whole = desk.stored();
    CHECK(whole.find("7000012050002") != std::string::npos);
    SUBCASE("of another version, begun from the start") {
        desk.change("DELETE FROM party_key");
        desk.change("UPDATE party_state SET keys_version = 0");
        desk.fill();
        CHECK(desk.stored() == whole);
    }
    SUBCASE("ended after the second record: those behind it lack their keys") {
        desk.change(
            "DELETE FROM party_key WHERE party IN (SELECT p.seq FROM party p JOIN consultations r ON "
            "r.id = p.record_id WHERE r.seq > 2)");
        desk.change("UPDATE party_state SET filled_to = 2");
        CHECK(desk.stored() != whole);
        desk.fill();
        CHECK(desk.stored() == whole);
    }
    SUBCASE("what is done already is not done again") {
        desk.change("UPDATE party_state SET filled_to = 4");
        desk.change("DELETE FROM party_key");
        desk.fill();
        CHECK(desk.stored() != whole);
    }
    desk.fill();
    desk.temporary.store().read(
        [&](store::Reader& reader) { CHECK(reader.first("SELECT filled_to FROM party_state")->is_null(0)); });
}

TEST_CASE("two that fill the index at once, and one that is ended on its way, leave what one alone leaves") {
    Desk desk;
    constexpr int records = 450;  // more than are filled at once
    for (int i = 1; i <= records; ++i) {
        desk.take_in(std::to_string(10'000 + i));
    }
    desk.fill();
    auto const whole = desk.stored();
    auto const begin_anew = [&] {
        desk.change("DELETE FROM party_key");
        desk.change("UPDATE party_state SET keys_version = 0, filled_to = NULL");
        REQUIRE(desk.stored() != whole);
    };
    SUBCASE("two at once") {
        begin_anew();
        std::vector<std::jthread> both;
        for (int i = 0; i < 2; ++i) {
            both.emplace_back([&] { desk.fill(); });
        }
        both.clear();
        CHECK(desk.stored() == whole);
    }
    SUBCASE("a record taken in meanwhile is there once") {
        begin_anew();
        std::jthread filling([&] { desk.fill(); });
        desk.take_in("99999");
        filling.join();
        desk.fill();
        auto const more = desk.stored();
        begin_anew();
        desk.fill();
        CHECK(desk.stored() == more);
    }
    SUBCASE("ended at any step, what was not committed is made again") {
        begin_anew();
        struct Ended : std::exception {};
        auto const ended = [&] {
            desk.temporary.store().write([&](store::Transaction& transaction) {
                transaction.execute("DELETE FROM party_key");
                throw Ended();
            });
        };
        CHECK_THROWS_AS(ended(), Ended);
        desk.fill();
        CHECK(desk.stored() == whole);
    }
}

}  // namespace modules::intake
