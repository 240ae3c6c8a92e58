#pragma once
// The border where a Problem, a refusal or an unexpected exception becomes a response (RFC 9457, Japanese and
// English).

#include "base/problem.h"
#include "platform/http/message.h"
#include "platform/http/request_head.h"

#include <boost/json/object.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace platform::http {

// A problem with more to say: members such as "current" of a stale edit, headers such as Retry-After.
class DetailedProblem : public base::Problem {
  public:
    DetailedProblem(base::Problem problem, boost::json::object members, Pairs headers = {})
        : Problem(std::move(problem)), members_(std::move(members)), headers_(std::move(headers)) {}

    [[nodiscard]] boost::json::object const& members() const noexcept { return members_; }
    [[nodiscard]] Pairs const& headers() const noexcept { return headers_; }

  private:
    boost::json::object members_;
    Pairs headers_;
};

// Whom a problem is told to, in which language.
struct ProblemContext {
    std::string_view request_id;
    Language language = Language::ja;
};

[[nodiscard]] int status_of(base::Problem::Kind kind);
[[nodiscard]] std::string_view name_of(base::Problem::Kind kind);  // the last part of "type": "not_found"
[[nodiscard]] Response problem_response(base::Problem const& problem, ProblemContext const& context);
[[nodiscard]] Response refusal_response(Refusal const& refusal, ProblemContext const& context);
// 503 with Retry-After.
[[nodiscard]] Response overload_response(ProblemContext const& context);
// Runs `answer`; whatever it throws becomes a response here and nowhere else. An unexpected exception is
// logged by request id.
[[nodiscard]] Response answer_or_problem(ProblemContext const& context,
                                         std::function<Response()> const& answer);

}  // namespace platform::http
