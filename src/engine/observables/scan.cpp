#include "engine/observables/scan.h"

#include <algorithm>
#include <utility>

namespace engine::observables {

bool Scan::is_free(std::size_t begin, std::size_t end) const noexcept {
    auto const first = claimed_.begin() + static_cast<std::ptrdiff_t>(begin);
    auto const last = claimed_.begin() + static_cast<std::ptrdiff_t>(std::min(end, claimed_.size()));
    return std::find(first, last, true) == last;
}

void Scan::block(std::size_t begin, std::size_t end) {
    std::fill(claimed_.begin() + static_cast<std::ptrdiff_t>(begin),
              claimed_.begin() + static_cast<std::ptrdiff_t>(end), true);
}

void Scan::claim(Candidate candidate) {
    if (candidate.begin >= candidate.end || candidate.end > view.size() || candidate.value.empty() ||
        !is_free(candidate.begin, candidate.end)) {
        return;
    }
    block(candidate.begin, candidate.end);
    candidates_.push_back(std::move(candidate));
}

}  // namespace engine::observables
