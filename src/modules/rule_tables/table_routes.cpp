#include "modules/rule_tables/catalogue.h"
#include "modules/rule_tables/reading.h"
#include "modules/rule_tables/routes.h"
#include "platform/http/json_message.h"
#include "platform/registry/json.h"
#include "platform/registry/refs.h"
#include "platform/tables/proposals.h"
#include "platform/tables/versions.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <charconv>

namespace modules::rule_tables {

namespace access = platform::access;
namespace http = platform::http;
namespace json = boost::json;
namespace registry = platform::registry;
namespace store = platform::store;
namespace tables = platform::tables;
using access::Action;
using access::Call;

namespace {

constexpr std::size_t most_versions = 100;

json::object version_json(tables::Version const& version, registry::Refs& refs) {
    return {{"version", version.number},
            {"digest", version.digest},
            {"loaded_at", base::to_iso(version.loaded_at)},
            {"loaded_by", refs.staff(version.loaded_by)},
            {"origin", version.origin},
            {"proposal", registry::to_json(version.proposal)}};
}

tables::StoredVersion newest(store::Reader& reader) {
    auto found = tables::newest_version(reader);
    if (!found) {
        not_found();
    }
    return std::move(*found);
}

http::Response list_tables(Parts const& parts, Call const&) {
    json::object answer;
    parts.platform.store.read([&](store::Reader& reader) {
        registry::Refs refs(reader, base::date_in_japan(parts.platform.time.now()));
        auto current = newest(reader);
        auto const known_since = tables::since(reader);
        auto const open = tables::open_files(reader);
        std::ranges::stable_sort(current.files, {},
                                 [](auto const& each) { return words_of(each.first).order; });
        json::array items;
        for (auto const& [name, text] : current.files) {
            auto const words = words_of(name);
            auto const known = known_since.find(name);
            auto const& version = known == known_since.end() ? current.version : known->second;
            items.push_back(json::object{
                {"id", table_id(name)},
                {"file", name},
                {"title", registry::to_json(words.title)},
                {"purpose", registry::to_json(words.purpose)},
                {"group",
                 json::object{{"id", words.group}, {"label", registry::to_json(group_words(words.group))}}},
                {"since", version_json(version, refs)},
                {"open_proposals", std::ranges::count(open, name, &tables::OpenFile::file)}});
        }
        answer = {{"current", version_json(current.version, refs)}, {"items", std::move(items)}};
    });
    return http::json_response(200, answer);
}

http::Response get_table(Parts const& parts, Call const& call) {
    json::object answer;
    auto const active = parts.platform.rules.current();
    parts.platform.store.read([&](store::Reader& reader) {
        registry::Refs refs(reader, base::date_in_japan(parts.platform.time.now()));
        auto const current = newest(reader);
        auto const file = file_of(current.files, call.request.path_parameter("table"));
        auto const text = tables::text_of(current.files, file).value_or("");
        auto const words = words_of(file);
        json::array proposals;
        for (auto const& open : tables::open_files(reader)) {
            if (open.file == file) {
                proposals.push_back(
                    json::object{{"id", base::to_string(open.proposal)}, {"state", open.state}});
            }
        }
        answer = {{"id", table_id(file)},
                  {"file", file},
                  {"title", registry::to_json(words.title)},
                  {"purpose", registry::to_json(words.purpose)},
                  {"group",
                   json::object{{"id", words.group}, {"label", registry::to_json(group_words(words.group))}}},
                  {"version", version_json(current.version, refs)},
                  {"text", text},
                  {"sections", sections(text, *active)},
                  {"proposals", std::move(proposals)}};
    });
    return http::json_response(200, answer);
}

// With what was said for each.
http::Response list_versions(Parts const& parts, Call const& call) {
    json::array items;
    parts.platform.store.read([&](store::Reader& reader) {
        registry::Refs refs(reader, base::date_in_japan(parts.platform.time.now()));
        auto const file = file_of(newest(reader).files, call.request.path_parameter("table"));
        for (auto const& version : tables::versions_of(reader, file, most_versions)) {
            auto item = version_json(version, refs);
            auto const proposal =
                version.proposal.is_nil() ? std::nullopt : tables::find_proposal(reader, version.proposal);
            item["reason"] = proposal ? json::value(proposal->reason) : json::value();
            item["kind"] = proposal ? json::value(proposal->kind) : json::value();
            item["proposed_by"] = proposal ? refs.staff(proposal->made_by) : json::value();
            items.push_back(std::move(item));
        }
    });
    return http::json_response(200, json::object{{"items", std::move(items)}});
}

http::Response get_version(Parts const& parts, Call const& call) {
    auto const text_number = call.request.path_parameter("number");
    std::int64_t number = 0;
    auto const [end, error] =
        std::from_chars(text_number.data(), text_number.data() + text_number.size(), number);
    if (error != std::errc{} || end != text_number.data() + text_number.size()) {
        not_found();
    }
    json::object answer;
    parts.platform.store.read([&](store::Reader& reader) {
        registry::Refs refs(reader, base::date_in_japan(parts.platform.time.now()));
        auto const stored = tables::version(reader, number);
        if (!stored) {
            not_found();
        }
        auto const file = file_of(stored->files, call.request.path_parameter("table"));
        auto const text = tables::text_of(stored->files, file).value_or("");
        auto const older = tables::version_before(reader, number);
        auto const before = older ? tables::text_of(older->files, file).value_or("") : std::string();
        auto const current = tables::text_of(newest(reader).files, file).value_or("");
        answer = version_json(stored->version, refs);
        answer["text"] = text;
        answer["changes"] = difference(before, text);
        answer["changes_to_current"] = difference(text, current);
        answer["is_current"] = text == current;
    });
    return http::json_response(200, answer);
}

}  // namespace

void add_table_routes(Parts const& parts) {
    using enum http::Method;
    add_route(parts, {get, "/tables", "listTables", {"判断表の一覧", "Tables"}, Action::tables_read},
              &list_tables);
    add_route(parts, {get, "/tables/{table}", "getTable", {"判断表", "A table"}, Action::tables_read},
              &get_table);
    add_route(parts,
              {get,
               "/tables/{table}/versions",
               "listTableVersions",
               {"判断表の版", "Versions of a table"},
               Action::tables_read},
              &list_versions);
    add_route(parts,
              {get,
               "/tables/{table}/versions/{number}",
               "getTableVersion",
               {"判断表の版の内容", "A version of a table"},
               Action::tables_read},
              &get_version);
}

}  // namespace modules::rule_tables
