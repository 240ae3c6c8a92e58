#pragma once
// Parsed<T>: a value, or every reason why the input gave none.

#include "base/problem.h"

#include <optional>
#include <utility>
#include <vector>

namespace base {

template <typename T>
class [[nodiscard]] Parsed {
  public:
    Parsed(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor): a value is a result
    Parsed(std::vector<Violation> violations)      // NOLINT(google-explicit-constructor)
        : violations_(std::move(violations)) {}
    Parsed(Violation violation) {  // NOLINT(google-explicit-constructor)
        violations_.push_back(std::move(violation));
    }

    [[nodiscard]] explicit operator bool() const noexcept { return value_.has_value(); }
    [[nodiscard]] T& operator*() {
        BASE_ASSERT(value_);
        return *value_;
    }
    [[nodiscard]] T const& operator*() const {
        BASE_ASSERT(value_);
        return *value_;
    }
    [[nodiscard]] T* operator->() {
        BASE_ASSERT(value_);
        return &*value_;
    }
    [[nodiscard]] T const* operator->() const {
        BASE_ASSERT(value_);
        return &*value_;
    }
    [[nodiscard]] std::vector<Violation> const& violations() const noexcept { return violations_; }

  private:
    std::optional<T> value_;
    std::vector<Violation> violations_;
};

}  // namespace base
