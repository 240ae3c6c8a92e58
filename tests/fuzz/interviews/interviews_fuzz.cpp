// Interviews: any bytes give interviews or refusals in both languages, each with file and line; what is
// accepted asks only questions that exist, each once, and every condition can be written again.

#include "base/problem.h"
#include "formats/interviews/condition.h"
#include "formats/interviews/parse.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace {

void check(base::InterviewConditions const& conditions) {
    for (auto const& condition : conditions) {
        BASE_ASSERT(!condition.values.empty());
    }
}

void check(base::Interviews const& interviews) {
    for (auto const& interview : interviews.interviews) {
        std::set<std::string_view> asked;
        for (auto const& code : interview.ask) {
            BASE_ASSERT(interviews.question(code) != nullptr);
            BASE_ASSERT(asked.insert(code).second);
        }
        BASE_ASSERT(!interview.ask.empty() && interview.place.line > 0);
    }
    for (auto const& question : interviews.questions) {
        BASE_ASSERT(!question.ask.ja.empty() && !question.ask.en.empty() && !question.why.ja.empty());
        BASE_ASSERT((question.answer == base::AnswerKind::choice) == !question.choices.empty());
        check(question.answered_by);
        check(question.when);
        check(question.unless);
        check(question.sooner);
    }
    for (auto const& life : interviews.evidence) {
        BASE_ASSERT(life.from_months <= life.to_months && life.from_days <= life.to_days);
        BASE_ASSERT((life.to_months > 0) != (life.to_days > 0));
        check(life.when);
    }
    for (auto const& route : interviews.routes) {
        BASE_ASSERT(formats::interviews::read_condition("wish " + route.wish).has_value());
        BASE_ASSERT(!route.steps.empty());
    }
    for (auto const& conflict : interviews.conflicts) {
        BASE_ASSERT(!conflict.all.empty() && !conflict.order.empty());
    }
}

}  // namespace

// The input is up to three files, cut at form feeds.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<char const*>(data), size);
    std::array<formats::interviews::File, 3> files{{{"1.yaml", {}}, {"2.yaml", {}}, {"3.yaml", {}}}};
    std::size_t count = 0;
    while (count < files.size()) {
        std::size_t const end = count + 1 == files.size() ? std::string_view::npos : rest.find('\f');
        files[count++].bytes = rest.substr(0, end);
        if (end == std::string_view::npos) {
            break;
        }
        rest.remove_prefix(end + 1);
    }
    auto const parsed = formats::interviews::parse(std::span(files).first(count));
    if (parsed) {
        check(*parsed);
        return 0;
    }
    BASE_ASSERT(!parsed.violations().empty());
    for (auto const& violation : parsed.violations()) {
        BASE_ASSERT(violation.field.find("line ") != std::string::npos);
        BASE_ASSERT(!violation.reason.ja.empty() && !violation.reason.en.empty());
    }
    return 0;
}
