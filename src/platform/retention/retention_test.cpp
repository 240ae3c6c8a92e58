#include "base/problem.h"
#include "platform/files/kept_files.h"
#include "platform/journal/disposal.h"
#include "platform/journal/journal.h"
#include "platform/registry/record_kinds.h"
#include "platform/registry/records.h"
#include "platform/registry/shared_records.h"
#include "platform/registry/sightings.h"
#include "platform/retention/disposal.h"
#include "platform/retention/finish.h"
#include "platform/retention/rules.h"
#include "platform/search/search.h"
#include "platform/store/catalog.h"
#include "platform/store/temporary_store.h"
#include "record/field.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace retention = platform::retention;
namespace registry = platform::registry;
namespace journal = platform::journal;
namespace store = platform::store;
namespace fs = std::filesystem;

namespace retention_test {

// As much of the intake record as this needs; the table's other columns have their defaults. Named, because
// g++ 12 takes two members of a struct in an unnamed namespace for one.
struct Note {
    std::string number;
    std::string kind = "consultation";
    std::string subject;
    std::string narrative;
    std::string caller_phone;
    std::string stat_category;
    std::optional<base::Instant> received_at;
    std::optional<base::Instant> closed_at;
    bool operator==(Note const&) const = default;
};
}  // namespace retention_test

namespace {

using retention_test::Note;

using record::field;
constexpr record::Field note_fields[] = {
    field<&Note::number>("番号", "Number", {}),
    field<&Note::kind>("種別", "Kind", {}),
    field<&Note::subject>("件名", "Subject", {.searchable = true}),
    field<&Note::narrative>("内容", "Narrative", {.searchable = true, .max_length = 100000}),
    field<&Note::caller_phone>("電話", "Phone", {}),
    field<&Note::stat_category>("統計種別", "Category", {}),
    field<&Note::received_at>("受理", "Received", {}),
    field<&Note::closed_at>("完結", "Closed", {}),
};
constinit record::Schema const note_schema =
    record::schema<Note>("consultation", "consultations", "受理票", "Note", note_fields);

constexpr std::string_view secret = "蔵王連峰の秘密口座";
constexpr std::string_view phone = "09081726354";
constexpr base::Instant now{1'790'000'000'000};

struct House {
    store::TemporaryStore folder;
    registry::RecordKinds kinds;
    base::Ulid unit = base::new_ulid();
    fs::path ledger = folder.folder() / "ledger.deletions";
    platform::files::Vault vault{folder.folder()};

    House() {
        kinds.add({&note_schema,
                   platform::access::Action::consultation_read,
                   "number",
                   "subject",
                   "received_at",
                   "status",
                   "narrative",
                   "closed_at",
                   {"kind", "stat_category", "serious_suspected"},
                   {"sealed_text"}});
        folder.store().write([&](store::Transaction& tx) {
            tx.execute("INSERT INTO instance (\"only\", id, created_at, demo) VALUES (1, ?, 1, ?)",
                       {store::id_value(base::new_ulid()), std::int64_t{1}});
        });
    }

    [[nodiscard]] registry::Change change(std::string action) const {
        return {{}, now, std::move(action), {}};
    }

    base::Ulid take_in(std::string const& number, std::string const& words, std::string const& value) {
        base::Ulid id;
        folder.store().write([&](store::Transaction& tx) {
            Note note{number,
                      "consultation",
                      words,
                      words + "から電話 " + value,
                      value,
                      "fraud",
                      base::Instant{1'600'000'000'000},
                      base::Instant{1'610'000'000'000}};
            id = registry::insert(tx, record::View(note_schema, note), {unit, unit}, change("accept")).id;
            registry::write_sightings(
                tx, "consultation", id,
                {{{"phone", "+81" + value.substr(1)}, "narrative", value, 0, 3, "subject"},
                 {{"domain", "shared.example"}, "narrative", "shared.example", 0, 3, "subject"}},
                now);
            tx.execute(
                "INSERT INTO sealed_text (record_id, field, nonce, sealed) VALUES (?, 'narrative', ?, ?)",
                {store::id_value(id), base::Blob{"n"}, base::Blob{words}});
            registry::Decision decision;
            decision.record_kind = "consultation";
            decision.record_id = id;
            decision.table_name = "urgency";
            decision.proposed = "[{\"quote\":\"" + words + "\"}]";
            auto about = change("propose");
            about.about = id;
            registry::insert(tx, record::View(registry::decision_schema, decision), {unit, unit}, about);
        });
        return id;
    }

