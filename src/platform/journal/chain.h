#pragma once
// How an entry becomes bytes and a hash: the one definition that writing and proving share.

#include "base/hash.h"
#include "platform/store/store.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace platform::journal {

// Fields in order, each as its length and bytes, so that no two entries share a spelling.
class Canonical {
  public:
    explicit Canonical(std::string_view what) { add(what); }
    void add(std::string_view bytes);
    void add(std::int64_t number);
    void add(store::Value const& value);
    [[nodiscard]] base::Sha256 hash() const { return base::sha256(bytes_); }
    [[nodiscard]] std::string const& bytes() const noexcept { return bytes_; }

  private:
    std::string bytes_;
};

// Columns of `journal` from seq to previous, in table order.
[[nodiscard]] base::Sha256 journal_hash(store::Values const& columns);
// Columns of `access_log` from node to previous, in table order.
[[nodiscard]] base::Sha256 access_hash(store::Values const& columns);
// Columns of `checkpoint` from seq to previous, in table order; the bytes are what is signed.
[[nodiscard]] std::string checkpoint_bytes(store::Values const& columns);
[[nodiscard]] base::Sha256 checkpoint_hash(store::Values const& columns);
[[nodiscard]] base::Sha256 content_digest(std::string_view salt, std::string_view content);

}  // namespace platform::journal
