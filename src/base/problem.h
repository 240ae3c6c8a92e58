#pragma once
// What went wrong, said once for people (Japanese first) and once for programs.
// Thrown where a request cannot go on; only platform/http/problem_response.cpp and the command line turn it
// into output.

#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace base {

// One text in the two languages of the interface.
struct Words {
    std::string ja;
    std::string en;
    bool operator==(Words const&) const = default;
};

// One field that was refused and why. `field` is a JSON pointer without the leading slash ("caller/phone"),
// or "line 7312".
struct Violation {
    std::string field;
    Words reason;
    bool operator==(Violation const&) const = default;
};

class Problem : public std::exception {
  public:
    enum Kind {
        bad_request,         // 400 not understood at all
        unauthenticated,     // 401
        forbidden,           // 403
        not_found,           // 404, also said where existence itself must not be told
        method_not_allowed,  // 405
        timeout,             // 408
        conflict,            // 409
        stale,               // 412 an older version was edited
        too_large,           // 413
        unsupported_media,   // 415
        invalid,             // 422 understood, but fields are refused
        precondition,        // 428 If-Match is missing
        rate_limited,        // 429
        internal,            // 500
        not_implemented,     // 501 (a transfer coding we do not speak)
        unavailable,         // 503 store down, shutting down
    };

    Problem(Kind kind, std::string_view ja, std::string_view en = {}, std::vector<Violation> violations = {});

    [[nodiscard]] Kind kind() const noexcept { return kind_; }
    [[nodiscard]] Words const& title() const noexcept { return title_; }
    [[nodiscard]] std::vector<Violation> const& violations() const noexcept { return violations_; }
    // English title and violations in one line, for logs and the command line; carries no record content.
    [[nodiscard]] char const* what() const noexcept override { return what_.c_str(); }

  private:
    Kind kind_;
    Words title_;
    std::vector<Violation> violations_;
    std::string what_;
};

// The program itself is wrong: never reachable from input. Prints where, then aborts; on in all builds.
[[noreturn]] void assertion_failed(char const* expression, char const* file, int line) noexcept;

}  // namespace base

#define BASE_ASSERT(expression) \
    (static_cast<bool>(expression) ? void(0) : ::base::assertion_failed(#expression, __FILE__, __LINE__))
