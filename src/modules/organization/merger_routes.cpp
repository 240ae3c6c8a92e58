#include "base/problem.h"
#include "modules/organization/administration.h"
#include "modules/organization/merger.h"
#include "modules/organization/present.h"
#include "platform/access/guard.h"
#include "platform/access/reading.h"
#include "platform/http/json_message.h"

namespace modules::organization {

namespace access = platform::access;
namespace http = platform::http;
namespace json = boost::json;
using access::Action;
using access::Call;
using http::Method;

namespace {

constexpr std::size_t most_units = 20;
constexpr std::size_t longest_name = 160;

struct Asked {
    MergerRequest request;
    bool only_tried = false;
};

std::map<base::Ulid, std::string> read_sections(http::Members& members) {
    std::map<base::Ulid, std::string> sections;
    auto const* const value = members.value("sections");
    if (value == nullptr) {
        return sections;
    }
    auto const* const object = value->if_object();
    if (object == nullptr) {
        members.refuse("sections", "課の ID と統合先の課の組で指定してください",
                       "is an object of section ids and keys");
        return sections;
    }
    for (auto const& [name, key] : *object) {
        auto const id = base::parse_ulid(name);
        if (!id || !key.is_string()) {
            members.refuse("sections", "課の ID と統合先の課の組で指定してください",
                           "is an object of section ids and keys");
            break;
        }
        sections.emplace(*id, std::string(key.as_string()));
    }
    return sections;
}

Asked read_merger(http::Request const& request) {
    auto const body = http::json_body(request);
    http::Members members(body);
    Asked asked;
    auto& merger = asked.request;
    merger.units = members.ids("units", most_units);
    merger.code = members.text("code", longest_name);
    merger.name = members.text("name", longest_name);
    merger.name_en = members.text("name_en", longest_name);
    merger.kana = members.text("kana", longest_name);
    merger.symbol = members.text("symbol", 20);
    merger.document_symbol = members.text("document_symbol", 20);
    merger.day = required_day(members, "date");
    merger.reason = members.text("reason", 400);
    merger.sections = read_sections(members);
    merger.coordinator = members.text("coordinator", 60);
    asked.only_tried = members.flag("dry_run");
    members.finish();
    return asked;
}

http::Response merger_answer(Administration const& administration, Call const& call, int status,
                             base::Ulid const& id) {
    json::object body;
    std::int64_t version = 0;
    administration.platform.store.read([&](store::Reader& reader) {
        auto const stored = registry::get(reader, merger_schema, id);
        version = stored.envelope.version;
        body = merger_json(reader, stored, administration.work);
    });
    return http::with_etag(call.request, http::json_response(status, body), http::version_etag(version));
}

http::Response try_merger(Administration const& administration, Call const& call,
                          MergerRequest const& request) {
    constexpr std::size_t most_shown = 50;
    json::object answer;
    registry::OpenWork open;
    auto const today = base::date_in_japan(administration.platform.time.now());
    administration.platform.store.read([&](store::Reader& reader) {
        auto const plan = plan_merger(reader, request, today);
        open = administration.work.of_units(reader, plan.ending(), most_shown);
        answer = plan_json(reader, plan, administration.work);
    });
    note_shown(administration, call, open, "統合");
    answer["dry_run"] = true;
    return http::json_response(200, answer);
}

http::Response merge_route(Administration const& administration, Call const& call) {
    auto const asked = read_merger(call.request);
    if (asked.only_tried) {
        return try_merger(administration, call, asked.request);
    }
    base::Ulid id;
    administration.platform.store.write([&](store::Transaction& transaction) {
        auto const change = change_by(administration, call, "merge");
        auto const plan = plan_merger(transaction, asked.request, base::date_in_japan(change.at));
        id = carry_out(transaction, plan, asked.request.reason, administration.work, change);
    });
    return merger_answer(administration, call, 201, id);
}

http::Response list_route(Administration const& administration, Call const&) {
    json::array items;
    administration.platform.store.read([&](store::Reader& reader) {
        for (auto const& stored : registry::all(reader, merger_schema, {"1 = 1", {}})) {
            items.insert(items.begin(), merger_json(reader, stored, administration.work));
        }
    });
    return http::json_response(200, json::object{{"items", std::move(items)}});
}

http::Response show_route(Administration const& administration, Call const& call) {
    return merger_answer(administration, call, 200, path_id(call.request));
}

http::Response take_back_route(Administration const& administration, Call const& call) {
    auto const id = path_id(call.request);
    auto const version = http::required_version(call.request);
    auto const body = http::json_body(call.request);
    http::Members members(body);
    auto const reason = members.text("reason", 400);
    members.finish();
    administration.platform.store.write([&](store::Transaction& transaction) {
        take_back(transaction, get_version(transaction, merger_schema, id, version), reason,
                  administration.work, change_by(administration, call, "take_back"));
    });
    return merger_answer(administration, call, 200, id);
}

}  // namespace

void add_merger_routes(Administration const& administration) {
    auto const manage = Action::organization_manage;
    add(administration,
        {Method::get, "/mergers", "listMergers", {"統合・改称の一覧", "Mergers and renamings"}}, manage,
        list_route);
    add(administration, {Method::get, "/mergers/{id}", "getMerger", {"統合・改称", "One merger"}}, manage,
        show_route);
    add(administration,
        {Method::post, "/mergers", "mergeUnits", {"所属を統合・改称する", "Merge or rename units"}}, manage,
        merge_route);
    add(administration,
        {Method::post,
         "/mergers/{id}/taking-back",
         "takeBackMerger",
         {"統合・改称を取り消す", "Take back a merger"}},
        manage, take_back_route);
}

}  // namespace modules::organization
