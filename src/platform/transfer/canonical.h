#pragma once
// A row as bytes that are the same whichever store it comes from, and the digest of a table over them.

#include "base/hash.h"
#include "platform/store/catalog.h"
#include "platform/store/store.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace platform::transfer {

// Each value: what it is (null, integer, text, blob), its length, its bytes.
void append_row(std::string& bytes, store::Values const& row);
// The row of so many columns at the front of `bytes`, which is cut off; nothing when there is no whole one.
[[nodiscard]] std::optional<store::Values> take_row(std::string_view& bytes, std::size_t columns);

// SHA-256 of bytes that come piece by piece.
class Digest {
  public:
    Digest();
    void add(std::string_view bytes);
    [[nodiscard]] base::Sha256 finish();

  private:
    struct Free {
        void operator()(evp_md_ctx_st* context) const noexcept;
    };
    std::unique_ptr<evp_md_ctx_st, Free> context_;
};

// What a table holds, in one line.
struct TableSum {
    std::string name;
    std::int64_t rows = 0;
    base::Sha256 digest{};
    std::int64_t counter = 0;  // the last number that the store gave; 0 where it gives none
    bool operator==(TableSum const&) const = default;
};

// Takes rows in the order of the table's key.
class TableDigest {
  public:
    explicit TableDigest(store::Table const& table);
    void add(store::Values const& row);
    // A row that is spelled out already.
    void add(std::string_view row);
    [[nodiscard]] std::int64_t rows() const noexcept { return rows_; }
    [[nodiscard]] TableSum finish(std::int64_t counter);

  private:
    void flush();

    std::string name_;
    Digest digest_;
    std::string waiting_;
    std::int64_t rows_ = 0;
};

}  // namespace platform::transfer
