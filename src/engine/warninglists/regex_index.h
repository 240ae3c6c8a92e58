#pragma once
// Regular expressions → the lists that hold them, matched in linear time by Vectorscan. Built once, then
// immutable. Thread rule: search() may be called from any thread.

#include "base/problem.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engine::warninglists {

struct Expression {
    std::string written;  // "/^noc@/i" or without slashes
    std::uint32_t list = 0;
    std::string field;  // how a refusal names it
};

class RegexIndex {
  public:
    // What cannot be matched in linear time, or is no expression at all, is refused with the reason.
    explicit RegexIndex(std::vector<Expression> const& expressions);
    ~RegexIndex();
    RegexIndex(RegexIndex&&) noexcept;
    RegexIndex& operator=(RegexIndex&&) noexcept;

    [[nodiscard]] std::vector<std::uint32_t> search(std::string_view value) const;  // ascending, each once
    [[nodiscard]] std::vector<base::Violation> const& refusals() const noexcept;

  private:
    struct Internal;
    std::unique_ptr<Internal const> internal_;
};

}  // namespace engine::warninglists
