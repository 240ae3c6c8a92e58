#include "platform/transfer/records.h"

#include "base/problem.h"
#include "base/utf8.h"
#include "platform/search/search.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace platform::transfer {

namespace {

// Full text is made of its documents; the version of the schema is the store's own.
constexpr std::array<std::string_view, 3> not_records{"search_index", "search_state", "schema_version"};
constexpr std::int64_t rows_between_reports = 500'000;
constexpr std::int64_t compared_at_once = 500;

std::string names_of(std::vector<std::string> const& names) {
    std::string list;
    for (auto const& name : names) {
        list.append(list.empty() ? "" : ", ").append(store::quoted_name(name));
    }
    return list;
}

std::vector<std::string> columns_of(store::Table const& table) {
    std::vector<std::string> names;
    names.reserve(table.columns.size());
    for (auto const& column : table.columns) {
        names.push_back(column.name);
    }
    return names;
}

std::string select_rows(store::Table const& table) {
    return "SELECT " + names_of(columns_of(table)) + " FROM " + store::quoted_name(table.name);
}

std::size_t place_of(store::Table const& table, std::string_view column) {
    auto const found = std::ranges::find(table.columns, column, &store::Column::name);
    BASE_ASSERT(found != table.columns.end());
    return static_cast<std::size_t>(found - table.columns.begin());
}

store::Values key_values(store::Table const& table, store::Values const& row) {
    store::Values values;
    for (auto const& column : table.key) {
        values.push_back(row[place_of(table, column)]);
    }
    return values;
}

std::string shown(store::Value const& value) {
    if (auto const* number = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*number);
    }
    if (auto const* text = std::get_if<std::string>(&value)) {
        return *text;
    }
    auto const* blob = std::get_if<base::Blob>(&value);
    if (blob == nullptr) {
        return "NULL";
    }
    auto const id = base::ulid_from_bytes(blob->bytes);
    return id ? base::to_string(*id) : base::to_hex(blob->bytes);
}

// The rows that follow a key, at most so many.
store::Rows rows_after(store::Reader& reader, store::Table const& table, store::Values const& key) {
    auto sql = select_rows(table);
    auto values = key;
    if (!key.empty()) {
        std::string places;
        for (std::size_t i = 0; i < key.size(); ++i) {
            places.append(i == 0 ? "?" : ", ?");
        }
        sql += " WHERE (" + names_of(table.key) + ") > (" + places + ")";
    }
    sql += " ORDER BY " + names_of(table.key) + " LIMIT ?";
    values.emplace_back(compared_at_once);
    return reader.query(sql, values);
}

// In the order that both stores keep keys in.
bool is_before(store::Values const& one, store::Values const& other) {
    for (std::size_t i = 0; i < one.size(); ++i) {
        if (one[i] == other[i]) {
            continue;
        }
        if (auto const* blob = std::get_if<base::Blob>(&one[i])) {
            auto const* theirs = std::get_if<base::Blob>(&other[i]);
            return theirs != nullptr && blob->bytes < theirs->bytes;
        }
        auto const* number = std::get_if<std::int64_t>(&one[i]);
        auto const* their_number = std::get_if<std::int64_t>(&other[i]);
        if (number != nullptr && their_number != nullptr) {
            return *number < *their_number;
        }
        return shown(one[i]) < shown(other[i]);
    }
    return false;
}

std::optional<Difference> row_difference(store::Table const& table, store::Values const& one,
                                         store::Values const& other) {
    auto const first = key_values(table, one);
    auto const second = key_values(table, other);
    if (first != second) {  // the smaller key is the row that the other side has not got
        return Difference{table.name, key_of(table, is_before(first, second) ? one : other), ""};
    }
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (one[i] != other[i]) {
            return Difference{table.name, key_of(table, one), table.columns[i].name};
        }
    }
    return std::nullopt;
}

[[noreturn]] void refuse_value(store::Table const& table, store::Values const& row, std::string const& column,
                               base::Words const& reason) {
    auto const place = fmt::format("{} [{}] {}", table.name, key_of(table, row), column);
    throw base::Problem(base::Problem::invalid, "移せない値があります: " + place,
                        "a value cannot be taken over: " + place, {{place, reason}});
}

