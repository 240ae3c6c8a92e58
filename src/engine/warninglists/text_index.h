#pragma once
// Exact texts → the lists that hold them. Built once, then immutable.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::warninglists {

class TextIndex {
  public:
    void add(std::string_view text, std::uint32_t list);
    // Calls for each list are replaced by a chain: next(first(text)) … until none.
    static constexpr std::uint32_t none = 0xFFFFFFFFU;
    [[nodiscard]] std::uint32_t first(std::string_view text) const noexcept;
    [[nodiscard]] std::uint32_t next(std::uint32_t posting) const noexcept { return postings_[posting].next; }
    [[nodiscard]] std::uint32_t list(std::uint32_t posting) const noexcept { return postings_[posting].list; }
    [[nodiscard]] bool empty() const noexcept { return postings_.empty(); }

  private:
    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t start = 0;
        std::uint32_t length = 0;
        std::uint32_t posting = none;
    };
    struct Posting {
        std::uint32_t list = 0;
        std::uint32_t next = none;
    };
    [[nodiscard]] std::size_t slot_of(std::string_view text, std::uint64_t hash) const noexcept;
    void grow();

    std::string texts_;
    std::vector<Slot> slots_;  // a power of two, at most half full
    std::vector<Posting> postings_;
    std::size_t used_ = 0;
};

}  // namespace engine::warninglists
