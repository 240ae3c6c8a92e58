#pragma once
// One value on its way into or out of a store. No double: money is integer, measurements are text or integer.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace base {

struct Blob {
    std::string bytes;
    bool operator==(Blob const&) const = default;
};

using SqlValue = std::variant<std::monostate, std::int64_t, std::string, Blob>;
using SqlValues = std::vector<SqlValue>;

}  // namespace base
