#pragma once
// For tests: a store with two stations and the headquarters, a record kind of its own, and the routes behind
// their door.

#include "modules/intelligence/install.h"
#include "modules/intelligence/link_query.h"
#include "platform/access/guard.h"
#include "platform/access/people_test.h"
#include "platform/http/problem_response.h"
#include "platform/http/router.h"
#include "platform/live/feed.h"
#include "platform/platform.h"
#include "platform/recognition/recogniser.h"
#include "platform/registry/record_kinds.h"
#include "platform/registry/records.h"
#include "platform/registry/working_calendar.h"
#include "platform/tables/rules.h"
#include "record/field.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <fstream>
#include <string>

namespace modules::intelligence {

// As much of a consultation as links need; a module does not know its neighbour.
struct Case {
    std::string number;
    std::string subject;
    std::string narrative;
    std::string status = "accepted";
    std::string kind = "consultation";
    std::optional<base::Instant> received_at;
    bool operator==(Case const&) const = default;
};
inline constexpr record::Field case_fields[] = {
    record::field<&Case::number>("番号", "Number", {}),
    record::field<&Case::subject>("件名", "Subject", {}),
    record::field<&Case::narrative>("要旨", "Text", {}),
    record::field<&Case::status>("状態", "Status", {}),
    record::field<&Case::kind>("種類", "Kind", {}),
    record::field<&Case::received_at>("受理", "Received", {}),
};
inline constinit record::Schema const case_schema =
    record::schema<Case>("consultation", "consultations", "相談", "Consultation", case_fields);

struct Answer {
    int status = 0;
    boost::json::value body;
    [[nodiscard]] boost::json::value const& at(std::string_view pointer) const {
        return body.at_pointer(pointer);
    }
};

struct TestHouse : platform::access::People {
    platform::access::Sessions sessions{folder.store(), time, hasher, "node"};
    platform::access::Guard guard{sessions, platform::http::Transport::plain_loopback};
    platform::http::Router router{
        [this](auto const& route, auto const& request) { return guard.dispatch(route, request); }};
    platform::registry::RecordKinds kinds;
    platform::live::Feed live{folder.store(), kinds};
    platform::recognition::Recogniser recogniser{nullptr, std::string(32, 'k')};
    platform::tables::Rules rules;
    platform::registry::WorkingCalendar calendar{{{1, 2, 3, 4, 5}, 510, 1035}, {}, {}};
    platform::Platform platform{folder.store(), time,  router,   guard,  live, recogniser,
                                rules,          kinds, calendar, "node", true};
    StoredLinks links{kinds, recogniser};
    base::Ulid other_station;
    base::Ulid other_section;
    int cases = 0;

    TestHouse() {
        kinds.add({&case_schema, platform::access::Action::consultation_read, "number", "subject",
                   "received_at", "status", "narrative"});
        folder.store().write([this](platform::store::Transaction& tx) {
            using platform::registry::UnitKind;
            other_station = add_unit(tx, "S-IZUMI", UnitKind::station, {}, {});
            other_section =
                add_unit(tx, "S-IZUMI-SEIAN", UnitKind::station_section, other_station, other_station);
        });
        add("sato", {platform::access::Role::intake_officer}, other_section);
        add("analyst", {platform::access::Role::hq_analyst}, section);
        install(platform, links);
    }

    // A record of that unit with the observables of its text.
    base::Ulid add_case(base::Ulid const& unit, std::string const& text) {
        base::Ulid id;
        folder.store().write([&](platform::store::Transaction& tx) {
            Case value;
            value.number = "第" + std::to_string(++cases) + "号";
            value.subject = "件名" + std::to_string(cases);
            value.narrative = text;
            value.received_at = time.now();
            id = platform::registry::insert(tx, record::View(case_schema, value),
                                            {unit, unit, record::Restriction::none},
                                            {{}, time.now(), "create", std::nullopt})
                     .id;
            auto const seen =
                platform::recognition::Recogniser::seen(recogniser.recognise(text), text, "narrative");
            platform::registry::write_sightings(tx, "consultation", id, seen, time.now());
        });
        return id;
    }

    std::string sign_in(std::string const& account) {
        auto result = sessions.sign_in(account, platform::access::good_password, "192.0.2.1");
        return std::get<platform::access::SignedIn>(result).token;
    }

    Answer ask(std::string const& token, platform::http::Method method, std::string path,
               platform::http::Pairs query = {}, std::string body = {}) {
        platform::http::Request request;
        request.method = method;
        request.path = "/api/v1" + path;
        request.query = std::move(query);
        request.body = std::move(body);
        request.headers = {{"host", "127.0.0.1:8080"},
                           {"cookie", "session=" + token},
                           {"content-type", "application/json"},
                           {"x-csrf-token", platform::access::csrf_token_of(token)}};
        auto const response = platform::http::answer_or_problem({}, [&] { return router.answer(request); });
        return {response.status,
                response.body.empty() ? boost::json::value() : boost::json::parse(response.body)};
    }

    std::int64_t number(std::string_view sql) {
        std::int64_t found = 0;
        folder.store().read([&](platform::store::Reader& reader) { found = reader.first(sql)->integer(0); });
        return found;
    }

    std::filesystem::path file(std::string const& name, std::string const& content) {
        auto const path = folder.folder() / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << content;
        return path;
    }
};

}  // namespace modules::intelligence
