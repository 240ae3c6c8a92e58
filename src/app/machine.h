#pragma once
// What this process has around it, for the setup page: fonts, banks, keys, the last backup, room on the disk.

#include "engine/observables/reference.h"
#include "modules/setup/findings.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace app {

// Reads the environment now, and everything else at each call.
[[nodiscard]] std::function<modules::setup::Machine()> machine_around(
    std::filesystem::path const& data, bool demo,
    std::shared_ptr<engine::observables::Reference const> banks);

// What `renkei backup` writes into the data folder, and what is read of it; nothing when there is none.
void note_backup(std::filesystem::path const& data, modules::setup::Backup const& backup);
[[nodiscard]] std::optional<modules::setup::Backup> last_backup(std::filesystem::path const& data);
inline constexpr char const* backup_note = "last-backup.json";

}  // namespace app
