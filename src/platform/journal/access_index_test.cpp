#include "platform/journal/access_index.h"

#include "base/problem.h"
#include "platform/store/temporary_store.h"

#include <doctest/doctest.h>

namespace {

using platform::journal::Proof;
using platform::store::Reader;
using platform::store::TemporaryStore;
using platform::store::Transaction;

struct Reads {
    TemporaryStore folder;
    base::Ulid opened = base::new_ulid();
    base::Ulid listed = base::new_ulid();

    // 250 entries: each opens one record and lists both.
    Reads() {
        folder.store().write([this](Transaction& tx) {
            for (int i = 0; i < 250; ++i) {
                platform::journal::log_access(
                    tx, "node",
                    {{i},
                     {},
                     "list",
                     "screen:register",
                     "consultation",
                     opened,
                     "17 " + base::to_string(listed) + " " + base::to_string(opened)});
            }
        });
    }

    std::int64_t seen(base::Ulid const& record) {
        std::int64_t count = 0;
        folder.store().read([&](Reader& reader) {
            count = reader
                        .first("SELECT count(*) FROM access_log_record WHERE record_id = ?",
                               {platform::store::id_value(record)})
                        ->integer(0);
        });
        return count;
    }
};

TEST_CASE("every entry is found by each record that it names, once, and taking up again adds nothing") {
    Reads reads;
    CHECK(reads.seen(reads.opened) == 0);
    platform::journal::index_reads(reads.folder.store());
    CHECK(reads.seen(reads.opened) == 250);
    CHECK(reads.seen(reads.listed) == 250);
    platform::journal::index_reads(reads.folder.store());
    CHECK(reads.seen(reads.listed) == 250);
    reads.folder.store().read(
        [](Reader& reader) { CHECK(platform::journal::verify(reader).findings.empty()); });
}

TEST_CASE("verify names the entry whose row of the index was changed, removed or inserted") {
    Reads reads;
    platform::journal::index_reads(reads.folder.store());
    struct Tampering {
        std::string_view sql;
        std::int64_t entry;
    };
    auto const stranger = platform::store::id_value(base::new_ulid());
    std::vector<std::pair<Tampering, platform::store::Values>> const cases = {
        {{"DELETE FROM access_log_record WHERE entry = 7 AND record_id = ?", 7},
         {platform::store::id_value(reads.listed)}},
        {{"UPDATE access_log_record SET record_id = ? WHERE entry = 9 AND record_id = ?", 9},
         {stranger, platform::store::id_value(reads.opened)}},
        {{"INSERT INTO access_log_record (record_id, node, entry) VALUES (?, 'node', 200)", 200}, {stranger}},
        {{"INSERT INTO access_log_record (record_id, node, entry) VALUES (?, 'node', 251)", 251}, {stranger}},
        {{"INSERT INTO access_log_record (record_id, node, entry) VALUES (?, 'ghost', 5)", 5}, {stranger}},
        {{"UPDATE follower_position SET seq = 300 WHERE seq = 250", 300}, {}},
    };
    for (auto const& [tampering, values] : cases) {
        CAPTURE(tampering.sql);
        Proof proof;
        CHECK_THROWS_AS(reads.folder.store().write([&](Transaction& tx) {
            CHECK(tx.execute(tampering.sql, values) == 1);
            proof = platform::journal::verify(tx);
            throw base::Problem(base::Problem::invalid, "戻す", "undo");
        }),
                        base::Problem);
        REQUIRE(!proof.findings.empty());
        CHECK(proof.findings.front().table.starts_with("access_log_record"));
        CHECK(proof.findings.front().seq == tampering.entry);
    }
}

}  // namespace
