#pragma once
// The two index files of a MISP feed folder: manifest.json (events by uuid) and hashes.csv (MD5 of each
// value, its event).

#include "base/parsed.h"
#include "formats/misp/misp.h"

#include <string>
#include <string_view>
#include <vector>

namespace formats::misp {

constexpr std::size_t largest_manifest = std::size_t{64} << 20U;

struct Manifest {
    std::vector<Event> events;                // in the order of the file; the event's file is "<uuid>.json"
    std::vector<base::Violation> violations;  // entries that were refused, field "<uuid>/date"
};
[[nodiscard]] base::Parsed<Manifest> parse_manifest(std::string_view bytes);

struct ValueHash {
    std::string md5;  // of the value as MISP stores it
    std::string event_uuid;
};
struct ValueHashes {
    std::vector<ValueHash> hashes;
    std::vector<base::Violation> violations;  // lines that were refused, "line 12"
};
[[nodiscard]] ValueHashes parse_hashes(std::string_view bytes);

// 8-4-4-4-12 hexadecimal digits: an event's uuid becomes a file name, so nothing else may pass.
[[nodiscard]] bool is_uuid(std::string_view text) noexcept;

}  // namespace formats::misp
