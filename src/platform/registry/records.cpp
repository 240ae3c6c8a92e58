#include "platform/registry/records.h"

#include "base/problem.h"
#include "platform/search/search.h"
#include "record/diff.h"
#include "record/json.h"
#include "record/search_text.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace platform::registry {

namespace {

using record::StoredRecord;

std::string table_of(record::Schema const& schema) {
    return std::string(schema.plural);
}

void write_journal(store::Transaction& transaction, StoredRecord const& stored, Change const& change,
                   boost::json::array changes) {
    journal::Entry entry;
    entry.at = change.at;
    entry.author = change.author;
    entry.action = change.action;
    entry.record_kind = std::string(stored.record.schema().name);
    entry.record_id = change.about.value_or(stored.envelope.id);
    entry.record_version = stored.envelope.version;
    entry.content["id"] = base::to_string(stored.envelope.id);
    entry.content["after"] = record::to_json(record::View(stored.record));
    if (!changes.empty()) {
        entry.content["changes"] = std::move(changes);
    }
    journal::append(transaction, entry);
}

void index_text(store::Transaction& transaction, StoredRecord const& stored) {
    auto const text = record::searchable_text(record::View(stored.record));
    if (!text.empty()) {
        search::put(transaction, stored.record.schema().name, stored.envelope.id, text);
    }
}

std::string where(std::vector<Condition> const& conditions, store::Values& values) {
    std::string sql;
    for (auto const& condition : conditions) {
        sql.append(sql.empty() ? " WHERE (" : " AND (").append(condition.sql).append(")");
        values.insert(values.end(), condition.values.begin(), condition.values.end());
    }
    return sql;
}

}  // namespace

record::Envelope insert(store::Transaction& transaction, record::View value, Ownership const& ownership,
                        Change const& change) {
    StoredRecord stored{{}, record::Record(value.schema())};
    for (auto const& field : value.schema().fields) {
        stored.record.set(field, value.get(field));
    }
    auto& envelope = stored.envelope;
    envelope.id = ownership.id.is_nil() ? base::new_ulid() : ownership.id;
    envelope.created_at = envelope.changed_at = change.at;
    envelope.created_by = envelope.changed_by = change.author.staff.value_or(base::Ulid{});
    envelope.owner_unit = ownership.owner_unit;
    envelope.origin_unit = ownership.origin_unit;
    envelope.restriction = ownership.restriction;
    transaction.execute(record::insert_statement(value.schema()),
                        record::insert_values(envelope, record::View(stored.record)));
    write_journal(transaction, stored, change, {});
    index_text(transaction, stored);
    return envelope;
}

record::Envelope update(store::Transaction& transaction, StoredRecord const& before,
                        StoredRecord const& after, Change const& change) {
    StoredRecord stored = after;
    stored.envelope.version = before.envelope.version + 1;
    stored.envelope.changed_at = change.at;
    stored.envelope.changed_by = change.author.staff.value_or(base::Ulid{});
    auto const changed = transaction.execute(
        record::update_statement(after.record.schema()),
        record::update_values(stored.envelope, record::View(stored.record), before.envelope.version));
    if (changed != 1) {
        throw base::Problem(base::Problem::stale, "ほかの人が先に変更しました。最新の内容を確認してください",
                            "somebody else changed this first; look at the latest version");
    }
    write_journal(transaction, stored, change,
                  record::diff(record::View(before.record), record::View(stored.record)));
    index_text(transaction, stored);
    return stored.envelope;
}

std::optional<StoredRecord> find(store::Reader& reader, record::Schema const& schema, base::Ulid const& id) {
    std::string sql = "SELECT ";
    sql.append(record::select_columns(schema))
        .append(" FROM ")
        .append(table_of(schema))
        .append(" WHERE id = ?");
    auto const row = reader.first(sql, {store::id_value(id)});
    return row ? std::optional(record::from_row(schema, row->values())) : std::nullopt;
}

StoredRecord get(store::Reader& reader, record::Schema const& schema, base::Ulid const& id) {
    auto found = find(reader, schema, id);
    if (!found) {
        // In the words of access::require, so that what is hidden and what is not there look the same.
        throw base::Problem(base::Problem::not_found, "見つかりません", "Not found");
    }
    return std::move(*found);
}

std::vector<StoredRecord> all(store::Reader& reader, record::Schema const& schema,
                              Condition const& condition) {
    std::string sql = "SELECT ";
    sql.append(record::select_columns(schema, "r"))
        .append(" FROM ")
        .append(table_of(schema))
        .append(" r WHERE (");
    sql.append(condition.sql).append(") ORDER BY r.seq");
    std::vector<StoredRecord> found;
    reader.each(sql, condition.values,
                [&](store::Row const& row) { found.push_back(record::from_row(schema, row.values())); });
    return found;
}

std::int64_t count(store::Reader& reader, record::Schema const& schema,
                   std::vector<Condition> const& conditions) {
    store::Values values;
    std::string sql = "SELECT count(*) FROM ";
    sql.append(table_of(schema)).append(" r").append(where(conditions, values));
    auto const row = reader.first(sql, values);
    BASE_ASSERT(row);
    return row->integer(0);
}

}  // namespace platform::registry
