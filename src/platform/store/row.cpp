#include "base/problem.h"
#include "platform/store/store.h"

namespace platform::store {

Value const& Row::operator[](std::size_t column) const {
    BASE_ASSERT(column < values_.size());
    return values_[column];
}

bool Row::is_null(std::size_t column) const {
    return std::holds_alternative<std::monostate>((*this)[column]);
}

std::int64_t Row::integer(std::size_t column) const {
    auto const* value = std::get_if<std::int64_t>(&(*this)[column]);
    BASE_ASSERT(value);
    return *value;
}

std::string const& Row::text(std::size_t column) const {
    auto const* value = std::get_if<std::string>(&(*this)[column]);
    BASE_ASSERT(value);
    return *value;
}

std::string const& Row::blob(std::size_t column) const {
    auto const* value = std::get_if<base::Blob>(&(*this)[column]);
    BASE_ASSERT(value);
    return value->bytes;
}

base::Ulid Row::id(std::size_t column) const {
    auto const id = base::ulid_from_bytes(blob(column));
    BASE_ASSERT(id);
    return *id;
}

std::optional<base::Ulid> Row::optional_id(std::size_t column) const {
    return is_null(column) ? std::nullopt : std::optional(id(column));
}

std::optional<std::int64_t> Row::optional_integer(std::size_t column) const {
    return is_null(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<std::string> Row::optional_text(std::size_t column) const {
    return is_null(column) ? std::nullopt : std::optional(text(column));
}

Rows Reader::query(std::string_view sql, Values const& values) {
    Rows rows;
    each(sql, values, [&rows](Row const& row) { rows.push_back(row); });
    return rows;
}

std::optional<Row> Reader::first(std::string_view sql, Values const& values) {
    std::optional<Row> found;
    each(sql, values, [&found](Row const& row) {
        if (!found) {
            found = row;
        }
    });
    return found;
}

std::vector<std::optional<Row>> Transaction::run_each(std::string_view sql, std::vector<Values> const& each) {
    std::vector<std::optional<Row>> firsts;
    firsts.reserve(each.size());
    for (auto const& values : each) {
        firsts.push_back(first(sql, values));
    }
    return firsts;
}

}  // namespace platform::store