    void separate(base::Ulid const& a, base::Ulid const& b) {
        folder.store().write([&](store::Transaction& tx) {
            registry::Separation separation{std::min(a, b), std::max(a, b), std::string(secret) + "とは別人",
                                            false};
            auto about = change("separate");
            about.about = a;
            registry::insert(tx, record::View(registry::separation_schema, separation), {unit, unit}, about);
            journal::Entry entry{now, {}, "separate", "separation", b, 1, {}};
            entry.content["after"] = {{"record_a", base::to_string(a)}, {"reason", std::string(secret)}};
            journal::append(tx, entry);
        });
    }

    base::Ulid dispose(base::Ulid const& id, std::string const& number) {
        base::Ulid disposal;
        folder.store().write([&](store::Transaction& tx) {
            retention::Disposal made;
            made.record_kind = "consultation";
            made.record_id = id;
            made.number = number;
            made.kept_until = base::Date{2025, 3, 31};
            auto about = change("propose_disposal");
            about.about = id;
            disposal =
                registry::insert(tx, record::View(retention::disposal_schema, made), {unit, unit}, about).id;
            retention::erase(tx, *kinds.find("consultation"),
                             registry::get(tx, retention::disposal_schema, disposal),
                             change("approve_disposal"));
        });
        return disposal;
    }

    std::int64_t number(std::string_view sql, store::Values const& values = {}) {
        std::int64_t found = 0;
        folder.store().read([&](store::Reader& reader) { found = reader.first(sql, values)->integer(0); });
        return found;
    }
};

// Files of the folder that hold these bytes; on PostgreSQL, tables whose rows do.
std::vector<std::string> holding(House& house, std::string_view bytes) {
    std::vector<std::string> found;
    for (auto const& item : fs::recursive_directory_iterator(house.folder.folder())) {
        if (item.is_regular_file()) {
            std::ifstream stream(item.path(), std::ios::binary);
            std::ostringstream content;
            content << stream.rdbuf();
            if (content.str().find(bytes) != std::string::npos) {
                found.push_back(item.path().filename().string());
            }
        }
    }
    if (house.folder.store().dialect() == "postgresql") {
        house.folder.store().read([&](store::Reader& reader) {
            for (auto const& table : store::table_names(reader)) {
                auto const pattern = "%" + std::string(bytes) + "%";
                if (reader.first(
                        fmt::format("SELECT 1 FROM {} t WHERE CAST(t AS TEXT) LIKE ? LIMIT 1", table),
                        {pattern})) {
                    found.push_back(table);
                }
            }
        });
    }
    return found;
}

std::string all(std::vector<std::string> const& names) {
    std::string text;
    for (auto const& name : names) {
        text.append(name).push_back(' ');
    }
    return text;
}

}  // namespace

TEST_CASE("a record is kept until 31 March of its fiscal year of closing and one more than its years") {
    auto const at = [](int year, int month, int day) {
        return base::start_of_day_in_japan({year, month, day});
    };
    CHECK(retention::kept_until(at(2023, 9, 5), 3) ==
          base::Date{2027, 3, 31});  // printed on a document (11.3)
    CHECK(retention::kept_until(at(2022, 9, 28), 3) == base::Date{2026, 3, 31});
    CHECK(retention::kept_until(at(2023, 3, 31), 1) == base::Date{2024, 3, 31});
    CHECK(retention::kept_until(at(2023, 4, 1), 1) == base::Date{2025, 3, 31});
    for (auto const& today : {base::Date{2027, 3, 31}, base::Date{2027, 4, 1}, base::Date{2028, 1, 1}}) {
        for (auto const& closed : {at(2023, 3, 31), at(2023, 4, 1), at(2023, 9, 5), at(2024, 4, 1)}) {
            CHECK((closed < retention::closed_before(today, 3)) ==
                  (retention::kept_until(closed, 3) < today));
        }
    }
}

