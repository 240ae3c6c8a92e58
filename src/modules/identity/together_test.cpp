#include "base/problem.h"
#include "modules/identity/decisions.h"
#include "modules/identity/suggestions.h"
#include "platform/access/guard.h"
#include "platform/access/people_test.h"
#include "platform/http/router.h"
#include "platform/live/feed.h"
#include "platform/platform.h"
#include "platform/recognition/recogniser.h"
#include "platform/registry/record_kinds.h"
#include "platform/registry/records.h"
#include "platform/registry/working_calendar.h"
#include "platform/retention/disposal.h"
#include "platform/tables/rules.h"
#include "record/field.h"

#include <boost/json/parse.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace identity_test {

// As much of a consultation as this needs; a module does not know its neighbour. Named, because g++ 12 takes
// two members of a struct in an unnamed namespace for one.
struct Told {
    std::string number;
    std::string subject;
    std::string narrative;
    std::string kind = "consultation";
    std::string status = "accepted";
    std::optional<base::Instant> received_at;
    std::optional<base::Instant> closed_at;
    bool operator==(Told const&) const = default;
};

}  // namespace identity_test

namespace modules::identity {

namespace access = platform::access;
namespace registry = platform::registry;
namespace retention = platform::retention;
namespace store = platform::store;

namespace {

using record::field;
using TestRecord = identity_test::Told;
constexpr record::Field test_fields[] = {
    field<&TestRecord::number>("番号", "Number", {}),
    field<&TestRecord::subject>("件名", "Subject", {}),
    field<&TestRecord::narrative>("要旨", "Text", {}),
    field<&TestRecord::kind>("種類", "Kind", {}),
    field<&TestRecord::status>("状態", "Status", {}),
    field<&TestRecord::received_at>("受理", "Received", {}),
    field<&TestRecord::closed_at>("完結", "Closed", {}),
};
constinit record::Schema const test_schema =
    record::schema<TestRecord>("consultation", "consultations", "相談", "Consultation", test_fields);

using Ids = std::vector<base::Ulid>;

struct House : access::People {
    access::Sessions sessions{folder.store(), time, hasher, "node"};
    access::Guard guard{sessions, platform::http::Transport::plain_loopback};
    platform::http::Router router{
        [this](auto const& route, auto const& request) { return guard.dispatch(route, request); }};
    registry::RecordKinds kinds;
    platform::live::Feed live{folder.store(), kinds};
    platform::recognition::Recogniser recogniser{nullptr, std::string(32, 'k')};
    platform::tables::Rules rules;
    registry::WorkingCalendar calendar{{{1, 2, 3, 4, 5}, 510, 1035}, {}, {}};
    platform::Platform platform{folder.store(), time,  router,   guard,  live, recogniser,
                                rules,          kinds, calendar, "node", true};
    base::Ulid elsewhere;
    access::Actor desk;          // reads what the section took in
    access::Actor headquarters;  // reads everything
    int records = 0;

    House() {
        kinds.add({&test_schema, access::Action::consultation_read, "number", "subject", "received_at",
                   "status", "narrative", "closed_at"});
        folder.store().write([this](store::Transaction& tx) {
            elsewhere = add_unit(tx, "S-IZUMI", registry::UnitKind::station, {}, {});
        });
        desk = {base::new_ulid(), base::new_ulid(),  section, station, {access::Role::intake_officer},
                "desk",           {section, station}};
        headquarters = {base::new_ulid(),
                        base::new_ulid(),
                        base::new_ulid(),
                        base::new_ulid(),
                        {access::Role::hq_guidance},
                        "headquarters",
                        {}};
    }

    base::Ulid record(base::Ulid const& unit, engine::identity::Told const& told) {
        base::Ulid id;
        folder.store().write([&](store::Transaction& tx) {
            TestRecord made;
            made.number = "第" + std::to_string(++records) + "号";
            made.received_at = time.now();
            id = registry::insert(tx, record::View(test_schema, made), {unit, unit},
                                  {{}, time.now(), "create", {}})
                     .id;
            registry::write_parties(tx, "consultation", id, {{"caller", told}});
        });
        return id;
    }
    static engine::identity::Told hanako() {
        engine::identity::Told told;
        told.name = "髙橋 花子";
        told.phones = {"+819012345678"};
        return told;
    }
    base::Ulid caller(base::Ulid const& unit) { return party_of(record(unit, hanako())); }
    base::Ulid party_of(base::Ulid const& record) {
        base::Ulid id;
        folder.store().read(
            [&](store::Reader& reader) { id = registry::parties_of(reader, record).front().id; });
        return id;
    }
    base::Ulid record_of(base::Ulid const& party) {
        base::Ulid id;
        folder.store().read([&](store::Reader& reader) {
            id = reader.first("SELECT record_id FROM party WHERE id = ?", {store::id_value(party)})->id(0);
        });
        return id;
    }

