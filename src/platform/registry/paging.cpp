#include "base/hash.h"
#include "base/problem.h"
#include "platform/registry/records.h"
#include "platform/store/by_index.h"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace platform::registry {

namespace {

// Where a page ended: the sorted value (absent when it was NULL) and the row's seq.
struct Position {
    store::Value value;
    std::int64_t seq = 0;
};

std::string to_cursor(Position const& position) {
    boost::json::array parts;
    if (auto const* number = std::get_if<std::int64_t>(&position.value)) {
        parts = {"i", *number};
    } else if (auto const* text = std::get_if<std::string>(&position.value)) {
        parts = {"t", *text};
    } else if (auto const* blob = std::get_if<base::Blob>(&position.value)) {
        parts = {"b", base::to_hex(blob->bytes)};
    } else {
        parts = {"n", nullptr};
    }
    parts.emplace_back(position.seq);
    return base::to_hex(boost::json::serialize(parts));
}

[[noreturn]] void refuse_cursor() {
    throw base::Problem(base::Problem::bad_request, "続きの位置 (cursor) が正しくありません",
                        "the cursor is not one that this list gave",
                        {{"cursor", {"この一覧が返した値ではありません", "not a value this list returned"}}});
}

// Whether a column of this type can hold the value: SQLite compares anything, PostgreSQL does not.
bool fits(store::Value const& value, std::string_view type) {
    if (std::holds_alternative<std::int64_t>(value)) {
        return type == "{int}" || type == "{bool}" || type == "{seq}";
    }
    if (std::holds_alternative<std::string>(value)) {
        return type == "{text}";
    }
    return std::holds_alternative<std::monostate>(value) || type == "{id}" || type == "{blob}";
}

Position from_cursor(std::string const& cursor) {
    auto const bytes = base::from_hex(cursor);
    boost::json::error_code error;
    auto const parsed = bytes ? boost::json::parse(*bytes, error) : boost::json::value();
    auto const* parts = parsed.if_array();
    if (error || parts == nullptr || parts->size() != 3 || !(*parts)[0].is_string() ||
        !(*parts)[2].is_int64()) {
        refuse_cursor();
    }
    Position position{{}, (*parts)[2].as_int64()};
    auto const& kind = (*parts)[0].as_string();
    auto const& value = (*parts)[1];
    if (kind == "i" && value.is_int64()) {
        position.value = value.as_int64();
    } else if (kind == "t" && value.is_string()) {
        position.value = std::string(value.as_string());
    } else if (auto raw = value.is_string() ? base::from_hex(value.as_string()) : std::nullopt;
               kind == "b" && raw) {
        position.value = base::Blob{*raw};
    } else if (kind != "n") {
        refuse_cursor();
    }
    return position;
}

// Rows that come after the position, NULLs being last whichever way the list runs.
Condition after(Position const& position, std::string const& column, bool descending) {
    std::string const past = descending ? " < ?" : " > ?";
    std::string const seq = "r.seq" + past;
    if (column == "r.seq") {
        return {seq, {position.seq}};
    }
    if (std::holds_alternative<std::monostate>(position.value)) {
        return {column + " IS NULL AND " + seq, {position.seq}};
    }
    return {column + past + " OR (" + column + " = ? AND " + seq + ") OR " + column + " IS NULL",
            {position.value, position.value, position.seq}};
}

}  // namespace

Page list(store::Reader& reader, record::Schema const& schema, PageRequest const& request) {
    std::string const column = "r." + request.order.column;
    std::string const direction = request.order.descending ? " DESC" : " ASC";
    auto conditions = request.conditions;
    if (request.cursor) {
        auto const position = from_cursor(*request.cursor);
        auto const columns = record::table_columns(schema);
        auto const sorted = std::ranges::find(columns, request.order.column, &record::Column::name);
        if (sorted == columns.end() || !fits(position.value, sorted->type)) {
            refuse_cursor();
        }
        conditions.push_back(after(position, column, request.order.descending));
    }
    std::string const table(schema.plural);
    std::string const order = " ORDER BY " + column + direction + " NULLS LAST, r.seq" + direction;
    auto const columns_of_page = "SELECT " + record::select_columns(schema, "r") + ", " + column + " FROM ";
    store::Values values;
    std::string where;
    for (auto const& condition : conditions) {
        where.append(where.empty() ? " WHERE (" : " AND (").append(condition.sql).append(")");
        values.insert(values.end(), condition.values.begin(), condition.values.end());
    }
    where.append(order).append(" LIMIT ?");
    values.emplace_back(static_cast<std::int64_t>(request.limit + 1));
    auto const sql = request.index.empty()
                         ? columns_of_page + table + " r" + where
                         : columns_of_page + "(SELECT r.seq AS found FROM " +
                               store::by_index(reader, table + " r", request.index) + where + ") f JOIN " +
                               table + " r ON r.seq = f.found" + order;

    Page page;
    Position last;
    reader.each(sql, values, [&](store::Row const& row) {
        if (page.items.size() == request.limit) {
            page.next_cursor = to_cursor(last);
            return;
        }
        auto const columns = std::span(row.values()).first(row.size() - 1);
        page.items.push_back(record::from_row(schema, columns));
        last = {row[row.size() - 1], page.items.back().envelope.seq};
    });
    return page;
}

}  // namespace platform::registry
