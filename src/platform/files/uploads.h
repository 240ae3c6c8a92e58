#pragma once
// Files on their way here, piece by piece, so that a broken line or a stopped server goes on where it was
// (tus 1.0). An upload is its owner's alone until a record takes it. Thread rule: from any thread.

#include "base/id.h"
#include "base/instant.h"
#include "platform/files/vault.h"
#include "platform/store/store.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace platform::files {

struct UploadLimits {
    std::int64_t largest = std::int64_t{200} << 20U;       // of one file (RENKEI_LARGEST_UPLOAD)
    std::int64_t most_bytes = std::int64_t{1} << 30U;      // of one person's uploads together
    std::int64_t most_open = 100;                          // of one person
    std::int64_t life = 24 * base::milliseconds_per_hour;  // from the last piece on
    std::size_t largest_piece = std::size_t{4} << 20U;     // the body that a PATCH may bring
};

struct Upload {
    base::Ulid id;
    base::Ulid owner;
    std::string name;  // as given
    std::int64_t size = 0;
    std::int64_t received = 0;
    std::string sha256;  // empty until all of it is there
    base::Instant expires_at;
};

class Uploads {
  public:
    Uploads(store::Store& store, Vault const& vault, std::filesystem::path const& data,
            UploadLimits limits = {});

    // Problem::invalid, too_large over the limit, conflict over the person's quota.
    [[nodiscard]] Upload create(base::Ulid const& owner, std::string name, std::int64_t size,
                                base::Instant now);
    // Problem::not_found when it is nobody's, another's or expired.
    [[nodiscard]] Upload get(base::Ulid const& id, base::Ulid const& owner, base::Instant now);
    // The piece is on the disk when this returns. Problem::conflict when it does not go on where the upload
    // is, or while another piece is being written.
    [[nodiscard]] Upload append(base::Ulid const& id, base::Ulid const& owner, std::int64_t offset,
                                std::string_view bytes, base::Instant now);
    void remove(base::Ulid const& id, base::Ulid const& owner);
    // Those whose time is over, and pieces that belong to none. How many.
    std::size_t sweep(base::Instant now);

    [[nodiscard]] UploadLimits const& limits() const noexcept { return limits_; }

  private:
    [[nodiscard]] std::filesystem::path part_of(base::Ulid const& id) const;
    [[nodiscard]] Upload find(base::Ulid const& id, base::Ulid const& owner, base::Instant now);
    void write_piece(Upload const& upload, std::string_view bytes) const;

    store::Store& store_;
    Vault const& vault_;
    std::filesystem::path folder_;
    UploadLimits limits_;
};

// The whole file of an upload, and what it is called. Problem::not_found, conflict while it is not complete.
struct Uploaded {
    StoredFile file;
    std::string name;
};
[[nodiscard]] Uploaded uploaded_file(store::Reader& reader, base::Ulid const& id, base::Ulid const& owner);
// A record has taken it.
void finish_upload(store::Transaction& transaction, base::Ulid const& id);

}  // namespace platform::files