    base::Ulid say(access::Actor const& actor, Verdict verdict, base::Ulid const& a, base::Ulid const& b) {
        return judge(platform, actor, {verdict, a, b, {}}).envelope.id;
    }
    base::Problem::Kind refused(access::Actor const& actor, Verdict verdict, base::Ulid const& a,
                                base::Ulid const& b) {
        try {
            static_cast<void>(say(actor, verdict, a, b));
        } catch (base::Problem const& problem) {
            return problem.kind();
        }
        FAIL("nothing was refused");
        return {};
    }
    Ids together(access::Actor const& actor, base::Ulid const& party) {
        Ids found;
        folder.store().read([&](store::Reader& reader) {
            found = Together({reader, kinds, actor}, {party}).with(party);
        });
        return found;
    }
    // Records of a list that is narrowed to this person.
    std::int64_t listed(access::Actor const& actor, base::Ulid const& party) {
        std::int64_t count = 0;
        folder.store().read([&](store::Reader& reader) {
            count =
                registry::count(reader, test_schema, {registry::person_condition(kinds, actor, {party, {}})});
        });
        return count;
    }
    void dispose(base::Ulid const& party) {
        auto const of = record_of(party);
        folder.store().write([&](store::Transaction& tx) {
            retention::Disposal made;
            made.record_kind = "consultation";
            made.record_id = of;
            made.number = "第1号";
            registry::Change change{{}, time.now(), "propose_disposal", of};
            auto const disposal = registry::insert(tx, record::View(retention::disposal_schema, made),
                                                   {section, section}, change)
                                      .id;
            change = {{}, time.now(), "approve_disposal", {}};
            retention::erase(tx, *kinds.find("consultation"),
                             registry::get(tx, retention::disposal_schema, disposal), change);
        });
    }
};

Ids sorted(Ids ids) {
    std::ranges::sort(ids);
    return ids;
}

}  // namespace

TEST_CASE("two that a reader may read are not one to him over a third that he may not") {
    House house;
    auto const a = house.caller(house.section);
    auto const b = house.caller(house.section);
    auto const hidden = house.caller(house.elsewhere);
    house.say(house.headquarters, Verdict::same, a, hidden);
    house.say(house.headquarters, Verdict::same, hidden, b);
    CHECK(house.together(house.headquarters, b) == sorted({a, b, hidden}));
    CHECK(house.listed(house.headquarters, hidden) == 3);
    CHECK(house.together(house.desk, a) == Ids{a});
    CHECK(house.listed(house.desk, a) == 0);
    CHECK(house.listed(house.desk, hidden) == 0);

    SUBCASE("he may say so himself") {
        house.say(house.desk, Verdict::same, a, b);
        CHECK(house.together(house.desk, a) == sorted({a, b}));
        CHECK(house.listed(house.desk, b) == 2);
        CHECK(house.refused(house.desk, Verdict::same, b, a) == base::Problem::conflict);
    }
    SUBCASE("or that they are not the same, which stands beside what others said") {
        auto const said = house.say(house.desk, Verdict::different, a, b);
        CHECK(house.refused(house.desk, Verdict::same, a, b) == base::Problem::conflict);
        static_cast<void>(withdraw(house.platform, house.desk, said, {}));
        house.say(house.desk, Verdict::same, a, b);
    }
}

TEST_CASE("whoever was put together over a record that is disposed of is so no longer, and may be parted") {
    House house;
    auto const a = house.caller(house.section);
    auto const middle = house.caller(house.section);
    auto const b = house.caller(house.section);
    house.say(house.desk, Verdict::same, a, middle);
    house.say(house.desk, Verdict::same, middle, b);
    CHECK(house.refused(house.desk, Verdict::different, a, b) == base::Problem::conflict);
    house.dispose(middle);
    CHECK(house.together(house.desk, a) == Ids{a});
    house.say(house.desk, Verdict::different, a, b);
}

TEST_CASE("a judgement that is taken back leaves nothing of itself, also when a middle is gone since") {
    House house;
    Ids p;
    for (int i = 0; i < 5; ++i) {
        p.push_back(house.caller(house.section));
    }
    auto const [x, y, a, c, b] = std::tie(p[0], p[1], p[2], p[3], p[4]);
    house.say(house.desk, Verdict::same, x, y);
    house.say(house.desk, Verdict::same, a, c);
    house.say(house.desk, Verdict::same, c, b);
    auto const joined = house.say(house.desk, Verdict::same, x, a);
    CHECK(house.together(house.desk, b).size() == 5);
    SUBCASE("nobody is gone") {
        static_cast<void>(withdraw(house.platform, house.desk, joined, {}));
        CHECK(house.together(house.desk, y) == sorted({x, y}));
        CHECK(house.together(house.desk, b) == sorted({a, b, c}));
    }
    SUBCASE("the middle is disposed of before") {
        house.dispose(c);
        static_cast<void>(withdraw(house.platform, house.desk, joined, {}));
        CHECK(house.together(house.desk, y) == sorted({x, y}));
        CHECK(house.together(house.desk, a) == Ids{a});
        CHECK(house.together(house.desk, b) == Ids{b});
    }
}

TEST_CASE("what is stored with a judgement follows from the two sides alone") {
    House house;
    auto const a = house.caller(house.section);
    auto const b = house.caller(house.section);
    for (auto const* name : {"佐藤 一", "鈴木 二", "高橋 三", "田中 四", "渡辺 五", "伊藤 六"}) {
        auto told = House::hanako();
        told.name = name;
        house.record(house.elsewhere, told);
    }
    auto const stored = judge(house.platform, house.headquarters, {Verdict::same, a, b, {}});
    auto const& shown = stored.record.as<Decision>().shown;
    CHECK(shown.find("電話番号が同じです") != std::string::npos);
    CHECK(shown.find("通りの氏名") == std::string::npos);
}

TEST_CASE("of the telephones that two share, the one that fewest use says most") {
    House house;
    auto told = House::hanako();
    told.phones = {"+81222211111", "+819012345678"};
    auto const of = house.record(house.section, told);
    for (auto const* name : {"佐藤 一", "鈴木 二", "高橋 三", "田中 四", "渡辺 五", "伊藤 六"}) {
        engine::identity::Told other;
        other.name = name;
        other.phones = {"+81222211111"};  // a switchboard
        house.record(house.section, other);
    }
    house.caller(house.section);  // has her own alone
    house.folder.store().read([&](store::Reader& reader) {
        auto const found = suggestions({reader, house.kinds, house.desk}, {told, of, {}});
        REQUIRE(found.size() == 1);
        CHECK(found.front().comparison.score == 85);
    });
}

// Every party is compared with every other, without an index: who shares no key is never worth suggesting.
std::map<base::Ulid, int> plainly(House& house, engine::identity::Told const& told, base::Ulid const& of) {
    std::map<base::Ulid, int> found;
    auto const folded = engine::identity::fold(told);
    auto const keys = engine::identity::keys_of(folded).keys;
    house.folder.store().read([&](store::Reader& reader) {
        auto const all = parties({reader, house.kinds, house.headquarters}, {"1 = 1", {}}, 100'000);
        std::vector<engine::identity::Folded> folds;
        for (auto const& each : all) {
            folds.push_back(engine::identity::fold(each.party.told));
        }
        for (std::size_t at = 0; at < all.size(); ++at) {
            auto const& other = all[at];
            auto const& other_folded = folds[at];
            std::size_t fewest = 0;
            for (auto const& phone : folded.phones) {
                std::set<std::string> names;
                bool held = false;
                for (auto const& one : folds) {
                    bool const has = std::ranges::find(one.phones, phone) != one.phones.end();
                    held = held || has;
                    auto const name = one.name.empty() ? one.kana : one.name;
                    if (has && !name.empty()) {
                        names.insert(name);
                    }
                }
                bool const shared =
                    std::ranges::find(other_folded.phones, phone) != other_folded.phones.end();
                if (shared && held) {
                    fewest = fewest == 0 ? names.size() : std::min(fewest, names.size());
                }
            }
            auto const comparison = engine::identity::compare(folded, other_folded, {fewest});
            if (other.party.record_id != of && comparison.suggested) {
                found.emplace(other.party.id, comparison.score);
            }
        }
    });
    return found;
}

// What the index suggests is what comparing all pairs suggests; of more than are shown, the strongest.
void compare_with_all_pairs(House& house, std::vector<engine::identity::Told> const& people) {
    std::vector<base::Ulid> records;
    for (auto const& told : people) {
        records.push_back(house.record(house.section, told));
    }
    std::size_t suggested = 0;
    for (std::size_t i = 0; i < people.size(); ++i) {
        auto const plain = plainly(house, people[i], records[i]);
        std::map<base::Ulid, int> indexed;
        house.folder.store().read([&](store::Reader& reader) {
            for (auto const& one :
                 suggestions({reader, house.kinds, house.headquarters}, {people[i], records[i], {}})) {
                indexed.emplace(one.candidate.party.id, one.comparison.score);
            }
        });
        CAPTURE(people[i].name);
        CAPTURE(people[i].kana);
        if (plain.size() <= 10) {
            CHECK(indexed == plain);
        } else {
            CHECK(indexed.size() == 10);
            for (auto const& one : indexed) {
                CHECK(plain.at(one.first) == one.second);
            }
        }
        suggested += plain.size();
    }
    CHECK(suggested > people.size() / 4);
}

TEST_CASE("the index suggests what a plain look at all pairs suggests: people at random") {
    House house;
    std::mt19937 random(20261124);
    auto const any = [&](auto const& list) { return list.at(random() % list.size()); };
    std::vector<std::string> const families = {"髙橋", "高橋", "佐藤", "齋藤", "斉藤", "Nguyen"};
    std::vector<std::string> const kana = {"たかはし", "タカハシ", "さとう", "さいとう", "サイト", "グエン"};
    std::vector<std::string> const given = {"花子", "一郎", "健太", "健斗", "An"};
    std::vector<std::string> const given_kana = {"はなこ", "いちろう", "けんた", "けんと", "アン"};
    std::vector<std::string> const phones = {"+819011111111", "+819022222222", "+81222211111"};
    std::vector<std::string> const mails = {"a@mail.example", "b@mail.example"};
    std::vector<std::string> const places = {"仙台市青葉区一番町3-7-1",
                                             "宮城県仙台市青葉区一番町三丁目７－１", "大崎市古川"};
    std::vector<engine::identity::Told> people;
    for (int i = 0; i < 80; ++i) {
        engine::identity::Told told;
        auto const family = random() % families.size();
        auto const first = random() % given.size();
        if (random() % 4 != 0) {
            told.name = families[family] + " " + given[first];
        }
        if (random() % 2 == 0) {
            told.kana = kana[family] + " " + given_kana[first];
        }
        if (random() % 2 == 0) {
            told.phones = {any(phones)};
        }
        if (random() % 4 == 0) {
            told.mails = {any(mails)};
        }
        if (random() % 2 == 0) {
            told.birth_date = base::Date{1950 + static_cast<int>(random() % 3), 5, 1};
        }
        if (random() % 2 == 0) {
            told.address = any(places);
        }
        people.push_back(std::move(told));
    }
    compare_with_all_pairs(house, people);
}

TEST_CASE("the index suggests what a plain look at all pairs suggests: the labelled pairs") {
    House house;
    std::ifstream lines(RENKEI_SOURCE_DIR "/samples/identity.jsonl");
    REQUIRE(lines);
    std::vector<engine::identity::Told> people;
    std::string line;
    for (std::size_t number = 0; std::getline(lines, line); ++number) {
        if (number % 6 != 0) {  // all of them take longer and say no more
            continue;
        }
        auto const pair = boost::json::parse(line);
        for (auto const* side : {"a", "b"}) {
            auto const& told = pair.at(side).as_object();
            auto const text = [&](std::string_view name) {
                auto const* const value = told.if_contains(name);
                return value == nullptr ? std::string() : std::string(value->as_string());
            };
            engine::identity::Told one;
            one.kind = text("kind") == "organization" ? engine::identity::Kind::organization
                                                      : engine::identity::Kind::person;
            one.name = text("name");
            one.kana = text("kana");
            one.address = text("address");
            one.birth_date = base::parse_date(text("birth_date"));
            one.corporate_number = text("corporate_number");
            for (auto const& seen : house.recogniser.recognise(text("phone") + "\n" + text("mail"))) {
                auto& into = seen.key.type == "phone" ? one.phones : one.mails;
                if (seen.key.type == "phone" || seen.key.type == "email") {
                    into.push_back(seen.key.value);
                }
            }
            people.push_back(std::move(one));
        }
    }
    compare_with_all_pairs(house, people);
}

TEST_CASE("who was said not to be the same is not suggested again while the record is written on") {
    House house;
    auto const told = House::hanako();
    auto const of = house.record(house.section, told);
    auto const other = house.caller(house.section);
    StoredPeople const people(house.kinds);
    auto const count = [&] {
        std::size_t hits = 0;
        house.folder.store().read(
            [&](store::Reader& reader) { hits = people.suggest(reader, house.desk, told, of).size(); });
        return hits;
    };
    CHECK(count() == 1);
    house.say(house.desk, Verdict::different, house.party_of(of), other);
    CHECK(count() == 0);
}

}  // namespace modules::identity
