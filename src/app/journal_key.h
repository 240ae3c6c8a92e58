#pragma once
// Where the journal's signing key comes from, and what a key file must be: outside the data folder and read
// by nobody else, because whoever holds both can rewrite history.

#include "platform/journal/signing.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace app {

// Of RENKEI_JOURNAL_KEY, or $CREDENTIALS_DIRECTORY/journal-key (systemd); with `demo` and neither, the file
// DATA.journal-key beside the data folder, made on first use. Nothing when there is none. Problem::invalid
// when the file lies inside the data folder, is read by others or is not a key.
[[nodiscard]] std::optional<platform::journal::SigningKey> journal_key(std::filesystem::path const& data,
                                                                       bool demo);

// Whether journal_key gives one; makes none.
[[nodiscard]] bool has_journal_key(std::filesystem::path const& data, bool demo);

// A file of a public key, a key file, or 64 hexadecimal characters. Problem::invalid when it is none.
[[nodiscard]] platform::journal::PublicKey public_key(std::string const& file_or_text);

// RENKEI_ANCHOR; empty when it is not set.
[[nodiscard]] std::filesystem::path anchor_file();
// Where disposals are written down: in the data folder, and beside the anchor file when there is one.
[[nodiscard]] std::vector<std::filesystem::path> deletions_ledgers(std::filesystem::path const& data);

}  // namespace app
