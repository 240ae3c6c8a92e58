#include "platform/store/postgresql_copy.h"

#include "base/problem.h"
#include "platform/store/catalog.h"

#include <algorithm>

namespace platform::store {

namespace {

constexpr std::size_t flush_at = 256 * 1024;
constexpr std::string_view signature("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
constexpr std::string_view end_of_rows("\xff\xff", 2);

template <typename Integer>  // one for each width that the format knows
void append_big_endian(std::string& bytes, Integer number) {
    for (int shift = static_cast<int>(sizeof number) * 8 - 8; shift >= 0; shift -= 8) {
        bytes.push_back(
            static_cast<char>(static_cast<std::uint64_t>(number) >> static_cast<unsigned>(shift)));
    }
}

}  // namespace

PostgresqlCopy::PostgresqlCopy(PostgresqlConnection& connection, std::string_view table,
                               std::vector<std::string> const& columns)
    : connection_(connection), waiting_(signature) {
    auto const known = columns_of(connection, quoted_name(table));
    std::string names;
    for (auto const& column : columns) {
        auto const found = std::ranges::find(known, column, &record::ExistingColumn::name);
        BASE_ASSERT(found != known.end());
        types_.push_back(type_named(found->type, column));
        names.append(names.empty() ? "" : ", ").append(quoted_name(column));
    }
    connection_.begin_copy("COPY " + quoted_name(table) + " (" + names + ") FROM STDIN (FORMAT binary)");
    open_ = true;
}

PostgresqlCopy::~PostgresqlCopy() {
    if (open_) {
        connection_.give_up_copy();
    }
}

PostgresqlCopy::Type PostgresqlCopy::type_named(std::string_view name, std::string_view column) {
    if (name == "bigint") {
        return Type::int8;
    }
    if (name == "integer") {
        return Type::int4;
    }
    if (name == "smallint") {
        return Type::int2;
    }
    if (name == "text" || name == "bytea") {
        return Type::bytes;
    }
    if (name == "tsvector") {
        return Type::words;
    }
    throw base::Problem(base::Problem::internal, "データベースの処理に失敗しました",
                        "column " + std::string(column) + " has a type that is not written in bulk");
}

void PostgresqlCopy::add(Values const& row) {
    BASE_ASSERT(row.size() == types_.size());
    append_big_endian(waiting_, static_cast<std::int16_t>(row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
        put(types_[i], row[i]);
    }
    if (waiting_.size() >= flush_at) {
        flush();
    }
}

void PostgresqlCopy::put(Type type, Value const& value) {
    if (std::holds_alternative<std::monostate>(value)) {
        append_big_endian(waiting_, std::int32_t{-1});
        return;
    }
    if (auto const* number = std::get_if<std::int64_t>(&value)) {
        switch (type) {
            case Type::int8:
                append_big_endian(waiting_, std::int32_t{8});
                append_big_endian(waiting_, *number);
                return;
            case Type::int4:
                append_big_endian(waiting_, std::int32_t{4});
                append_big_endian(waiting_, static_cast<std::int32_t>(*number));
                return;
            case Type::int2:
                append_big_endian(waiting_, std::int32_t{2});
                append_big_endian(waiting_, static_cast<std::int16_t>(*number));
                return;
            case Type::bytes:
            case Type::words:
                break;
        }
        BASE_ASSERT(false);  // callers have compared values with columns
    }
    auto const* text = std::get_if<std::string>(&value);
    auto const& bytes = text != nullptr ? *text : std::get<base::Blob>(value).bytes;
    if (type == Type::words) {
        put_words(bytes);
        return;
    }
    BASE_ASSERT(type == Type::bytes);
    append_big_endian(waiting_, static_cast<std::int32_t>(bytes.size()));
    waiting_.append(bytes);
}

void PostgresqlCopy::put_words(std::string_view words) {
    std::string list;
    std::int32_t count = 0;
    while (!words.empty()) {
        auto const word = words.substr(0, words.find(' '));
        list.append(word).append(3, '\0');  // the string's end, and no positions
        ++count;
        words.remove_prefix(std::min(words.size(), word.size() + 1));
    }
    append_big_endian(waiting_, static_cast<std::int32_t>(list.size() + 4));
    append_big_endian(waiting_, count);
    waiting_.append(list);
}

void PostgresqlCopy::flush() {
    try {
        connection_.put_copy(waiting_);
    } catch (base::Problem const&) {
        open_ = false;
        throw;
    }
    waiting_.clear();
}

void PostgresqlCopy::finish() {
    waiting_.append(end_of_rows);
    flush();
    open_ = false;
    connection_.end_copy();
}

}  // namespace platform::store
