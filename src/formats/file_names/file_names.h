#pragma once
// What the name of a file that strangers sent says and hides: turned writing direction, unseen characters,
// names that run, names meant to be written elsewhere.

#include <string_view>

namespace formats::file_names {

// Holds characters that turn the direction of writing or cannot be seen (U+202E, U+2066, zero width …), a
// control character, or many spaces before the ending.
[[nodiscard]] bool is_deceptive(std::string_view utf8_name) noexcept;

// Runs when opened, or holds macros, going by its ending: .exe .scr .js .lnk .docm …
[[nodiscard]] bool is_executable(std::string_view name);

// Is an archive or a disk image, going by its ending.
[[nodiscard]] bool is_archive(std::string_view name);

// Absolute, with a drive letter, or with ".." in it.
[[nodiscard]] bool points_outside(std::string_view name) noexcept;

}  // namespace formats::file_names
