#include "base/hash.h"
#include "base/problem.h"
#include "platform/journal/anchor.h"
#include "platform/journal/chain.h"
#include "platform/journal/checkpoint.h"
#include "platform/journal/disposal.h"
#include "platform/journal/journal.h"
#include "platform/store/temporary_store.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

namespace journal = platform::journal;
using journal::Tampering;
using platform::store::Reader;
using platform::store::TemporaryStore;
using platform::store::Transaction;

namespace {

journal::Entry entry(std::string const& text) {
    journal::Entry made;
    made.at = {1'790'000'000'000};
    made.action = "create";
    made.record_kind = "note";
    made.record_id = base::new_ulid();
    made.record_version = 1;
    made.content = {{"text", text}};
    return made;
}

journal::AccessEntry reading() {
    return {{1}, {}, "read", "inbox", "note", std::nullopt, ""};
}

void allow_anything(Transaction& tx) {
    tx.execute(tx.dialect() == "sqlite" ? "PRAGMA defer_foreign_keys=ON"
                                        : "SET LOCAL session_replication_role = replica");
}

// Hashes of the whole chain anew, as one does who knows the program.
void rewrite_journal(Transaction& tx) {
    std::string previous(32, '\0');
    std::int64_t last = 0;
    for (auto const& row : tx.query("SELECT seq, at, actor, unit, action, record_kind, record_id, "
                                    "record_version, content_digest, previous FROM journal ORDER BY seq")) {
        auto columns = row.values();
        columns.back() = base::Blob{previous};
        auto const hash = std::string(base::as_bytes(journal::journal_hash(columns)));
        tx.execute("UPDATE journal SET previous = ?, hash = ? WHERE seq = ?",
                   {base::Blob{previous}, base::Blob{hash}, row.integer(0)});
        previous = hash;
        last = row.integer(0);
    }
    tx.execute("UPDATE journal_head SET seq = ?, hash = ?", {last, base::Blob{previous}});
}

// The same of the checkpoints, without being able to sign them.
void rewrite_checkpoints(Transaction& tx) {
    std::string previous(32, '\0');
    for (auto const& row : tx.query(journal::select_checkpoints("ORDER BY seq"))) {
        auto changed = journal::to_checkpoint(row);
        auto const entry = tx.first("SELECT hash FROM journal WHERE seq = ?", {changed.journal_seq});
        changed.journal_hash = entry ? entry->blob(0) : std::string(32, '\0');
        changed.previous = previous;
        previous = std::string(base::as_bytes(journal::checkpoint_hash(journal::columns_of(changed))));
        tx.execute("UPDATE checkpoint SET journal_hash = ?, previous = ?, hash = ? WHERE seq = ?",
                   {base::Blob{changed.journal_hash}, base::Blob{changed.previous}, base::Blob{previous},
                    changed.seq});
    }
}

// A new entry between 4 and 5, the later ones renumbered.
void insert_entry(Transaction& tx) {
    tx.execute("UPDATE journal SET seq = -seq - 1 WHERE seq >= 5");
    tx.execute("UPDATE journal SET seq = -seq WHERE seq < 0");
    tx.execute("UPDATE journal_content SET entry = -entry - 1 WHERE entry >= 5");
    tx.execute("UPDATE journal_content SET entry = -entry WHERE entry < 0");
    auto columns = tx.first(
                         "SELECT seq, at, actor, unit, action, record_kind, record_id, record_version, "
                         "content_digest, previous, hash FROM journal WHERE seq = 4")
                       ->values();
    auto const before = columns.back();
    columns.pop_back();
    columns.front() = std::int64_t{5};
    columns.back() = before;
    auto const hash = journal::journal_hash(columns);
    columns.emplace_back(base::Blob{std::string(base::as_bytes(hash))});
    tx.execute(
        "INSERT INTO journal (seq, at, actor, unit, action, record_kind, record_id, record_version, "
        "content_digest, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        columns);
    tx.execute(
        "INSERT INTO journal_content (entry, salt, content) SELECT 5, salt, content FROM "
        "journal_content WHERE entry = 4");
    tx.execute("UPDATE journal_head SET seq = seq + 1");
}

void swap_entries(Transaction& tx, std::string const& table, std::string const& number) {
    tx.execute(fmt::format("UPDATE {} SET {} = -4 WHERE {} = 4", table, number, number));
    tx.execute(fmt::format("UPDATE {} SET {} = 4 WHERE {} = 5", table, number, number));
    tx.execute(fmt::format("UPDATE {} SET {} = 5 WHERE {} = -4", table, number, number));
}

void renumber_after_removal(Transaction& tx) {
    tx.execute("DELETE FROM journal WHERE seq = 5");
    tx.execute("DELETE FROM journal_content WHERE entry = 5");
    tx.execute("UPDATE journal SET seq = -seq + 1 WHERE seq > 5");
    tx.execute("UPDATE journal SET seq = -seq WHERE seq < 0");
    tx.execute("UPDATE journal_content SET entry = -entry + 1 WHERE entry > 5");
    tx.execute("UPDATE journal_content SET entry = -entry WHERE entry < 0");
    tx.execute("UPDATE journal_head SET seq = seq - 1");
}

std::string read(std::filesystem::path const& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    return bytes.str();
}

void write(std::filesystem::path const& file, std::string const& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

std::vector<std::string> lines_of(std::filesystem::path const& file) {
    std::istringstream stream(read(file));
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

std::string joined(std::vector<std::string> const& lines) {
    std::string text;
    for (auto const& line : lines) {
        text.append(line).push_back('\n');
    }
    return text;
}

// Nine entries, nine reads, a signed checkpoint after each third, and an anchor file of them.
struct House {
    TemporaryStore folder;
    journal::SigningKey key = journal::SigningKey::make();
    std::filesystem::path anchor = folder.folder() / "anchor.jsonl";

    House() {
        folder.store().write([&](Transaction& tx) {
            tx.execute("INSERT INTO instance (\"only\", id, created_at, demo) VALUES (1, ?, 1, ?)",
                       {platform::store::id_value(base::new_ulid()), std::int64_t{1}});
            for (int i = 1; i <= 9; ++i) {
                journal::append(tx, entry(std::to_string(i)));
                journal::log_access(tx, "node", reading());
                if (i % 3 == 0) {
                    CHECK(journal::write_checkpoint(tx, &key, "node", {i}) == journal::Written::yes);
                }
            }
        });
        folder.store().read(
            [&](Reader& reader) { CHECK(journal::bring_anchor_up_to_date(reader, anchor) == 3); });
    }

    [[nodiscard]] journal::ProofOptions options() const { return {{key.public_key()}, anchor}; }

    // What a proof finds after this was done, which is undone afterwards.
    journal::Proof after(std::function<void(Transaction&)> const& tampering) {
        journal::Proof proof;
        CHECK_THROWS_AS(folder.store().write([&](Transaction& tx) {
            allow_anything(tx);
            tampering(tx);
            proof = journal::verify(tx, options());
            throw base::Problem(base::Problem::invalid, "戻す", "undo");
        }),
                        base::Problem);
        return proof;
    }
};

struct Planted {
    std::string name;
    std::function<void(Transaction&)> what;
    std::string table;
    std::int64_t seq;
    Tampering kind;
};

std::function<void(Transaction&)> sql(std::string statement) {
    return [statement = std::move(statement)](Transaction& tx) { tx.execute(statement); };
}

void expect_first(journal::Proof const& proof, Planted const& planted) {
    CAPTURE(planted.name);
    REQUIRE(!proof.findings.empty());
    auto const& found = proof.findings.told().front();
    INFO(found.table, " ", found.seq, " ", journal::words(found.kind).en, ": ", found.what.en);
    CHECK(found.table == planted.table);
    CHECK(found.seq == planted.seq);
    CHECK(journal::words(found.kind).en == journal::words(planted.kind).en);
}

}  // namespace

TEST_CASE("a journal that nobody touched is proved whole, with signatures and anchor") {
    House house;
    house.folder.store().read([&](Reader& reader) {
        auto const proof = journal::verify(reader, house.options());
        CHECK(proof.findings.empty());
        CHECK(proof.entries == 9);
        CHECK(proof.contents == 9);
        CHECK(proof.access_entries == 9);
        CHECK(proof.checkpoints == 3);
        CHECK(proof.signatures == 3);
        CHECK(proof.anchored == 3);
    });
}

TEST_CASE("verify says of each entry whether it was changed, removed, inserted, reordered or cut off") {
    House house;
    std::vector<Planted> const cases = {
        {"a column changed", sql("UPDATE journal SET action = 'delete' WHERE seq = 4"), "journal", 4,
         Tampering::changed},
        {"who did it changed", sql("UPDATE journal SET actor = NULL, unit = record_id WHERE seq = 9"),
         "journal", 9, Tampering::changed},
        {"one removed", sql("DELETE FROM journal WHERE seq = 5"), "journal", 5, Tampering::removed},
        {"the first removed", sql("DELETE FROM journal WHERE seq < 3"), "journal", 1, Tampering::removed},
        {"one removed, later ones renumbered", renumber_after_removal, "journal", 5, Tampering::removed},
        {"one inserted, later ones renumbered", insert_entry, "journal", 5, Tampering::inserted},
        {"two in each other's place", [](Transaction& tx) { swap_entries(tx, "journal", "seq"); }, "journal",
         4, Tampering::reordered},
        {"the last removed", sql("DELETE FROM journal WHERE seq = 9"), "journal", 9, Tampering::truncated},
        {"one added at the end",
         sql("INSERT INTO journal (seq, at, action, record_kind, record_version, content_digest, previous, "
             "hash) SELECT 10, 1, 'x', 'note', 1, hash, hash, hash FROM journal WHERE seq = 9"),
         "journal", 10, Tampering::changed},
        {"head changed", sql("UPDATE journal_head SET hash = (SELECT hash FROM journal WHERE seq = 3)"),
         "journal_head", 9, Tampering::changed},
        {"head removed", sql("DELETE FROM journal_head"), "journal_head", 9, Tampering::removed},
        {"content changed", sql("UPDATE journal_content SET content = '{\"text\":\"z\"}' WHERE entry = 3"),
         "journal_content", 3, Tampering::content_differs},
        {"content exchanged", [](Transaction& tx) { swap_entries(tx, "journal_content", "entry"); },
         "journal_content", 4, Tampering::content_differs},
        {"content removed", sql("DELETE FROM journal_content WHERE entry = 7"), "journal_content", 7,
         Tampering::content_missing},
        {"content of no entry",
         sql("INSERT INTO journal_content (entry, salt, content) SELECT 77, salt, content FROM "
             "journal_content WHERE entry = 1"),
         "journal_content", 77, Tampering::inserted},
        {"a read changed", sql("UPDATE access_log SET detail = 'x' WHERE seq = 2"), "access_log (node)", 2,
         Tampering::changed},
        {"a read removed", sql("DELETE FROM access_log WHERE seq = 4"), "access_log (node)", 4,
         Tampering::removed},
        {"reads in each other's place", [](Transaction& tx) { swap_entries(tx, "access_log", "seq"); },
         "access_log (node)", 4, Tampering::reordered},
        {"the last read removed", sql("DELETE FROM access_log WHERE seq = 9"), "access_log (node)", 9,
         Tampering::truncated},
        {"all reads removed", sql("DELETE FROM access_log"), "access_log (node)", 1, Tampering::truncated},
        {"reads and their head removed",
         [](Transaction& tx) {
             tx.execute("DELETE FROM access_log");
             tx.execute("DELETE FROM access_log_head");
         },
         "access_log (node)", 3, Tampering::truncated},
        {"a table that nobody proves", sql("CREATE TABLE old_journal (seq INTEGER)"), "old_journal", 0,
         Tampering::unknown_table},
    };
    for (auto const& planted : cases) {
        expect_first(house.after(planted.what), planted);
    }
}

TEST_CASE(
    "history written anew with right hashes is found by checkpoints, and by the anchor when these go too") {
    House house;
    auto const change = [](Transaction& tx) {
        tx.execute("UPDATE journal SET action = 'approve' WHERE seq = 5");
        rewrite_journal(tx);
    };
    std::vector<Planted> const cases = {
        {"rewritten from 5 on", change, "journal", 6, Tampering::rewritten},
        {"cut off after 7, head too",
         [](Transaction& tx) {
             tx.execute("DELETE FROM journal WHERE seq > 7");
             tx.execute("DELETE FROM journal_content WHERE entry > 7");
             rewrite_journal(tx);
         },
         "journal", 9, Tampering::truncated},
        {"a checkpoint changed", sql("UPDATE checkpoint SET journal_seq = 5 WHERE seq = 2"), "checkpoint", 2,
         Tampering::changed},
        {"a checkpoint removed", sql("DELETE FROM checkpoint WHERE seq = 2"), "checkpoint", 2,
         Tampering::removed},
        {"a signature removed", sql("UPDATE checkpoint SET signature = NULL WHERE seq = 2"), "checkpoint", 2,
         Tampering::not_signed},
        {"a signature changed",
         sql("UPDATE checkpoint SET signature = (SELECT signature FROM checkpoint WHERE seq = 1) WHERE seq = "
             "2"),
         "checkpoint", 2, Tampering::not_signed},
        {"journal and checkpoints rewritten",
         [&](Transaction& tx) {
             change(tx);
             rewrite_checkpoints(tx);
         },
         "checkpoint", 2, Tampering::not_signed},
        {"the last checkpoints removed", sql("DELETE FROM checkpoint WHERE seq > 1"), "checkpoint", 2,
         Tampering::truncated},
        {"rewritten, and later checkpoints removed",
         [&](Transaction& tx) {
             change(tx);
             tx.execute("DELETE FROM checkpoint WHERE seq > 1");
         },
         "checkpoint", 2, Tampering::truncated},
    };
    for (auto const& planted : cases) {
        expect_first(house.after(planted.what), planted);
    }
    // Signed anew by another key, everything in the store agreeing: only the anchor knows better.
    auto const proof = house.after([&](Transaction& tx) {
        tx.execute("DELETE FROM checkpoint WHERE seq > 1");
        change(tx);
        CHECK(journal::write_checkpoint(tx, &house.key, "node", {9}) == journal::Written::yes);
    });
    REQUIRE(proof.findings.total() == 3);
    CHECK(proof.findings.told()[0].table == "checkpoint");
    CHECK(proof.findings.told()[0].kind == Tampering::rewritten);
    CHECK(proof.findings.told()[1].table == "journal");
    CHECK(proof.findings.told()[1].seq == 6);
    CHECK(proof.findings.told()[1].kind == Tampering::rewritten);
    CHECK(proof.findings.told()[2].kind == Tampering::truncated);
}

TEST_CASE("an anchor file that was changed is told by its line, one that a power cut tore is not blamed") {
    House house;
    auto const lines = lines_of(house.anchor);
    REQUIRE(lines.size() == 3);
    auto const first_with = [&](std::vector<std::string> const& changed) {
        write(house.anchor, joined(changed));
        return house.after([](Transaction&) {}).findings.told().at(0);
    };
    auto changed = lines;
    changed[1].replace(changed[1].find("\"journal_seq\":6"), 15, "\"journal_seq\":5");
    CHECK(first_with(changed).kind == Tampering::changed);
    CHECK(first_with(changed).seq == 2);
    CHECK(first_with({lines[0], lines[2]}).kind == Tampering::removed);
    CHECK(first_with({lines[0], lines[2], lines[1]}).kind == Tampering::removed);
    CHECK(first_with({lines[0], "{}", lines[1], lines[2]}).kind == Tampering::unreadable);
    auto const other = base::to_hex(std::string(64, 'x'));
    auto unsigned_line = lines;
    unsigned_line[2].replace(unsigned_line[2].find("\"signature\":\"") + 13, 128, other);
    CHECK(first_with(unsigned_line).kind == Tampering::not_signed);

    write(house.anchor, joined({lines[0]}) + lines[1].substr(0, 40));
    house.folder.store().read(
        [&](Reader& reader) { CHECK(journal::bring_anchor_up_to_date(reader, house.anchor) == 2); });
    auto const proof = house.after([](Transaction&) {});
    CHECK(proof.findings.empty());
    CHECK(proof.anchored == 3);
    house.anchor = house.folder.folder() / "nowhere" / "anchor";
    house.folder.store().read([&](Reader& reader) {
        CHECK_THROWS_WITH_AS((void)journal::verify(reader, house.options()), doctest::Contains("nowhere"),
                             base::Problem);
    });
}

TEST_CASE("an anchor file of another house, or one that is something else, is not added to") {
    House house;
    House other;
    other.folder.store().read([&](Reader& reader) {
        CHECK_THROWS_WITH_AS(journal::bring_anchor_up_to_date(reader, house.anchor),
                             doctest::Contains("another data folder"), base::Problem);
        write(other.anchor, "root:x:0:0\n");
        CHECK_THROWS_WITH_AS(journal::bring_anchor_up_to_date(reader, other.anchor),
                             doctest::Contains("not an anchor file"), base::Problem);
    });
    CHECK(read(other.anchor) == "root:x:0:0\n");
}

TEST_CASE("contents that a disposal names leave the chain provable, and are told when they come back") {
    House house;
    auto const dispose = [](Transaction& tx) {
        auto gone = entry("");
        gone.action = std::string(journal::dispose_action);
        gone.content = {{"entries", journal::to_json(journal::forget(tx, {2, 3, 400}))}};
        journal::append(tx, gone);
    };
    auto const proof = house.after(dispose);
    CHECK(proof.findings.empty());
    CHECK(proof.entries == 10);
    CHECK(proof.contents == 8);
    CHECK(proof.disposed == 2);
    expect_first(house.after([&](Transaction& tx) {
        tx.execute("CREATE TABLE aside AS SELECT * FROM journal_content");
        dispose(tx);
        tx.execute("INSERT INTO journal_content SELECT * FROM aside WHERE entry = 3");
    }),
                 {"a disposed content returned", {}, "journal_content", 3, Tampering::content_returned});
    expect_first(
        house.after([&](Transaction& tx) {
            dispose(tx);
            tx.execute("DELETE FROM journal_content WHERE entry = 10");
        }),
        {"the disposal's own content removed", {}, "journal_content", 2, Tampering::content_missing});
}

TEST_CASE("checkpoints are due after so many entries or so long, and stop when their key is taken away") {
    House house;
    auto& store = house.folder.store();
    auto const due = [&](std::int64_t at) {
        bool is = false;
        store.read([&](Reader& reader) { is = journal::is_due(reader, {2, 1000}, {at}); });
        return is;
    };
    CHECK_FALSE(due(1'000'000));  // nothing new
    store.write([](Transaction& tx) { journal::append(tx, entry("x")); });
    CHECK_FALSE(due(10));
    CHECK(due(1'009));
    store.write([](Transaction& tx) { journal::append(tx, entry("y")); });
    CHECK(due(10));
    store.write([](Transaction& tx) {
        CHECK(journal::write_checkpoint(tx, nullptr, "node", {11}) == journal::Written::key_missing);
    });
    store.write([&](Transaction& tx) {
        CHECK(journal::write_checkpoint(tx, &house.key, "node", {11}) == journal::Written::yes);
        CHECK(journal::write_checkpoint(tx, &house.key, "node", {11}) == journal::Written::nothing_new);
    });
}

TEST_CASE("many broken entries are counted, the first hundred are told") {
    House house;
    auto const proof = house.after([](Transaction& tx) {
        for (int i = 0; i < 300; ++i) {
            journal::append(tx, entry("x"));
        }
        tx.execute("UPDATE journal SET at = at + 1");
    });
    CHECK(proof.findings.total() == 309);
    CHECK(proof.findings.told().size() == 100);
    CHECK(proof.entries == 0);
}

TEST_CASE("a key file is read back, signs what its public key verifies, and nothing else is a key file") {
    auto const key = journal::SigningKey::make();
    auto const again = journal::SigningKey::parse(key.file());
    REQUIRE(again);
    CHECK(again->public_key().text() == key.public_key().text());
    auto const signature = again->sign("連携");
    CHECK(key.public_key().verifies("連携", signature));
    CHECK_FALSE(key.public_key().verifies("連携!", signature));
    CHECK_FALSE(journal::SigningKey::make().public_key().verifies("連携", signature));
    CHECK_FALSE(key.public_key().verifies("連携", signature.substr(1)));
    CHECK(journal::PublicKey::parse("  " + key.public_key().text() + "\n"));
    CHECK_FALSE(journal::PublicKey::parse(key.public_key().text().substr(2)));
    CHECK_FALSE(journal::SigningKey::parse(""));
    CHECK_FALSE(journal::SigningKey::parse("renkei-journal-key-1 00ff"));
    CHECK_FALSE(journal::SigningKey::parse(key.public_key().text()));
}
