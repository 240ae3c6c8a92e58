#include "base/problem.h"
#include "modules/intake/install.h"
#include "modules/intake/interview.h"
#include "modules/intake/interview_json.h"
#include "modules/intake/interview_writing.h"
#include "modules/intake/present.h"
#include "modules/intake/reading.h"
#include "modules/intake/recognised_text.h"
#include "modules/intake/requests.h"
#include "modules/intake/routing.h"
#include "modules/intake/sealing.h"
#include "platform/access/policy.h"
#include "platform/registry/sightings.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace modules::intake {

namespace http = platform::http;
namespace json = boost::json;
namespace store = platform::store;
using http::Method;
using platform::access::Action;
using platform::access::Call;

namespace {

// What stands in the narrative of a stored record, in the roles that people decided.
std::vector<platform::recognition::Recognised> found_in(Parts const& parts, store::Reader& reader,
                                                        record::StoredRecord const& stored) {
    auto const& consultation = stored.record.as<Consultation>();
    auto found = parts.platform.recogniser.recognise(consultation.narrative);
    std::vector<RoleChoice> choices;
    for (auto const& sighting : registry::sightings_of(reader, stored.envelope.id)) {
        if (sighting.seen.field == "narrative" && !sighting.seen.derived) {
            choices.push_back({sighting.seen.key.type, sighting.seen.key.value, sighting.seen.role});
        }
    }
    apply_roles(found, choices);
    return found;
}

json::object interview_of(Parts const& parts, store::Reader& reader, Presenter& present,
                          record::StoredRecord const& stored) {
    auto const& consultation = stored.record.as<Consultation>();
    auto const found = found_in(parts, reader, stored);
    auto const proposals = triage(
        parts.platform.rules,
        {consultation.narrative, consultation.kind, consultation.channel, answers_for_rules(consultation)},
        found);
    auto object = to_json(interview(proposals, found,
                                    {consultation.narrative, consultation, consultation.internal_type,
                                     parts.platform.time.now()}),
                          [&present](base::Ulid const& staff) { return present.staff(staff); });
    object["version"] = stored.envelope.version;
    return object;
}

http::Response read_route(Parts const& parts, Call const& call) {
    auto const shown = shown_record(call.request, "interview", path_id(call.request));
    json::object answer;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const stored = allowed(reader, call, Action::consultation_read);
        Presenter present(reader, call.actor, parts.platform.time.now());
        answer = interview_of(parts, reader, present, stored);
    });
    note_reading(parts.platform, call.actor, {shown});
    return http::json_response(200, answer);
}

std::string name_of(store::Reader& reader, base::Ulid const& staff, base::Instant now) {
    auto const person = registry::staff_ref(reader, staff, base::date_in_japan(now));
    return person ? person->rank + " " + person->name : std::string("取込");
}

std::vector<std::string> answer(store::Transaction& transaction, Parts const& parts, Call const& call,
                                std::vector<SentAnswer> const& sent) {
    auto const now = parts.platform.time.now();
    auto const tables = parts.platform.rules.current();
    auto const before = allowed(transaction, call, Action::consultation_edit);
    auto after = before;
    auto& consultation = after.record.as<Consultation>();
    auto const doubled = write_answers(consultation, sent, *tables,
                                       {call.actor.staff, now, name_of(transaction, call.actor.staff, now),
                                        name_of(transaction, before.envelope.changed_by, now)});
    carry_answers(consultation, sent, *tables);
    auto texts = read_texts(parts.platform.recogniser, consultation, {}, *tables);
    if (consultation == before.record.as<Consultation>()) {
        return doubled;  // what was there already is no change
    }
    keep_masked_cards(transaction, before.envelope.id, consultation, texts.seen);
    registry::update(transaction, before, after, {author(call.actor), now, "interview", std::nullopt});
    registry::write_sightings(transaction, "consultation", before.envelope.id, texts.seen, now);
    for (auto const& [field, text] : texts.originals) {
        seal(transaction, parts.seal_key, before.envelope.id, field, text);
    }
    return doubled;
}

http::Response answer_route(Parts const& parts, Call const& call) {
    auto const shown = shown_record(call.request, "interview", path_id(call.request));
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto const sent = read_answers(members);
    if (sent.empty()) {
        members.refuse("answers", "回答がありません", "is empty");
    }
    members.finish();
    if (auto violations = check_answers(sent, *parts.platform.rules.current()); !violations.empty()) {
        throw base::Problem(base::Problem::invalid, "記録できない回答があります", "some answers are refused",
                            std::move(violations));
    }
    std::vector<std::string> doubled;
    parts.platform.store.write(
        [&](store::Transaction& transaction) { doubled = answer(transaction, parts, call, sent); });
    json::object response;
    parts.platform.store.read([&](store::Reader& reader) {
        auto const stored = allowed(reader, call, Action::consultation_read);
        Presenter present(reader, call.actor, parts.platform.time.now());
        response = interview_of(parts, reader, present, stored);
        json::array kept;
        for (auto const& code : doubled) {
            kept.emplace_back(code);
        }
        response["kept_double"] = std::move(kept);
    });
    note_reading(parts.platform, call.actor, {shown});
    return http::json_response(200, response);
}

}  // namespace

void add_interview_routes(Parts const& parts) {
    auto const route = [&parts](http::Response (*handler)(Parts const&, Call const&)) {
        return [&parts, handler](Call const& call) { return handler(parts, call); };
    };
    add(parts,
        {Method::get,
         "/consultations/{id}/interview",
         "getInterview",
         {"聴取事項", "The interview of a record"}},
        Action::consultation_read, route(&read_route));
    add(parts,
        {Method::post,
         "/consultations/{id}/interview",
         "answerInterview",
         {"聴取事項の回答を記録する", "Write answers of the interview"}},
        Action::consultation_edit, route(&answer_route));
}

}  // namespace modules::intake