[[noreturn]] void refuse_difference(Difference const& difference) {
    auto const place = fmt::format("{} [{}]{}{}", difference.table, difference.key,
                                   difference.column.empty() ? "" : " ", difference.column);
    throw base::Problem(base::Problem::conflict, "移した記録が元と一致しません: " + place,
                        "a record that was taken over is not equal: " + place);
}

void require_equal(store::Reader& from, store::Reader& to, Tables const& tables,
                   std::vector<TableSum> const& expected, Progress const& progress) {
    auto const sums = sums_of(to, tables, progress);
    for (std::size_t i = 0; i < tables.size(); ++i) {
        if (sums[i] == expected[i]) {
            continue;
        }
        if (auto const difference = first_difference(from, to, tables[i])) {
            refuse_difference(*difference);
        }
        refuse_difference({tables[i].name, "", "(number series)"});
    }
}

}  // namespace

Tables tables_of_records(store::Reader& reader) {
    auto tables = store::tables(reader);
    std::erase_if(tables, [](store::Table const& table) {
        return std::ranges::find(not_records, table.name) != not_records.end();
    });
    for (auto const& table : tables) {
        // A migration that brings another kind of table must say how it travels.
        BASE_ASSERT(!table.key.empty());
        BASE_ASSERT(std::ranges::none_of(table.columns, [](store::Column const& column) {
            return column.kind == store::ColumnKind::other;
        }));
    }
    return tables;
}

void require_same_tables(Tables const& one, Tables const& other) {
    auto const same = [](store::Table const& a, store::Table const& b) {
        return a.name == b.name && a.columns == b.columns && a.key == b.key;
    };
    for (auto const* side : {&one, &other}) {
        auto const& against = side == &one ? other : one;
        for (auto const& table : *side) {
            bool const found =
                std::ranges::any_of(against, [&](store::Table const& b) { return same(table, b); });
            if (!found) {
                throw base::Problem(base::Problem::conflict, "表の構造が異なります: " + table.name,
                                    "the tables are not the same on both sides: " + table.name);
            }
        }
    }
}

void each_row(store::Reader& reader, store::Table const& table,
              std::function<void(store::Values const&)> const& row) {
    reader.each(select_rows(table) + " ORDER BY " + names_of(table.key), {},
                [&row](store::Row const& found) { row(found.values()); });
}

TableSum sum_of(store::Reader& reader, store::Table const& table) {
    TableDigest digest(table);
    each_row(reader, table, [&digest](store::Values const& row) { digest.add(row); });
    return digest.finish(table.counts ? store::counter(reader, table) : 0);
}

std::vector<TableSum> sums_of(store::Reader& reader, Tables const& tables, Progress const& progress) {
    std::vector<TableSum> sums;
    sums.reserve(tables.size());
    for (auto const& table : tables) {
        sums.push_back(sum_of(reader, table));
        if (progress && sums.back().rows >= rows_between_reports) {
            progress("compared " + table.name, sums.back().rows);
        }
    }
    return sums;
}

std::optional<Difference> first_difference(store::Reader& one, store::Reader& other,
                                           store::Table const& table) {
    store::Values key;
    for (;;) {
        auto const first = rows_after(one, table, key);
        auto const second = rows_after(other, table, key);
        for (std::size_t i = 0; i < std::min(first.size(), second.size()); ++i) {
            if (auto found = row_difference(table, first[i].values(), second[i].values())) {
                return found;
            }
        }
        if (first.size() != second.size()) {
            auto const& more = first.size() > second.size() ? first : second;
            auto const at = std::min(first.size(), second.size());
            return Difference{table.name, key_of(table, more[at].values()), ""};
        }
        if (first.empty()) {
            return std::nullopt;
        }
        key = key_values(table, first.back().values());
    }
}

