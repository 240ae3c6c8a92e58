#pragma once
// The versions of the tables in the store, newest last. A version is never changed; the newest one is in
// force. Thread rule: functions work on the Transaction or Reader they are given.

#include "base/id.h"
#include "base/instant.h"
#include "platform/journal/journal.h"
#include "platform/store/store.h"
#include "platform/tables/rules.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::tables {

// Where a version came from: with the program, by a proposal that was approved here, by `renkei tables load`.
inline constexpr std::string_view from_program = "shipped";
inline constexpr std::string_view from_proposal = "edited";
inline constexpr std::string_view from_command = "loaded";

struct Version {
    std::int64_t number = 0;
    std::string digest;
    base::Instant loaded_at;  // in force since
    base::Ulid loaded_by;     // who approved it; nil: the program
    std::string origin;
    base::Ulid proposal;  // nil where none made it
};
struct StoredVersion {
    Version version;
    Files files;
};

// Newest first.
[[nodiscard]] std::vector<Version> versions(store::Reader& reader, std::size_t most = 200);
// Those that changed this file, newest first.
[[nodiscard]] std::vector<Version> versions_of(store::Reader& reader, std::string_view file,
                                               std::size_t most);
// Since which version each file has stood as it stands.
[[nodiscard]] std::map<std::string, Version, std::less<>> since(store::Reader& reader);
// Which files they changed, of versions made before this was noted, or by an older program. Reads no version
// twice.
void note_changes(store::Store& store);
[[nodiscard]] std::optional<StoredVersion> version_before(store::Reader& reader, std::int64_t number);
[[nodiscard]] std::optional<StoredVersion> version(store::Reader& reader, std::int64_t number);
[[nodiscard]] std::optional<StoredVersion> newest_version(store::Reader& reader);
[[nodiscard]] std::optional<std::int64_t> newest_number(store::Reader& reader);

struct NewVersion {
    Files const& files;
    std::string_view origin;
    base::Ulid proposal;
};
// Appends and journals it; its number. The caller has read() the files.
std::int64_t add_version(store::Transaction& transaction, NewVersion const& made,
                         journal::Author const& author, base::Instant now);

// The shipped tables as they came: a line of its own beside the versions.
struct Seed {
    std::int64_t seq = 0;
    Files files;
};
[[nodiscard]] std::optional<Seed> newest_seed(store::Reader& reader);
[[nodiscard]] std::int64_t newest_seed_number(store::Reader& reader);  // 0: none came yet
[[nodiscard]] std::optional<Seed> seed(store::Reader& reader, std::int64_t seq);
[[nodiscard]] bool is_known_seed(store::Reader& reader, Files const& files);
std::int64_t add_seed(store::Transaction& transaction, Files const& files, base::Instant now);

// Makes `files` the newest version unless it is already, journals it, and returns what is now active.
[[nodiscard]] std::shared_ptr<Active const> load(store::Store& store, Files const& files,
                                                 journal::Author const& author, base::Instant now);
// The newest version in the store; null when none was ever loaded.
[[nodiscard]] std::shared_ptr<Active const> newest(store::Store& store);

[[nodiscard]] Files sorted(Files files);

}  // namespace platform::tables
