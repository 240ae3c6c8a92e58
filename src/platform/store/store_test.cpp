#include "platform/store/store.h"

#include "base/problem.h"
#include "platform/journal/journal.h"
#include "platform/store/migrations.h"
#include "platform/store/temporary_store.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>

using platform::store::Reader;
using platform::store::TemporaryStore;
using platform::store::Transaction;

namespace {

std::int64_t count(platform::store::Store& store, std::string_view table) {
    std::int64_t number = 0;
    store.read([&](Reader& reader) {
        std::string sql = "SELECT count(*) FROM ";
        number = reader.first(sql.append(table))->integer(0);
    });
    return number;
}

platform::journal::Entry entry(std::string const& text) {
    platform::journal::Entry made;
    made.at = {1'790'000'000'000};
    made.action = "create";
    made.record_kind = "note";
    made.record_id = base::new_ulid();
    made.record_version = 1;
    made.content = {{"text", text}};
    return made;
}

}  // namespace

TEST_CASE("a change that throws is undone alone, its neighbours in the batch stay") {
    TemporaryStore folder;
    auto& store = folder.store();
    store.write([](Transaction& tx) { tx.execute("CREATE TABLE note (text TEXT NOT NULL)"); });
    std::atomic<int> refused = 0;
    {
        std::vector<std::jthread> writers;
        for (int i = 0; i < 8; ++i) {
            writers.emplace_back([&, i] {
                for (int n = 0; n < 50; ++n) {
                    try {
                        store.write([&](Transaction& tx) {
                            tx.execute("INSERT INTO note VALUES (?)", {std::to_string(i)});
                            if (n % 5 == 0) {
                                throw base::Problem(base::Problem::invalid, "だめ", "no");
                            }
                        });
                    } catch (base::Problem const&) {
                        ++refused;
                    }
                }
            });
        }
    }
    CHECK(refused == 80);
    CHECK(count(store, "note") == 320);
}

TEST_CASE("what a write acknowledged is there after the store is opened again") {
    TemporaryStore folder;
    folder.store().write([](Transaction& tx) {
        tx.execute("CREATE TABLE note (text TEXT NOT NULL)");
        tx.execute("INSERT INTO note VALUES (?)", {std::string("仙台")});
    });
    folder.reopen();
    CHECK(count(folder.store(), "note") == 1);
}

TEST_CASE("a broken uniqueness is a conflict and a read sees one state") {
    TemporaryStore folder;
    auto& store = folder.store();
    store.write([](Transaction& tx) { tx.execute("CREATE TABLE note (id INTEGER PRIMARY KEY)"); });
    store.write([](Transaction& tx) { tx.execute("INSERT INTO note VALUES (1)"); });
    try {
        store.write([](Transaction& tx) { tx.execute("INSERT INTO note VALUES (1)"); });
        FAIL("a second row with the same key was taken");
    } catch (base::Problem const& problem) {
        CHECK(problem.kind() == base::Problem::conflict);
    }
    store.read([&](Reader& reader) {
        CHECK(reader.query("SELECT id FROM note").size() == 1);
        store.write([](Transaction& tx) { tx.execute("INSERT INTO note VALUES (2)"); });
        CHECK(reader.query("SELECT id FROM note").size() == 1);
    });
    CHECK(count(store, "note") == 2);
}

TEST_CASE("a failing commit tells every caller of the batch and leaves nothing behind") {
    std::atomic<bool> fail = false;
    TemporaryStore folder([&](std::string_view sql) {
        if (fail && sql == "COMMIT") {
            throw base::Problem(base::Problem::unavailable, "停電", "power cut");
        }
    });
    auto& store = folder.store();
    store.write([](Transaction& tx) { tx.execute("CREATE TABLE note (text TEXT NOT NULL)"); });
    fail = true;
    CHECK_THROWS_AS(store.write([](Transaction& tx) { tx.execute("INSERT INTO note VALUES ('x')"); }),
                    base::Problem);
    fail = false;
    CHECK(count(store, "note") == 0);
    store.write([](Transaction& tx) { tx.execute("INSERT INTO note VALUES ('y')"); });
    CHECK(count(store, "note") == 1);
}

