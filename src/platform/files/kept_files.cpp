#include "platform/files/kept_files.h"

#include "base/hash.h"
#include "platform/transfer/canonical.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace platform::files {

namespace {

constexpr std::size_t piece = 256 * 1024;
constexpr std::int64_t day_in_seconds = 24 * 60 * 60;

bool is_named(store::Reader& reader, std::string_view sha256) {
    return reader.first("SELECT 1 FROM files WHERE sha256 = ?", {store::text_value(sha256)}).has_value();
}

base::Violation fault(std::string const& sha256, std::string_view ja, std::string_view en) {
    return {sha256, {std::string(ja), std::string(en)}};
}

std::optional<base::Violation> compare(Vault const& vault, std::string const& sha256, std::int64_t size) {
    if (!vault.holds(sha256)) {
        return fault(sha256, "ファイルがありません", "the file is missing");
    }
    auto const source = vault.open(sha256);
    transfer::Digest digest;
    std::int64_t read = 0;
    for (auto next = source(piece); !next.empty(); next = source(piece)) {
        digest.add(next);
        read += static_cast<std::int64_t>(next.size());
    }
    if (read != size) {
        return fault(sha256, fmt::format("大きさが違います ({} ではなく {})", size, read),
                     fmt::format("has another size ({} instead of {})", read, size));
    }
    if (base::to_hex(base::as_bytes(digest.finish())) != sha256) {
        return fault(sha256, "内容が変わっています", "the content was changed");
    }
    return std::nullopt;
}

}  // namespace

void name_file(store::Transaction& transaction, Vault const& vault, StoredFile const& file,
               base::Ulid const& record, base::Instant at) {
    // Removals run in write transactions too, which are one after the other: from here on the row protects
    // it.
    if (!vault.holds(file.sha256)) {
        throw base::Problem(base::Problem::unavailable,
                            "ファイルの保管が完了しませんでした。もう一度実行してください",
                            "storing the file was not completed: try again",
                            {{"files/" + file.sha256, {"ファイルがありません", "the file is missing"}}});
    }
    if (!is_named(transaction, file.sha256)) {
        transaction.execute("INSERT INTO files (sha256, size, media_type, stored_at) VALUES (?, ?, ?, ?)",
                            {file.sha256, file.size, file.media_type, at.milliseconds});
    }
    transaction.execute("DELETE FROM file_removal WHERE sha256 = ?", {file.sha256});
    auto const known = transaction.first("SELECT 1 FROM file_use WHERE sha256 = ? AND record_id = ?",
                                         {file.sha256, store::id_value(record)});
    if (!known) {
        transaction.execute("INSERT INTO file_use (sha256, record_id) VALUES (?, ?)",
                            {file.sha256, store::id_value(record)});
    }
}

void forget_files(store::Transaction& transaction, base::Ulid const& record,
                  std::set<std::string> const& stay) {
    for (auto const& row :
         transaction.query("SELECT sha256 FROM file_use WHERE record_id = ?", {store::id_value(record)})) {
        if (stay.contains(row.text(0))) {
            continue;
        }
        transaction.execute("DELETE FROM file_use WHERE sha256 = ? AND record_id = ?",
                            {row[0], store::id_value(record)});
        if (transaction.first("SELECT 1 FROM file_use WHERE sha256 = ?", {row[0]})) {
            continue;
        }
        transaction.execute("DELETE FROM files WHERE sha256 = ?", {row[0]});
        if (!transaction.first("SELECT 1 FROM file_removal WHERE sha256 = ?", {row[0]})) {
            transaction.execute("INSERT INTO file_removal (sha256) VALUES (?)", {row[0]});
        }
    }
}

std::optional<StoredFile> find_file(store::Reader& reader, std::string_view sha256) {
    auto const row = reader.first("SELECT sha256, size, media_type FROM files WHERE sha256 = ?",
                                  {store::text_value(sha256)});
    return row ? std::optional(StoredFile{row->text(0), row->integer(1), row->text(2)}) : std::nullopt;
}

std::size_t remove_forgotten(store::Store& store, Vault const& vault) {
    store::Rows waiting;
    store.read([&](store::Reader& reader) { waiting = reader.query("SELECT sha256 FROM file_removal"); });
    if (waiting.empty()) {
        return 0;
    }
    auto const held = vault.hold(Vault::Hold::removing);
    if (!held) {
        return 0;
    }
    std::size_t removed = 0;
    store.write([&](store::Transaction& transaction) {
        removed = 0;
        for (auto const& row : waiting) {
            if (!is_named(transaction, row.text(0))) {
                vault.remove(row.text(0));
                ++removed;
            }
            transaction.execute("DELETE FROM file_removal WHERE sha256 = ?", {row[0]});
        }
    });
    for (auto const& row : waiting) {
        spdlog::info("files: removed {}", row.text(0));
    }
    return removed;
}

std::size_t sweep_orphans(store::Store& store, Vault const& vault, base::Instant now) {
    auto const before = now.milliseconds / 1000 - day_in_seconds;
    vault.clear_incoming(day_in_seconds);
    std::set<std::string> named;
    store.read([&](store::Reader& reader) { named = named_files(reader); });
    std::vector<std::string> orphans;
    for (auto const& file : vault.present()) {
        if (file.changed_at < before && !named.contains(file.sha256)) {
            orphans.push_back(file.sha256);
        }
    }
    auto const held = orphans.empty() ? std::nullopt : vault.hold(Vault::Hold::removing);
    if (!held) {
        return 0;
    }
    std::size_t removed = 0;
    store.write([&](store::Transaction& transaction) {
        removed = 0;
        for (auto const& sha256 : orphans) {
            if (!is_named(transaction, sha256)) {
                vault.remove(sha256);
                spdlog::info("files: swept {}, which no record names", sha256);
                ++removed;
            }
        }
    });
    return removed;
}

std::set<std::string> named_files(store::Reader& reader) {
    std::set<std::string> named;
    reader.each("SELECT sha256 FROM files", {}, [&](store::Row const& row) { named.insert(row.text(0)); });
    return named;
}

FileProof verify(store::Reader& reader, Vault const& vault) {
    FileProof proof;
    reader.each("SELECT sha256, size FROM files ORDER BY sha256", {}, [&](store::Row const& row) {
        ++proof.files;
        if (auto const wrong = compare(vault, row.text(0), row.integer(1))) {
            proof.wrong.push_back(*wrong);
        }
    });
    return proof;
}

}  // namespace platform::files
