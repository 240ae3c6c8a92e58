#include "base/problem.h"
#include "platform/store/postgresql_connection.h"
#include "platform/store/postgresql_values.h"
#include "platform/store/temporary_store.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

using platform::store::Reader;
using platform::store::TemporaryStore;
using platform::store::Transaction;

namespace {

// What only a server can do: ends the sessions of this database as a restart does.
constexpr std::string_view end_sessions =
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
    "pg_backend_pid()";

std::int64_t notes(platform::store::Store& store) {
    std::int64_t number = 0;
    store.read([&](Reader& reader) { number = reader.first("SELECT count(*) FROM note")->integer(0); });
    return number;
}

}  // namespace

TEST_CASE("question marks become numbered places outside quotes only") {
    using platform::store::with_numbered_places;
    CHECK(with_numbered_places("SELECT ? WHERE a = '?' AND \"b?\" = ? OR c = 'it''s ?' AND d = ?") ==
          "SELECT $1 WHERE a = '?' AND \"b?\" = $2 OR c = 'it''s ?' AND d = $3");
    CHECK(with_numbered_places("UPDATE t SET a = $1 WHERE b = $2") == "UPDATE t SET a = $1 WHERE b = $2");
}

TEST_CASE("a text that holds a NUL is refused by the place of its value") {
    platform::store::Values const values{std::int64_t{1}, std::string("a\0b", 3)};
    try {
        platform::store::PostgresqlParameters const parameters(values, "INSERT INTO note VALUES (?, ?)");
        FAIL("taken");
    } catch (base::Problem const& problem) {
        CHECK(problem.kind() == base::Problem::invalid);
        REQUIRE(problem.violations().size() == 1);
        CHECK(problem.violations().front().field == "value 2 of INSERT INTO note VALUES (?, ?)");
    }
}

TEST_CASE("an address that nobody answers is unavailable and says so") {
    platform::store::Settings settings;
    settings.path = "postgresql://nobody@/none?host=/nonexistent-renkei";
    CHECK_THROWS_WITH_AS(platform::store::open(settings), doctest::Contains("cannot connect"), base::Problem);
}

TEST_CASE("when the sessions are cut off, the change under way fails and later ones go on") {
    TemporaryStore folder;
    auto& store = folder.store();
    if (store.dialect() != "postgresql") {
        return;
    }
    store.write([](Transaction& tx) { tx.execute("CREATE TABLE note (number INTEGER)"); });
    CHECK(notes(store) == 0);
    auto const other = folder.another();
    try {
        store.write([&](Transaction& tx) {
            tx.execute("INSERT INTO note VALUES (1)");
            other->read([](Reader& reader) { (void)reader.query(end_sessions); });
            tx.execute("INSERT INTO note VALUES (2)");
        });
        FAIL("a change on a lost connection was acknowledged");
    } catch (base::Problem const& problem) {
        CHECK(problem.kind() == base::Problem::unavailable);
    }
    CHECK(notes(store) == 0);
    store.write([](Transaction& tx) { tx.execute("INSERT INTO note VALUES (3)"); });
    CHECK(notes(store) == 1);
    // Cut off between changes, nothing fails at all.
    other->read([](Reader& reader) { (void)reader.query(end_sessions); });
    store.write([](Transaction& tx) { tx.execute("INSERT INTO note VALUES (4)"); });
    CHECK(notes(store) == 2);
    // And other nodes are heard again.
    auto seen = store.commits();
    bool heard = false;
    for (int tries = 0; tries < 40 && !heard; ++tries) {
        other->write([](Transaction& tx) { tx.execute("UPDATE note SET number = number + 1"); });
        store.wait_for_commit(seen, std::chrono::milliseconds(500));
        heard = store.commits() > seen + 1;  // one of them may be the connection made again
    }
    CHECK(heard);
}

