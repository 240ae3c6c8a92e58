#pragma once
// Values on their way to PostgreSQL and back, by libpq's conventions.

#include "platform/store/store.h"

#include <libpq-fe.h>

#include <string>
#include <string_view>
#include <vector>

namespace platform::store {

// Bound values as libpq takes them; borrows from the values it was made of.
class PostgresqlParameters {
  public:
    // Problem::invalid naming the value when a text holds a NUL, which PostgreSQL cannot keep.
    PostgresqlParameters(Values const& values, std::string_view sql);

    [[nodiscard]] int count() const noexcept { return static_cast<int>(data_.size()); }
    [[nodiscard]] char const* const* data() const noexcept { return data_.data(); }
    [[nodiscard]] int const* lengths() const noexcept { return lengths_.data(); }
    [[nodiscard]] int const* formats() const noexcept { return formats_.data(); }

  private:
    std::vector<std::string> numbers_;
    std::vector<char const*> data_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

// One letter for each value, and the types that the letters stand for. In INSERT and UPDATE the columns say
// the types, so that a row's NULLs do not make another statement of it.
[[nodiscard]] std::string type_letters(std::string_view sql, Values const& values);
[[nodiscard]] std::vector<Oid> type_numbers(std::string_view letters);

// A cell of a binary answer. Problem::internal when the column has a type that the store does not know.
[[nodiscard]] Value cell(PGresult const* result, int row, int column);

}  // namespace platform::store
