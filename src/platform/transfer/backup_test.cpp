#include "platform/transfer/backup.h"

#include "base/problem.h"
#include "platform/journal/journal.h"
#include "platform/store/migrations.h"
#include "platform/store/temporary_store.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

namespace journal = platform::journal;
namespace store = platform::store;
namespace transfer = platform::transfer;

namespace {

std::string const key(transfer::key_length, 'k');

void write_records(store::Store& opened) {
    opened.write([](store::Transaction& transaction) {
        transaction.execute("INSERT INTO instance (\"only\", id, created_at, demo) VALUES (1, ?, 1, 1)",
                            {base::Blob{"0123456789abcdef"}});
        for (int i = 0; i < 20; ++i) {
            journal::append(transaction,
                            {{i}, {}, "create", "note", base::new_ulid(), 1, {{"text", "相談"}}});
        }
    });
}

transfer::Source source_of(std::string const& bytes) {
    return [&bytes, at = std::size_t{0}](std::size_t length) mutable {
        auto const piece = bytes.substr(std::min(at, bytes.size()), length);
        at += piece.size();
        return piece;
    };
}

struct Files final : transfer::FileTaker {
    void begin(std::string const& path) override { found[now = path]; }
    void bytes(std::string_view bytes) override { found[now].append(bytes); }
    void end() override { ++ended; }
    std::map<std::string, std::string> found;
    std::string now;
    int ended = 0;
};

transfer::BackupFacts facts_of(store::Reader& reader) {
    transfer::BackupFacts facts;
    facts.instance = base::to_string(reader.first("SELECT id FROM instance")->id(0));
    facts.schema = store::schema_version(reader);
    facts.created = {1'790'000'000'000};
    auto const head = reader.first("SELECT seq, hash FROM journal_head");
    facts.journal = head->integer(0);
    facts.journal_hash = base::to_hex(head->blob(1));
    facts.key = transfer::name_of_key(key);
    return facts;
}

// `secrets`: a file beside the records; noise, so that the backup does not become smaller than it is long.
std::string backup_of(store::Store& opened, std::string const& secrets = "card key") {
    std::string bytes;
    opened.read([&](store::Reader& reader) {
        transfer::write_backup(
            reader, facts_of(reader), key, [&bytes](std::string_view piece) { bytes.append(piece); },
            [&secrets] {
                return std::vector<transfer::KeptFile>{
                    {"keys/card.key", [&secrets] { return source_of(secrets); }}};
            },
            nullptr);
    });
    return bytes;
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

std::string refused(std::string const& bytes) {
    return refusal([&] { static_cast<void>(transfer::check_backup(source_of(bytes), key)); });
}

std::string noise(std::size_t length) {
    std::string bytes;
    for (int i = 0; bytes.size() < length; ++i) {
        bytes.append(base::as_bytes(base::sha256(std::to_string(i))));
    }
    return bytes;
}

}  // namespace

TEST_CASE("a backup restores to the same records and files, proved") {
    store::TemporaryStore origin;
    store::TemporaryStore target;
    write_records(origin.store());
    auto const bytes = backup_of(origin.store());
    CHECK(bytes.find("content_digest") == std::string::npos);
    CHECK(bytes.find("card key") == std::string::npos);
    Files files;
    std::vector<transfer::TableSum> sums;
    target.store().write([&](store::Transaction& transaction) {
        files = {};
        sums = transfer::restore_records(source_of(bytes), key, transaction, files, nullptr);
    });
    CHECK(files.found == std::map<std::string, std::string>{{"keys/card.key", "card key"}});
    CHECK(files.ended == 1);
    origin.store().read([&](store::Reader& reader) {
        CHECK(transfer::sums_of(reader, transfer::tables_of_records(reader), nullptr) == sums);
    });
    target.store().read([&](store::Reader& reader) {
        CHECK(transfer::sums_of(reader, transfer::tables_of_records(reader), nullptr) == sums);
        CHECK(journal::verify(reader).entries == 20);
    });
    CHECK(transfer::check_backup(source_of(bytes), key) == sums);
}

TEST_CASE("a backup of an older schema is restored into that schema and migrated on") {
    store::TemporaryStore scratch;  // for its folder
    auto const older = store::migrations().first(2);
    auto const at_older = [&](std::string const& name) {
        store::Settings settings;
        settings.path = (scratch.folder() / name).string();
        settings.use = store::Use::filling;
        auto opened = store::open_sqlite(std::move(settings));
        store::migrate(*opened, older);
        return opened;
    };
    auto const origin = at_older("origin");
    write_records(*origin);
    auto const bytes = backup_of(*origin);
    CHECK(transfer::parse_facts(transfer::read_front(source_of(bytes)).header).schema == 2);
    auto const restored = at_older("restored");
    Files files;
    restored->write([&](store::Transaction& transaction) {
        static_cast<void>(transfer::restore_records(source_of(bytes), key, transaction, files, nullptr));
    });
    store::migrate(*restored);
    restored->read([&bytes](store::Reader& reader) {
        CHECK(store::schema_version(reader) == store::migrations().back().number);
        CHECK_NOTHROW(transfer::prove_journal(
            reader, transfer::parse_facts(transfer::read_front(source_of(bytes)).header)));
        CHECK(journal::verify(reader).entries == 20);
    });
    // Into today's tables it does not fit, and says so.
    CHECK(refusal([&] {
              scratch.store().write([&](store::Transaction& transaction) {
                  static_cast<void>(
                      transfer::restore_records(source_of(bytes), key, transaction, files, nullptr));
              });
          }).find("the tables are not the same on both sides") != std::string::npos);
}

TEST_CASE("a backup that is cut off anywhere is refused, and one byte more or less at each chunk too") {
    store::TemporaryStore origin;
    write_records(origin.store());
    auto const bytes = backup_of(origin.store(), noise(150'000));
    CHECK(bytes.size() > 150'000);
    CHECK(refused(bytes).empty());
    std::vector<std::size_t> cuts;
    for (std::size_t cut = 0; cut < 600; ++cut) {  // the front, byte by byte
        cuts.push_back(cut);
    }
    auto const front = transfer::read_front(source_of(bytes)).bytes.size();
    for (auto at = front; at < bytes.size(); at += 65'553) {
        cuts.insert(cuts.end(), {at - 1, at, at + 1});
    }
    for (std::size_t less = 1; less < 40; ++less) {
        cuts.push_back(bytes.size() - less);
    }
    for (auto const cut : cuts) {
        CAPTURE(cut);
        CHECK_FALSE(refused(bytes.substr(0, cut)).empty());
    }
    for (auto const* more : {"x", "more than a byte"}) {
        CHECK_FALSE(refused(bytes + more).empty());
    }
    CHECK_FALSE(refused(bytes + noise(70'000)).empty());
    CHECK_FALSE(refused(bytes + bytes).empty());
}

TEST_CASE("a backup with any byte changed is refused") {
    store::TemporaryStore origin;
    write_records(origin.store());
    auto const bytes = backup_of(origin.store());
    std::size_t tried = 0;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        auto changed = bytes;
        changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ (1U << (at % 8)));
        CAPTURE(at);
        CHECK_FALSE(refused(changed).empty());
        ++tried;
    }
    CHECK(tried > 1000);
}

TEST_CASE("another key, a newer format and what is no backup are told apart") {
    store::TemporaryStore origin;
    write_records(origin.store());
    auto const bytes = backup_of(origin.store());
    auto const other = refusal([&] {
        static_cast<void>(transfer::check_backup(source_of(bytes), std::string(transfer::key_length, 'o')));
    });
    CHECK(other.find("wrong key") != std::string::npos);
    auto newer = bytes;
    newer[17] = 2;  // the last byte of the format's version
    CHECK(refused(newer).find("format 2") != std::string::npos);
    CHECK(refused("SQLite format 3").find("no backup") != std::string::npos);
    CHECK(refused("").find("no backup") != std::string::npos);
}

TEST_CASE("a backup whose journal does not hold is refused and nothing is kept") {
    store::TemporaryStore origin;
    store::TemporaryStore target;
    write_records(origin.store());
    origin.store().write([](store::Transaction& transaction) {
        transaction.execute("UPDATE journal SET action = 'forged' WHERE seq = 7");
    });
    auto const bytes = backup_of(origin.store());
    Files files;
    auto const said = refusal([&] {
        target.store().write([&](store::Transaction& transaction) {
            static_cast<void>(transfer::restore_records(source_of(bytes), key, transaction, files, nullptr));
        });
    });
    CHECK(said.find("journal 7") != std::string::npos);
    target.store().read([](store::Reader& reader) {
        CHECK(transfer::is_empty(reader, transfer::tables_of_records(reader)));
    });
}

TEST_CASE("a key's file is read back, and nothing else is a key") {
    auto const text = transfer::new_key_text();
    CHECK(transfer::parse_key(text).size() == transfer::key_length);
    CHECK(transfer::new_key_text() != text);
    for (auto const& wrong :
         {std::string(), text.substr(1), text.substr(0, text.size() - 3), text + "00", key}) {
        CHECK_THROWS_AS(static_cast<void>(transfer::parse_key(wrong)), base::Problem);
    }
}

TEST_CASE("an archive that leaves its folder or its order is refused") {
    struct Nothing final : transfer::ArchiveTaker {
        void begin_table(store::Table const&) override {}
        void row(store::Values const&) override {}
        void end_table(transfer::TableSum const&) override {}
        void begin_file(std::string const&) override {}
        void file_bytes(std::string_view) override {}
        void end_file() override {}
    };
    auto const part = [](char letter, store::Values const& values) {
        std::string content;
        transfer::append_row(content, values);
        std::string bytes(1, letter);
        bytes.append(3, '\0').push_back(static_cast<char>(content.size()));
        return bytes + content;
    };
    auto const read = [](std::string const& bytes) {
        return refusal([&] {
            Nothing taker;
            transfer::read_archive(source_of(bytes), taker);
        });
    };
    auto const end = part('E', {std::int64_t{0}});
    CHECK(read(end).empty());
    CHECK(read(end + "x").find("follows") != std::string::npos);
    CHECK(read("").find("no end") != std::string::npos);
    CHECK(read(part('E', {std::int64_t{1}})).find("number of parts") != std::string::npos);
    for (auto const* path : {"../evil", "/etc/passwd", "a/../../b", "a//b", "a/", ".", ""}) {
        CAPTURE(path);
        CHECK(read(part('F', {std::string(path)})).find("name") != std::string::npos);
    }
    CHECK(read(part('R', {std::int64_t{1}})).find("order") != std::string::npos);
    CHECK(read(part('D', {std::int64_t{1}})).find("order") != std::string::npos);
    CHECK(read(part('x', {})).find("unknown") != std::string::npos);
}
