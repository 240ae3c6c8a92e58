#pragma once
// Finds thousands of literals in one pass over a folded text (Vectorscan).
// Thread rule: immutable after construction; each search clones its own scratch.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::matching {

struct LiteralHit {
    std::uint32_t literal = 0;  // index into what the set was made from
    std::uint32_t start = 0;
    std::uint32_t end = 0;
    bool operator==(LiteralHit const&) const = default;
};

class LiteralSet {
  public:
    explicit LiteralSet(std::span<std::string const> literals);
    ~LiteralSet();
    LiteralSet(LiteralSet&&) noexcept;
    LiteralSet& operator=(LiteralSet&&) noexcept;

    // Every occurrence, overlapping ones too, ordered by start, then end.
    [[nodiscard]] std::vector<LiteralHit> find(std::string_view text) const;
    // The same, slowly and plainly; the tests compare the two.
    [[nodiscard]] std::vector<LiteralHit> find_plainly(std::string_view text) const;

  private:
    struct Engine;
    std::vector<std::string> literals_;
    std::unique_ptr<Engine> engine_;
};

}  // namespace engine::matching