TEST_CASE("what was disposed of is nowhere in the folder, and the journal is proved without it") {
    House house;
    auto const gone = house.take_in("令和2年 第1号", std::string(secret), std::string(phone));
    auto const kept = house.take_in("令和2年 第2号", "ほかの相談", "09000000002");
    house.separate(gone, kept);
    house.folder.store().write([&](store::Transaction& tx) {
        tx.execute(
            "INSERT INTO retention_hold (record_id, record_kind, reason, placed_at) VALUES (?, "
            "'consultation', ?, 1)",
            {store::id_value(gone), std::string(secret)});
    });
    auto const own = house.vault.put(platform::files::source_of(secret));
    auto const shared = house.vault.put(platform::files::source_of("両方に添付されたもの"));
    house.folder.store().write([&](store::Transaction& tx) {
        platform::files::name_file(tx, house.vault, own, gone, {1});
        platform::files::name_file(tx, house.vault, shared, gone, {1});
        platform::files::name_file(tx, house.vault, shared, kept, {1});
    });
    REQUIRE_FALSE(holding(house, secret).empty());
    REQUIRE_FALSE(holding(house, phone).empty());
    REQUIRE_FALSE(holding(house, phone.substr(1)).empty());

    auto const disposal = house.dispose(gone, "令和2年 第1号");
    CHECK(house.number("SELECT count(*) FROM disposal_unfinished") == 1);
    CHECK(retention::finish(house.folder.store(), house.kinds, house.vault, {house.ledger}) == 1);
    CHECK(retention::finish(house.folder.store(), house.kinds, house.vault, {house.ledger}) == 0);
    CHECK(all(holding(house, secret)) == "");
    CHECK_FALSE(house.vault.holds(own.sha256));
    CHECK(house.vault.holds(shared.sha256));
    CHECK(all(holding(house, phone)) == "");
    CHECK(all(holding(house, phone.substr(1))) == "");

    house.folder.store().read([&](store::Reader& reader) {
        auto const proof = journal::verify(reader);
        CHECK(proof.findings.empty());
        CHECK(proof.disposed == 5);  // accepted, decision, separation told twice, proposal
        auto const stored = registry::get(reader, retention::disposal_schema, disposal);
        auto const& done = stored.record.as<retention::Disposal>();
        CHECK(done.state == retention::DisposalState::done);
        auto const shown = retention::proof(reader, done);
        REQUIRE(shown);
        CHECK(shown->at("number").as_string() == "令和2年 第1号");
        CHECK(shown->at("rows").as_object().at("sighting").as_int64() == 2);
        CHECK(shown->at("entries").as_array().size() == static_cast<std::size_t>(proof.disposed));
        CHECK_FALSE(shown->contains("audience"));
        auto const audience = retention::audience(reader, done.journal_entry);
        REQUIRE(audience);
        CHECK(audience->units.contains(house.unit));
        CHECK(retention::is_finished(reader, disposal));
        CHECK(registry::find(reader, note_schema, kept));
        CHECK_FALSE(registry::find(reader, note_schema, gone));
        auto const match = platform::search::match("秘密口座", reader.dialect());
        CHECK_FALSE(reader.first("SELECT 1 FROM consultations r WHERE " + match->sql, match->values));
    });
    CHECK(house.number("SELECT count(*) FROM observable") == 2);  // the shared one and the other's own
    house.folder.store().read([](store::Reader& reader) {
        auto const stays = reader.query("SELECT year, kind, stat_category, codes FROM disposed_statistic");
        REQUIRE(stays.size() == 1);
        CHECK(stays[0].integer(0) == 2020);
        CHECK(stays[0].text(1) == "consultation");
        CHECK(stays[0].text(2) == "fraud");
        CHECK(stays[0].text(3) == R"({"kind":"consultation","stat_category":"fraud","serious_suspected":0})");
    });
}