std::string key_of(store::Table const& table, store::Values const& row) {
    std::string text;
    for (auto const& value : key_values(table, row)) {
        text.append(text.empty() ? "" : ", ").append(shown(value));
    }
    return text;
}

bool is_empty(store::Reader& reader, Tables const& tables) {
    return std::ranges::all_of(tables, [&reader](store::Table const& table) {
        // PostgreSQL's writers lock the head's row, so that it stands there from the beginning.
        auto const* const condition = table.name == "journal_head" ? " WHERE seq > 0" : "";
        return !reader.first("SELECT 1 FROM " + store::quoted_name(table.name) + condition + " LIMIT 1");
    });
}

Filling::Filling(store::Transaction& transaction, Tables tables)
    : transaction_(transaction), tables_(std::move(tables)), attachments_(store::attachments(transaction)) {
    if (!is_empty(transaction_, tables_)) {
        throw base::Problem(
            base::Problem::conflict,
            "移し先は空ではありません。空のデータフォルダー又はデータベースを指定してください",
            "the target is not empty: name an empty data folder or database");
    }
    transaction_.execute("DELETE FROM journal_head");
    for (auto const& attachment : attachments_) {
        transaction_.execute(attachment.drop);
    }
}

void Filling::begin(std::string_view table) {
    auto const found = std::ranges::find(tables_, table, &store::Table::name);
    BASE_ASSERT(found != tables_.end() && !rows_);
    table_ = &*found;
    rows_ = transaction_.insert_many(table_->name, columns_of(*table_));
}

void Filling::check(store::Values const& row) const {
    for (std::size_t i = 0; i < row.size(); ++i) {
        auto const& column = table_->columns[i];
        bool fits = std::holds_alternative<std::monostate>(row[i]);
        switch (column.kind) {
            case store::ColumnKind::integer:
                fits = fits || std::holds_alternative<std::int64_t>(row[i]);
                break;
            case store::ColumnKind::text:
                fits = fits || std::holds_alternative<std::string>(row[i]);
                break;
            case store::ColumnKind::blob:
                fits = fits || std::holds_alternative<base::Blob>(row[i]);
                break;
            case store::ColumnKind::other:
                break;
        }
        if (!fits) {
            refuse_value(*table_, row, column.name,
                         {"列の型と値の型が異なります", "the value is of another type than its column"});
        }
        auto const* text = std::get_if<std::string>(&row[i]);
        if (text != nullptr && !base::is_storable_text(*text)) {
            refuse_value(*table_, row, column.name,
                         {"UTF-8 として正しくないか、NUL を含みます", "not valid UTF-8, or holds a NUL"});
        }
    }
}

void Filling::add(store::Values const& row) {
    BASE_ASSERT(rows_ && row.size() == table_->columns.size());
    check(row);
    rows_->add(row);
}

void Filling::end(std::int64_t counter) {
    rows_->finish();
    rows_.reset();
    if (table_->counts) {
        store::set_counter(transaction_, *table_, counter);
    }
}

void Filling::finish(Progress const& progress) {
    if (progress) {
        progress("making indexes", 0);
    }
    platform::search::rebuild(transaction_);
    for (auto at = attachments_.rbegin(); at != attachments_.rend(); ++at) {
        transaction_.execute(at->make);
    }
}

std::vector<TableSum> copy_records(store::Reader& from, store::Transaction& to, Progress const& progress) {
    auto const tables = tables_of_records(from);
    auto const theirs = tables_of_records(to);
    require_same_tables(tables, theirs);
    Filling filling(to, theirs);
    for (auto const& table : tables) {
        std::int64_t rows = 0;
        filling.begin(table.name);
        each_row(from, table, [&](store::Values const& row) {
            filling.add(row);
            if (++rows % rows_between_reports == 0 && progress) {
                progress("copied " + table.name, rows);
            }
        });
        filling.end(table.counts ? store::counter(from, table) : 0);
    }
    filling.finish(progress);
    auto sums = sums_of(from, tables, progress);
    require_equal(from, to, theirs, sums, progress);
    return sums;
}

}  // namespace platform::transfer
