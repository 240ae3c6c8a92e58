#include "platform/journal/journal.h"

#include "platform/journal/chain.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <sodium.h>

namespace platform::journal {

namespace {

using store::Value;
using store::Values;

Value blob(base::Sha256 const& digest) {
    return base::Blob{std::string(base::as_bytes(digest))};
}

Value optional_id(std::optional<base::Ulid> const& id) {
    return id ? store::id_value(*id) : Value{};
}

std::string new_salt() {
    std::string salt(16, '\0');
    randombytes_buf(salt.data(), salt.size());
    return salt;
}

constexpr std::string_view row_columns =
    "seq, at, actor, unit, action, record_kind, record_id, record_version";

Row to_row(store::Row const& row) {
    return {row.integer(0), {row.integer(1)}, {row.optional_id(2), row.optional_id(3)},
            row.text(4),    row.text(5),      row.optional_id(6),
            row.integer(7)};
}

std::string select_rows(std::string_view rest) {
    std::string sql = "SELECT ";
    sql.append(row_columns).append(" FROM journal ").append(rest);
    return sql;
}

}  // namespace

std::int64_t append(store::Transaction& transaction, Entry const& entry) {
    auto const head = transaction.first("SELECT seq, hash FROM journal_head WHERE \"only\" = 1");
    std::int64_t const seq = head ? head->integer(0) + 1 : 1;
    Value const previous = head ? (*head)[1] : Value(base::Blob{std::string(32, '\0')});
    auto const salt = new_salt();
    auto const content = boost::json::serialize(entry.content);
    Values columns{seq,
                   entry.at.milliseconds,
                   optional_id(entry.author.staff),
                   optional_id(entry.author.unit),
                   entry.action,
                   entry.record_kind,
                   optional_id(entry.record_id),
                   entry.record_version,
                   blob(content_digest(salt, content)),
                   previous};
    auto const hash = blob(journal_hash(columns));
    columns.push_back(hash);
    transaction.execute(
        "INSERT INTO journal (seq, at, actor, unit, action, record_kind, record_id, record_version, "
        "content_digest, "
        "previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        columns);
    transaction.execute("INSERT INTO journal_content (entry, salt, content) VALUES (?, ?, ?)",
                        {seq, base::Blob{salt}, content});
    transaction.execute(
        "INSERT INTO journal_head (\"only\", seq, hash) VALUES (1, ?, ?) "
        "ON CONFLICT (\"only\") DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
        {seq, hash});
    return seq;
}

void log_access(store::Transaction& transaction, std::string_view node, AccessEntry const& entry) {
    auto const head =
        transaction.first("SELECT seq, hash FROM access_log_head WHERE node = ?", {store::text_value(node)});
    std::int64_t const seq = head ? head->integer(0) + 1 : 1;
    Value const previous = head ? (*head)[1] : Value(base::Blob{std::string(32, '\0')});
    Values columns{store::text_value(node),
                   seq,
                   entry.at.milliseconds,
                   optional_id(entry.author.staff),
                   optional_id(entry.author.unit),
                   entry.action,
                   entry.purpose,
                   entry.record_kind,
                   optional_id(entry.record_id),
                   entry.detail,
                   previous};
    auto const hash = blob(access_hash(columns));
    columns.push_back(hash);
    transaction.execute(
        "INSERT INTO access_log (node, seq, at, actor, unit, action, purpose, record_kind, record_id, "
        "detail, previous, "
        "hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        columns);
    transaction.execute(
        "INSERT INTO access_log_head (node, seq, hash) VALUES (?, ?, ?) "
        "ON CONFLICT (node) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
        {store::text_value(node), seq, hash});
}

std::vector<Row> entries_after(store::Reader& reader, std::int64_t seq, std::size_t limit) {
    std::vector<Row> rows;
    reader.each(select_rows("WHERE seq > ? ORDER BY seq LIMIT ?"), {seq, static_cast<std::int64_t>(limit)},
                [&rows](store::Row const& row) { rows.push_back(to_row(row)); });
    return rows;
}

std::vector<Row> entries_of(store::Reader& reader, base::Ulid const& record) {
    std::vector<Row> rows;
    reader.each(select_rows("WHERE record_id = ? ORDER BY seq"), {store::id_value(record)},
                [&rows](store::Row const& row) { rows.push_back(to_row(row)); });
    return rows;
}

std::optional<boost::json::object> content_of(store::Reader& reader, std::int64_t seq) {
    auto const row = reader.first("SELECT content FROM journal_content WHERE entry = ?", {seq});
    if (!row) {
        return std::nullopt;
    }
    return boost::json::parse(row->text(0)).as_object();
}

std::int64_t head(store::Reader& reader) {
    auto const row = reader.first("SELECT seq FROM journal_head WHERE \"only\" = 1");
    return row ? row->integer(0) : 0;
}

}  // namespace platform::journal