TEST_CASE("every table that tells of a record is known to its disposal") {
    // Whoever adds a table with a record's id says here whether the disposal empties it.
    std::set<std::string> const emptied{
        "accepted_draft", "assignments",     "attachment_reading", "attachments",    "clocks",
        "decisions",      "drafts",          "file_use",           "guidance_sheet", "idempotency_key",
        "live_notice",    "party",           "party_key",          "presence",       "referrals",
        "retention_hold", "search_document", "sealed_text",        "sighting"};
    // Ids alone: what was done and shown stays provable; those who may know then may know of the disposal.
    std::set<std::string> const stays{"access_log", "access_log_record", "disposals",
                                      "journal",    "look_up_shown",     "need_to_know"};
    store::TemporaryStore folder;
    folder.store().read([&](store::Reader& reader) {
        for (auto const& table : store::tables(reader)) {
            if (std::ranges::find(table.columns, "record_id", &store::Column::name) != table.columns.end()) {
                CAPTURE(table.name);
                CHECK(emptied.contains(table.name) != stays.contains(table.name));
            }
        }
    });
}

TEST_CASE("an older backup forgets again what the ledger names, and nothing of another folder") {
    House house;
    auto const gone = house.take_in("令和2年 第1号", std::string(secret), std::string(phone));
    store::Rows before;
    house.folder.store().read(
        [&](store::Reader& reader) { before = reader.query("SELECT id FROM instance"); });
    house.dispose(gone, "令和2年 第1号");
    retention::finish(house.folder.store(), house.kinds, house.vault, {house.ledger});

    House restored;  // as a backup from before: the same instance and record
    base::Ulid again;
    restored.folder.store().write(
        [&](store::Transaction& tx) { tx.execute("UPDATE instance SET id = ?", {before.front()[0]}); });
    again = restored.take_in("令和2年 第1号", std::string(secret), std::string(phone));
    restored.folder.store().write([&](store::Transaction& tx) {
        for (auto const* sql : {"UPDATE consultations SET id = ? WHERE id = ?",
                                "UPDATE sighting SET record_id = ? WHERE record_id = ?",
                                "UPDATE decisions SET record_id = ? WHERE record_id = ?",
                                "UPDATE sealed_text SET record_id = ? WHERE record_id = ?",
                                "UPDATE search_document SET record_id = ? WHERE record_id = ?"}) {
            tx.execute(sql, {store::id_value(gone), store::id_value(again)});
        }
    });
    auto const replayed = retention::replay(restored.folder.store(), restored.kinds, house.ledger, now);
    CHECK(replayed.lines == 1);
    CHECK(replayed.erased == 1);
    CHECK(replayed.refused.empty());
    CHECK(restored.number("SELECT count(*) FROM consultations") == 0);
    CHECK(restored.number("SELECT count(*) FROM disposals WHERE state = 'done'") == 1);
    auto const twice = retention::replay(restored.folder.store(), restored.kinds, house.ledger, now);
    CHECK(twice.erased == 0);
    CHECK(twice.absent == 1);

    House other;
    std::ofstream(house.ledger, std::ios::app) << "{\"disposal\": 3}\n";
    auto const foreign = retention::replay(other.folder.store(), other.kinds, house.ledger, now);
    CHECK(foreign.erased == 0);
    REQUIRE(foreign.refused.size() == 2);
    CHECK(foreign.refused[0].reason.en.find("another data folder") != std::string::npos);
    CHECK(foreign.refused[1].field == "line 2");
    CHECK_THROWS_AS((void)retention::replay(other.folder.store(), other.kinds, "/nonexistent/ledger", now),
                    base::Problem);
}
