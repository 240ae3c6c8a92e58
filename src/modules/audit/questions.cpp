#include "modules/audit/questions.h"

#include "base/problem.h"
#include "platform/access/purpose.h"
#include "platform/access/reading.h"

#include <charconv>

namespace modules::audit {

namespace {

constexpr std::size_t usual_page = 100;
constexpr std::size_t largest_page = 200;

}  // namespace

std::size_t page_size(platform::http::Request const& request) {
    auto const text = request.query_value("limit").value_or("");
    if (text.empty()) {
        return usual_page;
    }
    std::size_t size = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (error != std::errc{} || end != text.data() + text.size() || size < 1 || size > largest_page) {
        throw base::Problem(base::Problem::bad_request, "一覧の指定に誤りがあります",
                            "the list parameters have a fault",
                            {{"limit", {"1〜200の整数です", "is an integer from 1 to 200"}}});
    }
    return size;
}

void note_question(platform::Platform const& platform, platform::access::Call const& call,
                   Question const& question) {
    auto const purpose =
        question.purpose.empty() ? platform::access::purpose_of(call.request, "audit") : question.purpose;
    platform::access::note_reading(
        platform, call.actor, {{question.action, purpose, question.kind, question.about, question.records}});
}

Question question_of(Filter const& filter, Log log) {
    Question question;
    question.kind = log == Log::access ? "access_log" : "journal";
    if (filter.staff) {
        question.kind = "staff";
        question.about = filter.staff;
    } else if (filter.records && filter.records->size() == 1) {
        question.about = filter.records->front();
    }
    return question;
}

}  // namespace modules::audit
