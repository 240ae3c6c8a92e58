#pragma once
// The program's own data (rules, organisation, calendars) and small files of a data folder.

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace app {

// A variable of the environment; empty when it is not set. To be read before any thread starts.
[[nodiscard]] std::string environment(char const* name);
// data/ beside the program's source, or RENKEI_SEED. Problem::unavailable when it is not there.
[[nodiscard]] std::filesystem::path seed_folder();
// web/dist beside it, or RENKEI_WEB; may be absent.
[[nodiscard]] std::filesystem::path web_folder();
// build/data/banks.tsv beside it, or RENKEI_BANKS; may be absent.
[[nodiscard]] std::filesystem::path banks_file();

// Problem::unavailable naming the file when it cannot be read.
[[nodiscard]] std::string read_file(std::filesystem::path const& file);
// Every file below the folder with this ending, by name, in order.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> read_files(std::filesystem::path const& folder,
                                                                          std::string const& ending);
// The tables of a folder like data/: triage, guidance, interviews and calendar, as platform/tables names
// them.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> table_files(
    std::filesystem::path const& folder);
// Writes the file anew, whole or not at all even when the power goes, readable by its owner only.
void replace_file(std::filesystem::path const& file, std::string_view bytes);
// The folder and those above it, readable by their owner only. Problem::unavailable when they cannot be made.
void make_folders(std::filesystem::path const& folder);
// On the disk, whatever happens next.
void sync_file(std::filesystem::path const& file);
// Under its new name, on the disk; both in one folder.
void rename_file(std::filesystem::path const& from, std::filesystem::path const& to);
// A secret of 32 bytes, made on first use, readable by its owner only. Written whole or not at all.
[[nodiscard]] std::string secret(std::filesystem::path const& file);

}  // namespace app