TEST_CASE("the journal is numbered without gaps even when changes fail between") {
    TemporaryStore folder;
    auto& store = folder.store();
    for (int i = 0; i < 20; ++i) {
        try {
            store.write([&](Transaction& tx) {
                platform::journal::append(tx, entry(std::to_string(i)));
                if (i % 3 == 0) {
                    throw base::Problem(base::Problem::invalid, "だめ", "no");
                }
            });
        } catch (base::Problem const&) {
            CHECK(i % 3 == 0);
        }
    }
    store.read([](Reader& reader) {
        auto const proof = platform::journal::verify(reader);
        CHECK(proof.findings.empty());
        CHECK(proof.entries == 13);
        CHECK(proof.contents == 13);
        CHECK(platform::journal::head(reader) == 13);
    });
}

TEST_CASE("a folder written by a newer program is refused with both numbers") {
    TemporaryStore folder;
    folder.store().write([](Transaction& tx) {
        tx.execute("INSERT INTO schema_version (number, name) VALUES (9999, 'future')");
    });
    CHECK_THROWS_WITH_AS(platform::store::migrate(folder.store()), doctest::Contains("9999"), base::Problem);
}

TEST_CASE("values come back as they went in, whatever bytes they hold") {
    TemporaryStore folder;
    auto& store = folder.store();
    std::string every_byte;
    for (int byte = 0; byte < 256; ++byte) {
        every_byte.push_back(static_cast<char>(byte));
    }
    std::vector<std::int64_t> const numbers = {0, -1, 1, 5'000'000'000, INT64_MAX, INT64_MIN};
    std::string const text = "髙橋 'quoted\" \\ ? $1 {text} \n 𠮷";
    store.write([&](Transaction& tx) {
        tx.execute(platform::store::translate(
            "CREATE TABLE thing (number {int}, text {text}, bytes {blob})\n", tx.dialect()));
        for (auto const number : numbers) {
            tx.execute("INSERT INTO thing (number, text, bytes) VALUES (?, ?, ?)",
                       {number, text, base::Blob{every_byte}});
        }
        tx.execute("INSERT INTO thing (number, text, bytes) VALUES (?, ?, ?)",
                   {std::monostate{}, std::string(), base::Blob{}});
    });
    store.read([&](Reader& reader) {
        for (auto const number : numbers) {
            auto const row = reader.first(
                "SELECT number, text, bytes, '?' FROM thing WHERE number = ? AND text = ? AND bytes = ?",
                {number, text, base::Blob{every_byte}});
            REQUIRE(row);
            CHECK(row->integer(0) == number);
            CHECK(row->text(1) == text);
            CHECK(row->blob(2) == every_byte);
            CHECK(row->text(3) == "?");
        }
        auto const empty = reader.first("SELECT number, text, bytes FROM thing WHERE number IS NULL");
        REQUIRE(empty);
        CHECK(empty->is_null(0));
        CHECK(empty->text(1).empty());
        CHECK(empty->blob(2).empty());
        CHECK(reader.query("SELECT number FROM thing ORDER BY number NULLS LAST").back().is_null(0));
    });
}

TEST_CASE("a row may ask on while the answer that it came from is still being read") {
    TemporaryStore folder;
    auto& store = folder.store();
    store.write([](Transaction& tx) {
        tx.execute("CREATE TABLE note (number INTEGER)");
        for (std::int64_t i = 0; i < 10; ++i) {
            tx.execute("INSERT INTO note VALUES (?)", {i});
        }
    });
    std::int64_t pairs = 0;
    store.read([&](Reader& reader) {
        reader.each("SELECT number FROM note", {}, [&](platform::store::Row const& row) {
            pairs += reader.first("SELECT count(*) FROM note WHERE number > ?", {row.integer(0)})->integer(0);
        });
    });
    CHECK(pairs == 45);
}

TEST_CASE(
    "one statement for each of many rows answers in their order, or undoes the change with the first "
    "refusal") {
    TemporaryStore folder;
    auto& store = folder.store();
    using platform::store::Values;
    store.write([](Transaction& tx) {
        tx.execute("CREATE TABLE note (number INTEGER PRIMARY KEY, word TEXT)");
        std::vector<Values> rows;
        for (std::int64_t i = 0; i < 700; ++i) {  // more than PostgreSQL is given at once
            rows.push_back({i, i % 3 == 0 ? platform::store::Value() : std::to_string(i)});
        }
        auto const made = tx.run_each("INSERT INTO note VALUES (?, ?) RETURNING number + 1", rows);
        REQUIRE(made.size() == 700);
        CHECK(made.front()->integer(0) == 1);
        CHECK(made.back()->integer(0) == 700);
        auto const found = tx.run_each("SELECT word FROM note WHERE number = ?",
                                       {{std::int64_t{4}}, {std::int64_t{-1}}, {std::int64_t{3}}});
        REQUIRE(found.size() == 3);
        CHECK(found[0]->text(0) == "4");
        CHECK_FALSE(found[1]);
        CHECK(found[2]->is_null(0));
        CHECK(tx.run_each("DELETE FROM note WHERE number = ?", {}).empty());
        // Right after an answer that came row by row.
        CHECK(tx.query("SELECT number FROM note").size() == 700);
        CHECK(tx.run_each("SELECT word FROM note WHERE number > ? ORDER BY number", {{std::int64_t{3}}})
                  .front()
                  ->text(0) == "4");
    });
    auto const refused = [&] {
        store.write([](Transaction& tx) {
            tx.run_each("INSERT INTO note VALUES (?, 'again')",
                        {{std::int64_t{900}}, {std::int64_t{4}}, {std::int64_t{901}}});
        });
    };
    CHECK_THROWS_WITH_AS(refused(), doctest::Contains("registered already"), base::Problem);
    store.write(
        [](Transaction& tx) { tx.run_each("DELETE FROM note WHERE number = ?", {{std::int64_t{4}}}); });
    store.read([](Reader& reader) { CHECK(reader.first("SELECT count(*) FROM note")->integer(0) == 699); });
}

TEST_CASE("what another process commits is seen, and wakes who waits for a commit") {
    TemporaryStore folder;
    auto& store = folder.store();
    store.write([](Transaction& tx) { tx.execute("CREATE TABLE note (text TEXT NOT NULL)"); });
    auto const other = folder.another();
    auto const seen = store.commits();
    other->write([](Transaction& tx) { tx.execute("INSERT INTO note VALUES ('x')"); });
    CHECK(count(store, "note") == 1);
    if (store.dialect() == "postgresql") {  // SQLite's followers poll
        store.wait_for_commit(seen, std::chrono::seconds(20));
        CHECK(store.commits() > seen);
    }
}

TEST_CASE("two nodes that write at once keep one journal, without gaps and in one chain") {
    TemporaryStore folder;
    auto const other = folder.another();
    {
        std::vector<std::jthread> writers;
        for (auto* store : {&folder.store(), other.get()}) {
            for (int thread = 0; thread < 3; ++thread) {
                writers.emplace_back([store] {
                    for (int i = 0; i < 25; ++i) {
                        store->write([i](Transaction& tx) {
                            platform::journal::append(tx, entry(std::to_string(i)));
                        });
                    }
                });
            }
        }
    }
    folder.store().read([](Reader& reader) {
        auto const proof = platform::journal::verify(reader);
        CHECK(proof.findings.empty());
        CHECK(proof.entries == 150);
    });
}
