#pragma once
// The value of one field, free of its C++ type: what every generic function (JSON, SQL, forms, diff) works
// on.

#include "base/id.h"
#include "base/instant.h"
#include "base/money.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace record {

struct Value;
using Values = std::vector<Value>;

// monostate: not given. An enumerator is its text. A list is its elements, a struct its fields in the order
// of its Schema.
struct Value {
    std::variant<std::monostate, bool, std::int64_t, std::string, base::Instant, base::ToldTime, base::Date,
                 base::Money, base::Ulid, Values>
        data;

    Value() = default;
    template <typename T>
        requires(!std::is_same_v<std::remove_cvref_t<T>, Value>)
    // NOLINTNEXTLINE(bugprone-forwarding-reference-overload): the constraint leaves copies and moves alone
    explicit Value(T&& value) : data(std::forward<T>(value)) {}

    [[nodiscard]] bool is_absent() const noexcept { return std::holds_alternative<std::monostate>(data); }
    bool operator==(Value const&) const;
};

}  // namespace record
