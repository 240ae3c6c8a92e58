#pragma once
// Texts that may lie anywhere in a value → the lists that hold them: Aho and Corasick's automaton, one pass
// over the value whatever the number of texts. Built once, then immutable.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::warninglists {

class SubstringIndex {
  public:
    void add(std::string text, std::uint32_t list);  // not empty
    void build();
    // Every list with a text in `value`, ascending, each once.
    [[nodiscard]] std::vector<std::uint32_t> inside(std::string_view value) const;

  private:
    static constexpr std::uint32_t root = 0;
    struct Pattern {
        std::string text;
        std::uint32_t list = 0;
    };
    struct Node {
        std::uint32_t first_child = 0;
        std::uint32_t children = 0;
        std::uint32_t fail = root;        // the longest proper end of this text that also begins a pattern
        std::uint32_t shorter = root;     // the nearest node on the way of `fail` where a pattern ends
        std::uint32_t first_pattern = 0;  // patterns that end here
        std::uint32_t patterns = 0;
    };
    [[nodiscard]] std::uint32_t child(std::uint32_t node, unsigned char label) const noexcept;  // root: none
    [[nodiscard]] std::uint32_t step(std::uint32_t node, unsigned char label) const noexcept;
    void grow_trie();
    void link();

    std::vector<Pattern> patterns_;  // sorted by text
    std::vector<Node> nodes_;        // breadth first: the children of a node lie side by side
    std::vector<unsigned char> labels_;
    std::array<std::uint32_t, 256> from_root_{};
};

}  // namespace engine::warninglists
