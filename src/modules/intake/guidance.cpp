#include "modules/intake/guidance.h"

#include "platform/registry/json.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace modules::intake {

namespace json = boost::json;
namespace registry = platform::registry;

json::object guidance_json(base::GuidanceText const& text) {
    json::array contacts;
    for (auto const& contact : text.contacts) {
        contacts.push_back(json::object{{"name", registry::to_json(contact.name)},
                                        {"contact", contact.contact},
                                        {"hours", contact.hours},
                                        {"source", contact.source},
                                        {"seen", contact.seen},
                                        {"verified", contact.verified}});
    }
    return {{"code", text.code},
            {"title", registry::to_json(text.title)},
            {"text", registry::to_json(text.text)},
            {"contacts", std::move(contacts)}};
}

json::array guidance_json(Triage const& triage) {
    json::array array;
    auto const* result = triage.assessment.find("guidance");
    if (result == nullptr) {
        return array;
    }
    auto const object = to_json(triage, *result);
    for (auto const& ranked : object.at("ranked").as_array()) {
        auto const code = std::string(ranked.at("code").as_string());
        auto const* text = triage.tables->guidance(code);
        auto one = text != nullptr ? guidance_json(*text)
                                   : json::object{{"code", code},
                                                  {"title", ranked.at("label")},
                                                  {"text", ranked.at("label")},
                                                  {"contacts", json::array{}}};
        one["reasons"] = ranked.at("reasons");
        array.push_back(std::move(one));
    }
    return array;
}

json::array guidance_json(platform::tables::Active const& tables) {
    json::array array;
    for (auto const& text : tables.tables().guidance) {
        array.push_back(guidance_json(text));
    }
    return array;
}

}  // namespace modules::intake
