#pragma once
// The anchor file: every checkpoint as a line of JSON, on a medium that whoever reaches the data folder does
// not reach. Only ever added to. Thread rule: one thread.

#include "platform/journal/checkpoint.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace platform::journal {

// Adds whole lines, on the disk when it returns; what was torn by a power cut before ends its own line.
// Problem::unavailable naming the file.
void append_lines(std::filesystem::path const& file, std::string_view lines);

// The last checkpoint in the file; nothing when the file is empty or absent. Problem::conflict when it holds
// something else.
[[nodiscard]] std::optional<Checkpoint> last_anchored(std::filesystem::path const& file);

// Adds the checkpoints that the file has not got; how many. Problem::conflict when the file is another
// instance's.
std::int64_t bring_anchor_up_to_date(store::Reader& reader, std::filesystem::path const& file);

// Each line with its number, from 1; the one that a power cut tore is left out when the next one begins like
// it. Problem::unavailable when the file cannot be read.
void each_line(std::filesystem::path const& file,
               std::function<void(std::int64_t, std::string const&)> const& take);

}  // namespace platform::journal
