#pragma once
// Whether two parties as told may be the same, with what speaks for it and against it, one sentence each.

#include "base/problem.h"
#include "engine/identity/told.h"

#include <cstdint>
#include <string>
#include <vector>

namespace engine::identity {

enum class Ground : std::uint8_t { name, contact, birth, address, number };

struct Reason {
    Ground ground = Ground::name;
    int points = 0;  // below nought speaks against
    base::Words sentence;
};

struct Comparison {
    int score = 0;
    bool suggested = false;  // enough, and on grounds of two sorts
    std::vector<Reason> reasons;
};

constexpr int enough = 60;

// What is known of a number besides the two: by how many other names it is told.
struct Surroundings {
    std::size_t names_on_phone = 0;
};

[[nodiscard]] Comparison compare(Folded const& a, Folded const& b, Surroundings const& around = {});

}  // namespace engine::identity
