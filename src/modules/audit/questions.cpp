#include "modules/audit/questions.h"

#include "platform/access/purpose.h"
#include "platform/access/reading.h"

namespace modules::audit {

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
