#include "modules/intake/assessment.h"

#include "base/text_fold.h"
#include "modules/intake/guidance.h"
#include "modules/intake/interview.h"
#include "modules/intake/interview_json.h"
#include "modules/intake/present.h"
#include "modules/intake/reading.h"
#include "modules/intake/told_parties.h"
#include "modules/intake/triage.h"
#include "platform/access/policy.h"
#include "platform/registry/json.h"

#include <boost/json/array.hpp>

#include <algorithm>
#include <iterator>
#include <set>

namespace modules::intake {

namespace json = boost::json;
namespace registry = platform::registry;
namespace store = platform::store;
using platform::recognition::Recognised;

namespace {

constexpr std::size_t most_earlier = 5;

json::object span(std::size_t start, std::size_t end) {
    return {{"start", start}, {"end", end}};
}

json::object observable_json(Recognised const& found) {
    json::array listed;
    for (auto const& name : found.listed) {
        listed.emplace_back(name);
    }
    return {{"type", found.key.type},
            {"value", found.shown},
            {"label", registry::to_json(platform::recognition::type_label(found.key.type))},
            {"spans", json::array{span(found.start, found.end)}},
            {"role", found.role},
            {"unverified", found.unverified},
            {"documentation", found.documentation},
            {"listed", std::move(listed)}};
}

std::vector<registry::Question> questions_of(std::vector<Recognised> const& found) {
    std::vector<registry::Question> questions;
    for (auto const& observable : found) {
        questions.push_back({observable.key, observable.role, false, !observable.listed.empty()});
        for (auto const& host : observable.hosts) {
            questions.push_back({host, observable.role, true, false});
        }
    }
    return questions;
}

json::array dangers(Triage const& triage) {
    json::array array;
    for (auto const& fact : triage.assessment.facts) {
        if (!fact.danger || fact.denied) {
            continue;
        }
        json::array spans;
        for (auto const& place : fact.spans) {
            spans.push_back(span(place.start, place.end));
        }
        array.push_back(json::object{{"text", registry::to_json(fact.words)}, {"spans", std::move(spans)}});
    }
    return array;
}

base::Words joined(std::vector<base::Words> const& reasons) {
    base::Words all;
    for (auto const& reason : reasons) {
        all.ja.append(all.ja.empty() ? "" : "・").append(reason.ja);
        all.en.append(all.en.empty() ? "" : "; ").append(reason.en);
    }
    return all;
}

// Earlier consultations of who may be the same person or company, with the reasons; then those by the same
// telephone number, and those of the same name in any writing. Readable ones only.
class Earlier {
  public:
    Earlier(store::Reader& reader, Presenter& present, registry::RecordKinds const& kinds,
            platform::access::Actor const& actor, AssessmentRequest const& request)
        : reader_(reader),
          present_(present),
          kinds_(kinds),
          actor_(actor),
          request_(request),
          filter_(platform::access::filter(actor, platform::access::Action::consultation_read, "r")) {}

    void add(registry::PersonHit const& hit) { add(hit.record, joined(hit.reasons), hit.identity, "person"); }
    // Newest first.
    void add(registry::PersonAsked const& asked, base::Words const& why, std::string_view by) {
        registry::PageRequest latest;
        latest.conditions = {registry::person_condition(kinds_, actor_, asked),
                             {filter_.sql, filter_.values}};
        latest.limit = 2 * most_earlier;  // some are the record itself or were found before
        for (auto const& stored : registry::list(reader_, consultation_schema, latest).items) {
            auto const& value_of = stored.record.as<Consultation>();
            add({"consultation", stored.envelope.id, value_of.number, value_of.subject,
                 std::string(record::enum_text(value_of.status)), value_of.received_at,
                 stored.envelope.owner_unit},
                why, std::nullopt, by);
        }
    }
    [[nodiscard]] json::array take() { return std::move(array_); }

