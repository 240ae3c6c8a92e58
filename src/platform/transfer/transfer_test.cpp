#include "base/problem.h"
#include "platform/journal/journal.h"
#include "platform/search/search.h"
#include "platform/store/migrations.h"
#include "platform/store/temporary_store.h"
#include "platform/transfer/backup.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

namespace journal = platform::journal;
namespace store = platform::store;
namespace transfer = platform::transfer;

namespace {

std::string const instance_bytes("0123456789abcdef");

// A few records of every kind of value: ids, texts of all alphabets, numbers below zero, nothing at all.
void write_records(store::Store& opened) {
    opened.write([](store::Transaction& transaction) {
        transaction.execute("INSERT INTO instance (\"only\", id, created_at, demo) VALUES (1, ?, ?, 1)",
                            {base::Blob{instance_bytes}, std::int64_t{1'790'000'000'000}});
        for (int i = 0; i < 40; ++i) {
            journal::Entry entry;
            entry.at = {1'790'000'000'000 + i};
            entry.action = "create";
            entry.record_kind = "note";
            entry.record_id = base::new_ulid();
            entry.content = {{"text", "髙橋さん（古川）\n\t\"😀\" " + std::to_string(i)}};
            journal::append(transaction, entry);
            platform::search::put(transaction, "note", *entry.record_id,
                                  "振込先は第七銀行 " + std::to_string(i));
        }
        journal::log_access(transaction, "node",
                            {{-5}, {}, "read", "試験", "note", base::new_ulid(), std::string(300, 'x')});
        transaction.execute("INSERT INTO observable (id, type, value) VALUES (?, 'phone', '+815011112222')",
                            {store::id_value(base::new_ulid())});
        transaction.execute("INSERT INTO observable (id, type, value) VALUES (?, 'url', 'gone')",
                            {store::id_value(base::new_ulid())});
        transaction.execute(
            "DELETE FROM observable WHERE value = 'gone'");  // its number is never given again
        transaction.execute(
            "INSERT INTO sealed_text (record_id, field, nonce, sealed) VALUES (?, 'narrative', ?, ?)",
            {store::id_value(base::new_ulid()), base::Blob{std::string("\0\xff\n", 3)},
             base::Blob{std::string()}});
    });
}

std::unique_ptr<store::Store> new_sqlite(std::filesystem::path const& file) {
    store::Settings settings;
    settings.path = file.string();
    settings.use = store::Use::filling;
    auto opened = store::open_sqlite(std::move(settings));
    store::migrate(*opened);
    return opened;
}

std::vector<transfer::TableSum> sums(store::Store& opened) {
    std::vector<transfer::TableSum> found;
    opened.read([&](store::Reader& reader) {
        found = transfer::sums_of(reader, transfer::tables_of_records(reader), nullptr);
    });
    return found;
}

std::vector<transfer::TableSum> copy(store::Store& from, store::Store& to) {
    std::vector<transfer::TableSum> copied;
    from.read([&](store::Reader& reader) {
        to.write([&](store::Transaction& transaction) {
            copied = transfer::copy_records(reader, transaction, nullptr);
        });
    });
    return copied;
}

std::size_t hits(store::Store& opened, std::string_view words) {
    auto const match = platform::search::match(words, opened.dialect());
    std::size_t found = 0;
    opened.read([&](store::Reader& reader) {
        found =
            reader
                .query("SELECT 1 FROM (SELECT record_id AS id FROM search_document) r WHERE " + match->sql,
                       match->values)
                .size();
    });
    return found;
}

store::Table table_named(store::Store& opened, std::string_view name) {
    store::Table found;
    opened.read([&](store::Reader& reader) {
        auto const tables = transfer::tables_of_records(reader);
        found = *std::ranges::find(tables, name, &store::Table::name);
    });
    return found;
}

std::string refusal(std::function<void()> const& act) {
    try {
        act();
    } catch (base::Problem const& problem) {
        CHECK(problem.title().ja != problem.title().en);
        return problem.what();
    }
    return "";
}

}  // namespace

TEST_CASE("a row's bytes say each value apart and are read back") {
    store::Values const row{std::int64_t{-1}, std::string("1"), base::Blob{"1"}, std::monostate{},
                            std::string()};
    std::string bytes;
    transfer::append_row(bytes, row);
    std::string_view rest = bytes;
    CHECK(transfer::take_row(rest, row.size()) == row);
    CHECK(rest.empty());
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
        std::string_view part(bytes.data(), cut);
        CHECK_FALSE(transfer::take_row(part, row.size()));
        CHECK(part.size() == cut);
    }
}

TEST_CASE("every table has a key, and comes after those that it refers to") {
    store::TemporaryStore scratch;
    scratch.store().read([](store::Reader& reader) {
        auto const tables = transfer::tables_of_records(reader);
        auto const place = [&tables](std::string_view name) {
            return std::ranges::find(tables, name, &store::Table::name) - tables.begin();
        };
        CHECK(tables.size() >= 30);
        CHECK(place("units") < place("staff"));
        CHECK(place("staff") < place("account"));
        CHECK(place("account") < place("session"));
        CHECK(place("journal") < place("journal_content"));
        CHECK(place("observable") < place("sighting"));
        CHECK(place("search_index") == static_cast<std::ptrdiff_t>(tables.size()));
        CHECK(place("access_log") < static_cast<std::ptrdiff_t>(tables.size()));
    });
}