TEST_CASE("a change that met a deadlock runs again and is saved once") {
    TemporaryStore folder;
    auto& store = folder.store();
    if (store.dialect() != "postgresql") {
        return;
    }
    store.write([](Transaction& tx) {
        tx.execute("CREATE TABLE note (number INTEGER, side TEXT)");
        tx.execute("INSERT INTO note VALUES (0, 'a'), (0, 'b')");
    });
    auto const other = folder.another();
    std::atomic<int> runs = 0;
    // The refusal that PostgreSQL gives the loser of a deadlock, without the second that it waits for one.
    store.write([&](Transaction& tx) {
        tx.execute("UPDATE note SET number = number + 1 WHERE side = 'a'");
        if (++runs < 3) {
            tx.execute("DO $$ BEGIN RAISE EXCEPTION 'made' USING ERRCODE = '40P01'; END $$");
        }
    });
    CHECK(runs == 3);
    store.read([](Reader& reader) {
        CHECK(reader.first("SELECT number FROM note WHERE side = 'a'")->integer(0) == 1);
    });
    runs = 0;
    CHECK_THROWS_AS(store.write([&](Transaction& tx) {
        ++runs;
        tx.execute("DO $$ BEGIN RAISE EXCEPTION 'made' USING ERRCODE = '40001'; END $$");
    }),
                    base::Problem);
    CHECK(runs == 5);
}

TEST_CASE("a reader cannot write, and one that takes too long is ended") {
    TemporaryStore folder;
    if (folder.store().dialect() != "postgresql") {
        return;
    }
    folder.store().write([](Transaction& tx) { tx.execute("CREATE TABLE note (number INTEGER)"); });
    CHECK_THROWS_AS(
        folder.store().read([](Reader& reader) { (void)reader.query("INSERT INTO note VALUES (1)"); }),
        base::Problem);
    CHECK(notes(folder.store()) == 0);
    platform::store::Settings settings;
    settings.path = folder.address();
    settings.longest_read = std::chrono::milliseconds(50);
    auto const hasty = platform::store::open(settings);
    CHECK_THROWS_WITH_AS(hasty->read([](Reader& reader) { (void)reader.query("SELECT pg_sleep(30)"); }),
                         doctest::Contains("took too long"), base::Problem);
    CHECK(notes(*hasty) == 0);
}

TEST_CASE("a receiver that throws leaves nothing of a long answer behind") {
    TemporaryStore folder;
    auto& store = folder.store();
    store.write([](Transaction& tx) {
        tx.execute("CREATE TABLE note (number INTEGER)");
        for (std::int64_t i = 0; i < 2000; ++i) {
            tx.execute("INSERT INTO note VALUES (?)", {i});
        }
    });
    store.read([](Reader& reader) {
        std::int64_t seen = 0;
        CHECK_THROWS_AS(reader.each("SELECT number FROM note ORDER BY number", {},
                                    [&](platform::store::Row const& row) {
                                        seen += row.integer(0);
                                        if (row.integer(0) == 3) {
                                            throw base::Problem(base::Problem::invalid, "だめ", "no");
                                        }
                                    }),
                        base::Problem);
        CHECK(seen == 6);
        CHECK(reader.first("SELECT count(*) FROM note")->integer(0) == 2000);
    });
    // The rows that were on their way when another statement was sent come after it, in order.
    store.read([](Reader& reader) {
        std::int64_t expected = 0;
        reader.each("SELECT number FROM note ORDER BY number", {}, [&](platform::store::Row const& row) {
            CHECK(row.integer(0) == expected++);
            if (row.integer(0) % 500 == 1) {
                CHECK(reader.first("SELECT count(*) FROM note")->integer(0) == 2000);
            }
        });
        CHECK(expected == 2000);
    });
}

TEST_CASE("a broken transaction is never taken for a saved one") {
    TemporaryStore folder;
    auto& store = folder.store();
    if (store.dialect() != "postgresql") {
        return;
    }
    store.write([](Transaction& tx) { tx.execute("CREATE TABLE note (number INTEGER PRIMARY KEY)"); });
    CHECK_THROWS_AS(store.write([](Transaction& tx) {
        tx.execute("INSERT INTO note VALUES (1)");
        try {
            tx.execute("INSERT INTO note VALUES (1)");
        } catch (base::Problem const&) {
            return;  // swallowed: nothing of the transaction can be kept
        }
    }),
                    base::Problem);
    CHECK(notes(store) == 0);
}
