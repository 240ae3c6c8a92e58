#pragma once
// Where a store is and which data folder goes with it, as the commands name it that take records elsewhere;
// and the files that travel beside the records.

#include "base/problem.h"
#include "platform/store/store.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace app {

struct StorePlace {
    std::string address;         // postgresql://…, or the database's file
    std::filesystem::path data;  // the folder with its keys and files
};

// `named`: a data folder, postgresql://… without a password, or env:NAME of a variable that says either.
// `data`: the folder that goes with a PostgreSQL database. Problem::invalid when something is missing.
[[nodiscard]] StorePlace place_named(std::string const& named, std::filesystem::path const& data);
// --data, and RENKEI_STORE where it is set.
[[nodiscard]] StorePlace place_of_folder(std::filesystem::path const& data);
// For people: without the password.
[[nodiscard]] std::string shown(StorePlace const& place);
[[nodiscard]] bool is_sqlite(StorePlace const& place);

// Opens what is there already and changes nothing. Problem when there is no store of Renkei, or when its
// schema is not this program's.
[[nodiscard]] std::unique_ptr<platform::store::Store> open_existing(StorePlace const& place,
                                                                    platform::store::Use use);

// Files of a data folder that are not the database's nor the program's own notes, relative to it, in order.
// Problem::invalid for what is neither file nor folder.
[[nodiscard]] std::vector<std::filesystem::path> carried_files(std::filesystem::path const& data);
// Problem::conflict when `to` holds a file that `from` has not got just so.
void require_no_other_files(std::filesystem::path const& from, std::filesystem::path const& to);
// Copies them; those of the same content may be there already, others are Problem::conflict.
void copy_files(std::filesystem::path const& from, std::filesystem::path const& to);

// Where records are to come: nothing there counts before everything does.
struct Target {
    StorePlace place;
    int schema = 0;          // which the store gets before it is filled
    std::string instance;    // whose records come: the folder may remember this one only
    std::int64_t bytes = 0;  // room that they need at least; 0: not known
};
// `fill` runs in one transaction of the empty store. `after`, when given, runs on the filled store with
// today's schema. `settle` makes the folder agree; only with it, and last, is the store what the folder is
// served from.
struct Filler {
    std::function<void(platform::store::Transaction&)> fill;
    std::function<void(platform::store::Store&)> after;
    std::function<void()> settle;
};
// Whatever fails or ends the program leaves the target empty, or, where `after` had begun on PostgreSQL, a
// database that no folder goes with.
void fill_target(Target const& target, Filler const& filler);

}  // namespace app
