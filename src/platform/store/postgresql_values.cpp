#include "platform/store/postgresql_values.h"

#include "base/problem.h"

#include <fmt/format.h>

#include <bit>
#include <limits>

namespace platform::store {

namespace {

// Of pg_type.dat; fixed for ever.
enum Type : Oid {
    type_bool = 16,
    type_bytea = 17,
    type_char = 18,
    type_name = 19,
    type_int8 = 20,
    type_int2 = 21,
    type_int4 = 23,
    type_text = 25,
    type_oid = 26,
    type_float8 = 701,
    type_unknown = 705,
    type_bpchar = 1042,
    type_varchar = 1043,
    type_void = 2278
};

enum Format : int { as_text = 0, as_binary = 1 };

std::uint64_t big_endian(std::string_view bytes) {
    std::uint64_t number = 0;
    for (char const c : bytes) {
        number = (number << 8U) | static_cast<std::uint8_t>(c);
    }
    return number;
}

[[noreturn]] void refuse_nul(std::size_t number, std::string_view sql) {
    auto const place = fmt::format("value {} of {}", number, sql.substr(0, 60));
    throw base::Problem(
        base::Problem::invalid, "文字として保存できない値 (NUL) が含まれています",
        "a text holds a NUL, which cannot be stored",
        {{place, {"NUL 文字 (U+0000) は保存できません", "the character U+0000 cannot be stored"}}});
}

}  // namespace

PostgresqlParameters::PostgresqlParameters(Values const& values, std::string_view sql) {
    numbers_.reserve(values.size());
    data_.reserve(values.size());
    for (auto const& value : values) {
        std::string const* bytes = nullptr;
        Format format = as_text;
        if (auto const* number = std::get_if<std::int64_t>(&value)) {
            bytes = &numbers_.emplace_back(std::to_string(*number));
        } else if (auto const* text = std::get_if<std::string>(&value)) {
            if (text->find('\0') != std::string::npos) {
                refuse_nul(data_.size() + 1, sql);
            }
            bytes = text;
        } else if (auto const* blob = std::get_if<base::Blob>(&value)) {
            bytes = &blob->bytes;
            format = as_binary;
        }
        if (bytes != nullptr && bytes->size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
            throw base::Problem(base::Problem::too_large, "値が大きすぎます",
                                "a value is too large for the store");
        }
        data_.push_back(bytes == nullptr ? nullptr : bytes->c_str());
        lengths_.push_back(bytes == nullptr ? 0 : static_cast<int>(bytes->size()));
        formats_.push_back(format);
    }
}

std::string type_letters(std::string_view sql, Values const& values) {
    if (sql.starts_with("INSERT ") || sql.starts_with("UPDATE ")) {
        return std::string(values.size(), '?');
    }
    constexpr std::string_view letters = "?itb";  // in the order of base::SqlValue
    std::string types;
    for (auto const& value : values) {
        types.push_back(letters.at(value.index()));
    }
    return types;
}

std::vector<Oid> type_numbers(std::string_view letters) {
    std::vector<Oid> types;
    for (char const letter : letters) {
        types.push_back(letter == 'i'   ? type_int8
                        : letter == 't' ? type_text
                        : letter == 'b' ? type_bytea
                                        : Oid{0});
    }
    return types;
}

Value cell(PGresult const* result, int row, int column) {
    if (PQgetisnull(result, row, column) != 0) {
        return std::monostate{};
    }
    std::string_view const bytes(PQgetvalue(result, row, column),
                                 static_cast<std::size_t>(PQgetlength(result, row, column)));
    switch (PQftype(result, column)) {
        case type_int8:
            return static_cast<std::int64_t>(big_endian(bytes));
        case type_int4:
            return std::int64_t{static_cast<std::int32_t>(big_endian(bytes))};
        case type_int2:
            return std::int64_t{static_cast<std::int16_t>(big_endian(bytes))};
        case type_oid:
        case type_bool:
            return static_cast<std::int64_t>(big_endian(bytes));
        case type_text:
        case type_varchar:
        case type_bpchar:
        case type_name:
        case type_char:
        case type_unknown:
            return std::string(bytes);
        case type_bytea:
            return base::Blob{std::string(bytes)};
        case type_float8:
            // As on SQLite: kept to six decimals, since nothing here stores fractions.
            return static_cast<std::int64_t>(std::bit_cast<double>(big_endian(bytes)) * 1e6);
        case type_void:
            return std::monostate{};
        default:
            throw base::Problem(base::Problem::internal, "データベースの処理に失敗しました",
                                fmt::format("column {} has type {}, which the store does not read: cast it",
                                            PQfname(result, column), PQftype(result, column)));
    }
}

}  // namespace platform::store
