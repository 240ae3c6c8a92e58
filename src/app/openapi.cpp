#include "app/openapi.h"

#include "modules/intake/consultation.h"
#include "modules/intake/draft.h"
#include "platform/http/json_message.h"
#include "platform/registry/clock.h"
#include "platform/registry/referral.h"
#include "platform/registry/shared_records.h"
#include "platform/registry/staff.h"
#include "platform/registry/unit.h"
#include "record/openapi.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <mutex>

namespace app {

namespace json = boost::json;
namespace http = platform::http;

namespace {

std::string_view method_name(http::Method method) {
    switch (method) {
        case http::Method::get:
            return "get";
        case http::Method::head:
            return "head";
        case http::Method::post:
            return "post";
        case http::Method::put:
            return "put";
        case http::Method::patch:
            return "patch";
        case http::Method::delete_:
            return "delete";
        case http::Method::options:
            return "options";
    }
    return "get";
}

// Operations whose answer or body is one described record.
struct Bodies {
    std::string_view operation;
    std::string_view answer;
    std::string_view input;
};
constexpr std::array<Bodies, 8> bodies = {{
    {"getConsultation", "Consultation", ""},
    {"acceptConsultation", "Consultation", ""},
    {"editConsultation", "Consultation", "ConsultationInput"},
    {"approveReferral", "Referral", ""},
    {"receiveReferral", "Referral", ""},
    {"answerReferral", "Referral", ""},
    {"returnReferral", "Referral", ""},
    {"finishClock", "Clock", ""},
}};

json::object json_content(std::string_view component) {
    json::object schema;
    if (component.empty()) {
        schema["type"] = "object";
    } else {
        schema["$ref"] = std::string("#/components/schemas/").append(component);
    }
    return {{"application/json", json::object{{"schema", std::move(schema)}}}};
}

json::array parameters(std::string const& pattern) {
    json::array list;
    for (auto at = pattern.find('{'); at != std::string::npos; at = pattern.find('{', at + 1)) {
        auto const end = pattern.find('}', at);
        list.push_back(json::object{{"name", pattern.substr(at + 1, end - at - 1)},
                                    {"in", "path"},
                                    {"required", true},
                                    {"schema", json::object{{"type", "string"}}}});
    }
    return list;
}

json::object operation(http::Route const& route) {
    auto const* const known = std::find_if(
        bodies.begin(), bodies.end(), [&](Bodies const& one) { return one.operation == route.operation_id; });
    auto const answer = known == bodies.end() ? std::string_view() : known->answer;
    auto const input = known == bodies.end() ? std::string_view() : known->input;
    json::object responses{{"200", json::object{{"description", "OK"}, {"content", json_content(answer)}}},
                           {"default", json::object{{"$ref", "#/components/responses/Problem"}}}};
    json::object object{{"operationId", route.operation_id},
                        {"summary", route.summary.en},
                        {"description", route.summary.ja},
                        {"x-action", route.action.empty() ? json::value() : json::value(route.action)},
                        {"parameters", parameters(route.pattern)}};
    bool const writes = route.method == http::Method::post || route.method == http::Method::put ||
                        route.method == http::Method::patch;
    if (writes) {
        object["requestBody"] = json::object{{"required", true}, {"content", json_content(input)}};
    }
    object["responses"] = std::move(responses);
    return object;
}

json::object problem_component() {
    json::object const words{{"type", "object"},
                             {"properties", json::object{{"ja", json::object{{"type", "string"}}},
                                                         {"en", json::object{{"type", "string"}}}}}};
    json::object const violation{
        {"type", "object"},
        {"properties", json::object{{"field", json::object{{"type", "string"}}}, {"reason", words}}}};
    return {
        {"type", "object"},
        {"properties", json::object{{"type", json::object{{"type", "string"}}},
                                    {"title", json::object{{"type", "string"}}},
                                    {"titles", words},
                                    {"status", json::object{{"type", "integer"}}},
                                    {"instance", json::object{{"type", "string"}}},
                                    {"violations", json::object{{"type", "array"}, {"items", violation}}}}}};
}

void pretty(std::string& out, json::value const& value, std::size_t depth) {
    auto const indent = [&out](std::size_t levels) { out.append("\n").append(levels * 2, ' '); };
    if (auto const* object = value.if_object(); object != nullptr && !object->empty()) {
        std::map<std::string_view, json::value const*> sorted;
        for (auto const& member : *object) {
            sorted.emplace(member.key(), &member.value());
        }
        out += "{";
        bool first = true;
        for (auto const& [key, member] : sorted) {
            out += first ? "" : ",";
            first = false;
            indent(depth + 1);
            out += json::serialize(json::value(key)) + ": ";
            pretty(out, *member, depth + 1);
        }
        indent(depth);
        out += "}";
    } else if (auto const* array = value.if_array(); array != nullptr && !array->empty()) {
        out += "[";
        for (std::size_t i = 0; i < array->size(); ++i) {
            out += i == 0 ? "" : ",";
            indent(depth + 1);
            pretty(out, (*array)[i], depth + 1);
        }
        indent(depth);
        out += "]";
    } else {
        out += json::serialize(value);
    }
}

}  // namespace

std::string openapi_document(House const& house) {
    json::object paths;
    for (auto const& route : house.router->routes()) {
        auto& path = paths[route.pattern];
        if (!path.is_object()) {
            path.emplace_object();
        }
        path.as_object()[method_name(route.method)] = operation(route);
    }
    std::array<record::Schema const*, 8> const schemas = {
        &modules::intake::consultation_schema, &modules::intake::draft_schema,
        &platform::registry::referral_schema,  &platform::registry::clock_schema,
        &platform::registry::decision_schema,  &platform::registry::separation_schema,
        &platform::registry::unit_schema,      &platform::registry::staff_schema};
    auto components = record::openapi_components(schemas);
    components["Problem"] = problem_component();
    json::object const problem{
        {"description", "RFC 9457"},
        {"content",
         json::object{{"application/problem+json",
                       json::object{{"schema", json::object{{"$ref", "#/components/schemas/Problem"}}}}}}}};
    json::object const document{
        {"openapi", "3.1.0"},
        {"info", json::object{{"title", "Renkei"}, {"version", RENKEI_VERSION}}},
        {"paths", std::move(paths)},
        {"components", json::object{{"schemas", std::move(components)},
                                    {"responses", json::object{{"Problem", problem}}}}}};
    std::string text;
    pretty(text, document, 0);
    return text + "\n";
}

void add_openapi_route(House& house) {
    // Written once, at the first request, when every route has been added.
    auto const text = std::make_shared<std::pair<std::once_flag, std::string>>();
    http::Route route;
    route.pattern = "/api/openapi.json";
    route.operation_id = "openapi";
    route.summary = {"API の記述", "Description of the API"};
    route.handler = [text, &house](http::Request const&) {
        std::call_once(text->first, [&] { text->second = openapi_document(house); });
        http::Response response;
        response.headers = {{"Content-Type", "application/json"}};
        response.body = text->second;
        return response;
    };
    house.guard->add_public(*house.router, std::move(route));  // the same file lies in the repository
}

}  // namespace app