  private:
    void add(registry::RecordLine const& line, base::Words const& why,
             std::optional<base::Ulid> const& identity, std::string_view by) {
        bool const itself = request_.record && *request_.record == line.id;
        if (itself || array_.size() >= most_earlier || !seen_.insert(line.id).second) {
            return;
        }
        array_.push_back(json::object{{"record", present_.line(line)},
                                      {"why", registry::to_json(why)},
                                      {"by", by},
                                      {"identity", registry::to_json(identity.value_or(base::Ulid{}))}});
    }

    store::Reader& reader_;
    Presenter& present_;
    registry::RecordKinds const& kinds_;
    platform::access::Actor const& actor_;
    AssessmentRequest const& request_;
    platform::access::Filter filter_;
    std::set<base::Ulid> seen_;
    json::array array_;
};

json::array earlier(store::Reader& reader, Presenter& present, platform::access::Actor const& actor,
                    AssessmentRequest const& request, Parts const& parts) {
    auto caller = request.fields;
    caller.caller_phone = request.caller_phone;
    caller.caller_name = request.caller_name;
    auto const told = caller_told(parts.platform.recogniser, caller);
    Earlier found(reader, present, parts.platform.record_kinds, actor, request);
    for (auto const& hit : parts.people.suggest(reader, actor, told, request.record)) {
        found.add(hit);
    }
    for (auto const& phone : told.phones) {
        found.add({std::nullopt, {engine::identity::phone_key(phone)}},
                  {"同じ電話番号の相談者", "a caller with the same telephone number"}, "phone");
    }
    if (!told.name.empty()) {
        found.add({std::nullopt, engine::identity::name_keys(told.name)},
                  {"氏名のみ一致（同姓同名のおそれ）", "the same name alone: perhaps another of that name"},
                  "name");
    }
    return found.take();
}

// The same matter told twice: readable records that share two or more values with this text, or one strong
// one and the caller.
json::array duplicates(Presenter& present, std::vector<registry::Hit> const& hits) {
    std::map<base::Ulid, std::pair<registry::RecordLine, int>> shared;
    for (auto const& hit : hits) {
        for (auto const& record : hit.records) {
            auto& entry = shared.try_emplace(record.id, record, 0).first->second;
            ++entry.second;
        }
    }
    json::array array;
    for (auto const& [id, entry] : shared) {
        if (entry.second >= 2 && array.size() < 5) {
            auto const count = std::to_string(entry.second);
            array.push_back(json::object{
                {"record", present.line(entry.first)},
                {"why", registry::to_json({"一致する情報が" + count + "件", count + " values in common"})}});
        }
    }
    return array;
}

// What an assessment told: observables that are known, of which some elsewhere, and records.
struct Told {
    std::vector<std::int64_t> known;
    std::vector<std::int64_t> elsewhere;
    std::vector<base::Ulid> records;
};

// A draft is assessed at every pause in typing: each observable and each record is told of once.
Told not_told_before(store::Reader& reader, base::Ulid const& draft, Told const& told) {
    auto const is_new = [&](std::string_view sql, store::Value const& value) {
        return !reader.first(sql, {store::id_value(draft), value});
    };
    constexpr std::string_view seen = "SELECT 1 FROM look_up_seen WHERE draft = ? AND observable = ?";
    Told fresh;
    std::ranges::copy_if(told.known, std::back_inserter(fresh.known),
                         [&](std::int64_t one) { return is_new(seen, one); });
    std::ranges::copy_if(told.elsewhere, std::back_inserter(fresh.elsewhere),
                         [&](std::int64_t one) { return is_new(seen, one); });
    std::ranges::copy_if(told.records, std::back_inserter(fresh.records), [&](base::Ulid const& one) {
        return is_new("SELECT 1 FROM look_up_shown WHERE draft = ? AND record_id = ?", store::id_value(one));
    });
    return fresh;
}

void remember_told(store::Transaction& transaction, base::Ulid const& draft, Told const& told) {
    for (auto const* observables : {&told.known, &told.elsewhere}) {
        for (auto const observable : *observables) {
            transaction.execute(
                "INSERT INTO look_up_seen (draft, observable) VALUES (?, ?) ON CONFLICT DO NOTHING",
                {store::id_value(draft), observable});
        }
    }
    for (auto const& record : told.records) {
        transaction.execute(
            "INSERT INTO look_up_shown (draft, record_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
            {store::id_value(draft), store::id_value(record)});
    }
}

void record_look_ups(Parts const& parts, platform::access::Actor const& actor,
                     AssessmentRequest const& request, Told told, std::string const& purpose) {
    auto const subject = request.draft ? request.draft : request.record;
    if (subject) {
        parts.platform.store.read(
            [&](store::Reader& reader) { told = not_told_before(reader, *subject, told); });
    }
    std::vector<platform::access::Shown> shown;
    if (!told.known.empty() || !told.records.empty()) {
        shown.push_back({"look_up", purpose, "observable", subject, told.records, told.known});
    }
    if (!told.elsewhere.empty()) {
        shown.push_back({"blind_hit", purpose, "observable", subject, {}, told.elsewhere});
    }
    if (shown.empty()) {
        return;
    }
    parts.platform.store.write([&](store::Transaction& transaction) {
        if (subject) {
            remember_told(transaction, *subject, told);
        }
        note_reading(transaction, parts.platform, actor, shown);
    });
}

Told told_of(std::vector<registry::Hit> const& hits, std::vector<base::Ulid> records) {
    Told told{{}, {}, std::move(records)};
    for (auto const& hit : hits) {
        (hit.elsewhere.empty() ? told.known : told.elsewhere).push_back(hit.observable);
    }
    return told;
}

}  // namespace

json::object assess(Parts const& parts, platform::access::Actor const& actor,
                    AssessmentRequest const& request, std::string const& purpose) {
    if (request.text.size() > longest_assessed_text) {
        throw base::Problem(base::Problem::too_large, "文章が長すぎます (64KiBまで)",
                            "the text is longer than 64 KiB",
                            {{"text", {"64KiB以内にしてください", "at most 64 KiB"}}});
    }
    auto found = parts.platform.recogniser.recognise(request.text);
    apply_roles(found, request.roles);
    auto const proposals =
        triage(parts.platform.rules,
               {request.text, request.fields.kind, request.fields.channel, answers_for_rules(request.fields)},
               found);
    json::object answer;
    std::vector<registry::Hit> hits;
    Told told;
    parts.platform.store.read([&](store::Reader& reader) {
        Presenter present(reader, actor, parts.platform.time.now());
        hits = parts.links.hits(reader, actor, questions_of(found), request.record);
        json::array hit_array;
        for (auto const& hit : hits) {
            hit_array.push_back(present.hit(hit));
        }
        answer["hits"] = std::move(hit_array);
        answer["duplicates"] = duplicates(present, hits);
        answer["earlier"] = earlier(reader, present, actor, request, parts);
        told = told_of(hits, records_of(present.shown()));
    });
    json::array observables;
    for (auto const& observable : found) {
        observables.push_back(observable_json(observable));
    }
    answer["observables"] = std::move(observables);
    json::array tables;
    for (auto const& table : decided_tables()) {
        if (auto const* result = proposals.assessment.find(table)) {
            tables.push_back(to_json(proposals, *result));
        }
    }
    answer["proposals"] = std::move(tables);
    answer["dangers"] = dangers(proposals);
    answer["interview"] = to_json(interview(
        proposals, found, {request.text, request.fields, request.internal_type, parts.platform.time.now()}));
    answer["guidance"] = guidance_json(proposals);
    record_look_ups(parts, actor, request, told, purpose);
    return answer;
}

}  // namespace modules::intake