TEST_CASE("records copied to SQLite and back are the same, found, proved and numbered on") {
    store::TemporaryStore origin;
    store::TemporaryStore back;
    write_records(origin.store());
    auto const expected = sums(origin.store());
    auto const other = new_sqlite(origin.folder() / "other.sqlite");
    CHECK(copy(origin.store(), *other) == expected);
    CHECK(sums(*other) == expected);
    CHECK(copy(*other, back.store()) == expected);
    CHECK(sums(back.store()) == expected);
    CHECK(hits(*other, "第七銀行") == 40);
    CHECK(hits(back.store(), "七銀") == 40);
    CHECK(hits(back.store(), "銀行 39") == 1);
    for (auto* opened : {other.get(), &back.store()}) {
        opened->read([](store::Reader& reader) {
            auto const proof = journal::verify(reader);
            CHECK(proof.findings.empty());
            CHECK(proof.entries == 40);
            CHECK(proof.access_entries == 1);
        });
        opened->write([](store::Transaction& transaction) {
            auto const made = transaction.first(
                "INSERT INTO observable (id, type, value) VALUES (?, 'phone', 'new') RETURNING seq",
                {store::id_value(base::new_ulid())});
            CHECK(made->integer(0) == 3);  // 2 was given and deleted
            journal::append(transaction, {{1}, {}, "create", "note", std::nullopt, 1, {}});
            transaction.execute(
                "INSERT INTO search_document (record_kind, record_id, body) VALUES ('x', ?, 'y')",
                {store::id_value(base::new_ulid())});
        });
    }
}

TEST_CASE("the schema after a copy is what it was before") {
    store::TemporaryStore origin;
    store::TemporaryStore target;
    write_records(origin.store());
    auto const schema = [](store::Store& opened) {
        std::vector<std::string> statements;
        opened.read([&](store::Reader& reader) { statements = store::schema_statements(reader); });
        std::ranges::sort(statements);
        return statements;
    };
    auto const before = schema(target.store());
    copy(origin.store(), target.store());
    CHECK(schema(target.store()) == before);
}

TEST_CASE("a store that holds records is not filled, and stays as it was") {
    store::TemporaryStore origin;
    store::TemporaryStore target;
    write_records(origin.store());
    target.store().write([](store::Transaction& transaction) {
        transaction.execute("INSERT INTO observable (id, type, value) VALUES (?, 'phone', 'x')",
                            {store::id_value(base::new_ulid())});
    });
    auto const before = sums(target.store());
    CHECK(refusal([&] { copy(origin.store(), target.store()); }).find("not empty") != std::string::npos);
    CHECK(sums(target.store()) == before);
}

TEST_CASE("the first difference is named by table, key and column") {
    store::TemporaryStore one;
    store::TemporaryStore other;
    write_records(one.store());
    copy(one.store(), other.store());
    auto const table = table_named(one.store(), "journal");
    auto const difference = [&] {
        std::optional<transfer::Difference> found;
        one.store().read([&](store::Reader& first) {
            other.store().read(
                [&](store::Reader& second) { found = transfer::first_difference(first, second, table); });
        });
        return found;
    };
    auto const change = [&other](std::string_view sql) {
        other.store().write([&](store::Transaction& transaction) { transaction.execute(sql); });
    };
    CHECK_FALSE(difference());
    change("UPDATE journal SET action = 'changed' WHERE seq = 17");
    auto found = difference();
    REQUIRE(found);
    CHECK(found->table == "journal");
    CHECK(found->key == "17");
    CHECK(found->column == "action");
    change("DELETE FROM journal_content WHERE entry = 9");
    change("DELETE FROM journal WHERE seq = 9");
    found = difference();
    REQUIRE(found);
    CHECK(found->key == "9");
    CHECK(found->column.empty());
}

TEST_CASE("a value that its column cannot hold is named and nothing is kept") {
    store::TemporaryStore target;
    auto const other = new_sqlite(target.folder() / "other.sqlite");
    write_records(*other);
    other->write([](store::Transaction& transaction) {
        transaction.execute("UPDATE observable SET value = ? WHERE seq = 1", {std::string("a\0b", 3)});
    });
    auto said = refusal([&] { copy(*other, target.store()); });
    CHECK(said.find("observable [1] value") != std::string::npos);
    other->write([](store::Transaction& transaction) {
        transaction.execute("UPDATE observable SET value = ? WHERE seq = 1", {base::Blob{"bytes"}});
    });
    said = refusal([&] { copy(*other, target.store()); });
    CHECK(said.find("observable [1] value") != std::string::npos);
    target.store().read([](store::Reader& reader) {
        CHECK(transfer::is_empty(reader, transfer::tables_of_records(reader)));
    });
}

TEST_CASE("who wants a store alone gets it alone, and who shares it waits for nobody") {
    store::TemporaryStore scratch;
    store::Settings settings;
    settings.path = scratch.address();
    settings.use = store::Use::alone;
    CHECK(refusal([&] { static_cast<void>(store::open(settings)); }).find("another program") !=
          std::string::npos);
    CHECK_NOTHROW(scratch.another());
}
