#include "platform/store/store.h"

#include "base/problem.h"
#include "platform/journal/journal.h"
#include "platform/store/migrations.h"
#include "platform/store/temporary_store.h"

#include <doctest/doctest.h>

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

TEST_CASE("verify says which entry was changed, removed, replaced or cut off") {
    TemporaryStore folder;
    auto& store = folder.store();
    store.write([](Transaction& tx) {
        for (int i = 0; i < 9; ++i) {
            platform::journal::append(tx, entry(std::to_string(i)));
            platform::journal::log_access(tx, "node", {{1}, {}, "read", "inbox", "note", std::nullopt, ""});
        }
    });
    struct Tampering {
        std::string_view sql;
        std::string_view table;
        std::int64_t seq;
    };
    std::vector<Tampering> const cases = {
        {"UPDATE journal SET action = 'delete' WHERE seq = 4", "journal", 4},
        {"DELETE FROM journal WHERE seq = 5", "journal", 6},
        {"DELETE FROM journal WHERE seq = 9", "journal", 8},
        {"UPDATE journal_content SET content = '{\"text\":\"z\"}' WHERE entry = 3", "journal", 3},
        {"UPDATE access_log SET detail = 'x' WHERE seq = 2", "access_log (node)", 2},
        {"DELETE FROM access_log WHERE seq = 9", "access_log (node)", 8},
        {"DELETE FROM access_log", "access_log (node)", 0},
    };
    for (auto const& tampering : cases) {
        CAPTURE(tampering.sql);
        platform::journal::Proof proof;
        CHECK_THROWS_AS(store.write([&](Transaction& tx) {
            tx.execute("PRAGMA defer_foreign_keys=ON");
            tx.execute(tampering.sql);
            proof = platform::journal::verify(tx);
            throw base::Problem(base::Problem::invalid, "戻す", "undo");
        }),
                        base::Problem);
        REQUIRE(!proof.findings.empty());
        CHECK(proof.findings.front().table == tampering.table);
        CHECK(proof.findings.front().seq == tampering.seq);
    }
}

TEST_CASE("content that was lawfully deleted leaves the chain provable") {
    TemporaryStore folder;
    auto& store = folder.store();
    store.write([](Transaction& tx) {
        platform::journal::append(tx, entry("個人情報"));
        platform::journal::append(tx, entry("残る"));
        tx.execute("DELETE FROM journal_content WHERE entry = 1");
    });
    store.read([](Reader& reader) {
        auto const proof = platform::journal::verify(reader);
        CHECK(proof.findings.empty());
        CHECK(proof.entries == 2);
        CHECK(proof.contents == 1);
    });
}

TEST_CASE("a folder written by a newer program is refused with both numbers") {
    TemporaryStore folder;
    folder.store().write([](Transaction& tx) {
        tx.execute("INSERT INTO schema_version (number, name) VALUES (9999, 'future')");
    });
    CHECK_THROWS_WITH_AS(platform::store::migrate(folder.store()), doctest::Contains("9999"), base::Problem);
}
