#pragma once
// Bytes in the data folder under their SHA-256 (files/ab/<hash>), whole on the disk before any row names
// them. No name from outside ever reaches the file system. Thread rule: from any thread.

#include "base/file_descriptor.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::files {

struct StoredFile {
    std::string sha256;  // 64 hexadecimal digits
    std::int64_t size = 0;
    std::string media_type;  // as found in the bytes
    bool operator==(StoredFile const&) const = default;
};

// The next bytes, at most so many; nothing at the end.
using Source = std::function<std::string(std::size_t most)>;
[[nodiscard]] Source source_of(std::string_view bytes);  // which live longer than it

// When bytes are certain to be on the disk: each at once, or all together by Vault::sync().
enum class Sync : std::uint8_t { each, together };

class Vault {
  public:
    explicit Vault(std::filesystem::path const& data);

    // Written under another name, synced, renamed, and the folder synced. The same bytes again replace
    // themselves, so that nothing is trusted that a power cut left behind. Problem::unavailable when the disk
    // refuses.
    [[nodiscard]] StoredFile put(Source const& bytes, Sync sync = Sync::each) const;
    // The bytes of a whole file of ours on the same disk, without copying them; the file stays.
    [[nodiscard]] StoredFile adopt(std::filesystem::path const& file) const;
    // Everything put before is on the disk when this returns.
    void sync() const;

    // From the beginning, in pieces. Problem::unavailable naming the hash when the file is not there.
    [[nodiscard]] Source open(std::string_view sha256) const;
    [[nodiscard]] std::string read(std::string_view sha256, std::size_t most) const;
    [[nodiscard]] bool holds(std::string_view sha256) const;
    [[nodiscard]] std::filesystem::path path_of(std::string_view sha256) const;
    void remove(std::string_view sha256) const;
    // Removes what a stop left unfinished, if it is older than this many seconds.
    void clear_incoming(std::int64_t older_than_seconds) const;

    struct Present {
        std::string sha256;
        std::int64_t changed_at = 0;  // seconds since 1970
    };
    // What lies in the folder under a name of ours.
    [[nodiscard]] std::vector<Present> present() const;

    // Held while a snapshot of the records is copied with its files: nothing is removed meanwhile.
    enum class Hold : std::uint8_t { copying, removing };
    class Held {
      public:
        explicit Held(int descriptor) : descriptor_(std::make_unique<base::FileDescriptor>(descriptor)) {}

      private:
        std::unique_ptr<base::FileDescriptor> descriptor_;
    };
    // Nothing when the other side has it: a copy waits for a removal, a removal is tried again later.
    [[nodiscard]] std::optional<Held> hold(Hold how) const;

  private:
    [[nodiscard]] std::filesystem::path folder_of(std::string_view sha256) const;

    std::filesystem::path folder_;
    std::filesystem::path incoming_;
};

[[nodiscard]] bool is_hash(std::string_view text);

}  // namespace platform::files
