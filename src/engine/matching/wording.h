#pragma once
// How close the wording of a text is to the worked examples of each code: one to three characters at a time,
// rare ones counting more (tf-idf, cosine with the centre of a code's examples). Finds what no list of words
// foresaw. Thread rule: immutable after construction.

#include "engine/matching/scoped_text.h"

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace engine::matching {

struct WordingExample {
    std::uint32_t code = 0;
    std::string folded;
};

struct WordingMatch {
    std::uint32_t code = 0;
    double similarity = 0;    // 0 … 1
    std::vector<Span> spans;  // folded bytes of what spoke most for it
};

class Wording {
  public:
    Wording() = default;
    explicit Wording(std::span<WordingExample const> examples);

    // Every code that shares wording with the text, best first. Linear in the text.
    [[nodiscard]] std::vector<WordingMatch> match(std::string_view folded) const;

  private:
    struct Share {
        std::uint32_t code = 0;
        float weight = 0;
    };
    struct Gram {
        float rarity = 0;
        std::vector<Share> shares;
    };
    std::unordered_map<std::uint64_t, Gram> grams_;
};

}  // namespace engine::matching
