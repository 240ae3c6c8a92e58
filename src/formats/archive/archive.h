#pragma once
// What is in a ZIP, 7z, RAR, LZH or tar file, without unpacking it; and single named entries within a limit.
// Nothing is ever written to disk, and archives within archives are named, not opened.
// Run it in a process with limits of its own where the bytes come from strangers.

#include "base/instant.h"
#include "base/parsed.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace formats::archive {

struct Limits {
    std::size_t most_entries = 10'000;
    std::size_t longest_name = 4'096;  // bytes
    std::uint64_t most_unpacked = std::uint64_t{256}
                                  << 20U;                 // read through while listing (tar.gz and the like)
    std::uint64_t bomb_ratio = 200;                       // unpacked ÷ packed from which it is called a bomb
    std::uint64_t bomb_size = std::uint64_t{100} << 20U;  // … where it is also larger than this
};

struct Entry {
    std::string name;           // UTF-8, "/" between folders
    bool guessed_name = false;  // its encoding was not declared and no UTF-8: read as CP932 or repaired
    // Characters that turn the direction of writing or cannot be seen.
    bool deceptive_name = false;
    bool outside_name = false;  // absolute, a drive letter or "..": meant to be written elsewhere
    bool folder = false;
    bool link = false;                  // symbolic or hard link
    std::optional<std::uint64_t> size;  // unpacked, as declared
    bool encrypted = false;
    bool archive = false;     // its name says that it is an archive itself
    bool executable = false;  // its name says that it runs: .exe, .scr, .js, .lnk, .docm …
    std::optional<base::Instant> modified;
};

struct Listing {
    std::string format;  // "ZIP", "7-Zip", "RAR", "LHA", "GNU tar + gzip"
    std::vector<Entry> entries;
    std::uint64_t packed = 0;    // bytes of the archive
    std::uint64_t unpacked = 0;  // sum of the declared sizes
    std::uint64_t ratio = 0;     // unpacked ÷ packed, rounded down
    bool encrypted = false;      // some entry, or the list itself
    bool bomb = false;
    bool complete = true;                   // false: a limit or damage ended it
    std::vector<base::Violation> warnings;  // field: the entry's name or ""
};

// By the first bytes (tar: by the mark in its first block).
[[nodiscard]] bool looks_like_archive(std::string_view bytes);

// Refused only where nothing at all can be read.
[[nodiscard]] base::Parsed<Listing> list(std::string_view bytes, Limits const& limits = {});

struct ReadLimits {
    std::uint64_t most_bytes = std::uint64_t{32} << 20U;  // of one entry
    std::uint64_t most_total = std::uint64_t{96} << 20U;  // of all that are asked for
};

struct Contents {
    std::map<std::string, std::string> entries;  // by the name asked for; absent ones are absent
    std::vector<base::Violation> violations;     // too large, encrypted, damaged; field: the name
};

// The entries of these names (as `Entry::name`, letters' case as written).
[[nodiscard]] base::Parsed<Contents> read_entries(std::string_view bytes, std::span<std::string const> names,
                                                  ReadLimits const& limits = {});

}  // namespace formats::archive
