#pragma once
// How close the wording of a text is to the worked examples of each code: one to three characters at a time,
// rare ones counting more (tf-idf). Half of it is the cosine with the centre of a code's examples, which
// knows the usual case, half the mean cosine with the five nearest of them, which knows the unusual one.
// Finds what no list of words foresaw. Thread rule: immutable after construction.

#include "engine/matching/scoped_text.h"

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
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
    struct Use {
        std::uint32_t example = 0;
        float weight = 0;
    };
    struct Gram {
        float rarity = 0;
        std::vector<Share> shares;
        std::uint32_t uses_begin = 0;  // in uses_
        std::uint32_t uses_end = 0;
    };
    // What a text shares with one code: the sum over the centre, and the parts of it.
    struct Shared {
        double sum = 0;
        std::vector<std::pair<float, Span>> parts;
    };

    void add_centres(std::span<WordingExample const> examples);
    [[nodiscard]] double nearest(std::uint32_t code, std::span<float const> sums) const;
    static std::vector<Span> strongest(std::vector<std::pair<float, Span>>& parts);

    std::unordered_map<std::uint64_t, Gram> grams_;
    std::vector<Use> uses_;                                     // by gram
    std::vector<std::vector<std::uint32_t>> examples_of_code_;  // by code
    std::size_t example_count_ = 0;
};

}  // namespace engine::matching
