#pragma once
// Which database a data folder goes with, and the folder's memory of it: keys and files of one instance are
// never served over the records of another. Thread rule: `remember` by one thread at a time.

#include "base/id.h"
#include "platform/store/store.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace app {

// RENKEI_STORE (postgresql://…), or the folder's own renkei.sqlite. Problem::invalid when it is neither.
[[nodiscard]] std::string store_address(std::filesystem::path const& data);

// Creates the folder when absent, opens its database and migrates it.
[[nodiscard]] std::unique_ptr<platform::store::Store> open_store(std::filesystem::path const& data,
                                                                 std::size_t readers,
                                                                 std::chrono::milliseconds longest_read);

// Problem::conflict when the database is another instance's, or has lost journal entries that this folder
// saw.
void check_memory(platform::store::Store& store, std::filesystem::path const& data);
// Whose database the folder goes with; nothing when it is new.
[[nodiscard]] std::optional<std::string> remembered_instance(std::filesystem::path const& data);
// Which instance a store says it is, and the last entry of its journal; nothing before it was marked.
struct Memory {
    std::string instance;
    std::int64_t journal = 0;
    bool operator==(Memory const&) const = default;
};
[[nodiscard]] std::optional<Memory> memory_in(platform::store::Reader& reader);
void write_memory(std::filesystem::path const& data, Memory const& memory);
// The id that a new database is to be marked with, written down before: whether a mark was saved may stay
// open when the database goes down, and the next start must know it for its own.
[[nodiscard]] base::Ulid instance_to_be(platform::store::Store& store, std::filesystem::path const& data);
// Writes down instance and journal head when they have changed.
void remember(platform::store::Store& store, std::filesystem::path const& data);

}  // namespace app
