#include "base/problem.h"

#include <cstdio>
#include <cstdlib>

namespace base {

Problem::Problem(Kind kind, std::string_view ja, std::string_view en, std::vector<Violation> violations)
    : kind_(kind),
      title_{std::string(ja), std::string(en.empty() ? ja : en)},
      violations_(std::move(violations)),
      what_(title_.en) {
    for (auto const& violation : violations_) {
        what_.append("; ").append(violation.field).append(": ").append(violation.reason.en);
    }
}

void assertion_failed(char const* expression, char const* file, int line) noexcept {
    std::fprintf(stderr, "%s:%d: assertion failed: %s\n", file, line, expression);
    std::abort();
}

}  // namespace base
