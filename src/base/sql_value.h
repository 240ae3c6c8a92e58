#pragma once
// One value on its way into or out of the store, the same for SQLite and PostgreSQL. Booleans are 0 and 1,
// instants are milliseconds, ids are 16-byte blobs; there is no double.

#include <cstdint>
#include <string>
#include <variant>

namespace base {

struct Blob {
    std::string bytes;
    bool operator==(Blob const&) const = default;
};

using SqlValue = std::variant<std::monostate, std::int64_t, std::string, Blob>;

}  // namespace base
