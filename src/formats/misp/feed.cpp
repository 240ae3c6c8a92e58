#include "formats/misp/feed.h"

#include "formats/text/json_text.h"
#include "formats/text/lines.h"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <charconv>

namespace formats::misp {

namespace {

namespace json = boost::json;

constexpr std::size_t most_tags = 200;

bool is_hex(std::string_view text) noexcept {
    return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

std::string_view text_of(json::object const& object, std::string_view member) {
    auto const* const value = object.if_contains(member);
    return value != nullptr && value->is_string() ? std::string_view(value->get_string())
                                                  : std::string_view();
}

std::optional<base::Instant> seconds_of(json::object const& object) {
    auto const* const value = object.if_contains("timestamp");
    std::int64_t seconds = 0;
    if (value != nullptr && value->is_int64()) {
        seconds = value->get_int64();
    } else {
        auto const text = text_of(object, "timestamp");
        std::from_chars(text.data(), text.data() + text.size(), seconds);
    }
    bool const plausible = seconds > 0 && seconds < 253'402'300'800;  // before the year 10000
    return plausible ? std::optional(base::Instant{seconds * 1000}) : std::nullopt;
}

std::vector<std::string> tags_of(json::object const& object) {
    std::vector<std::string> tags;
    auto const* const list = object.if_contains("Tag");
    if (list == nullptr || !list->is_array()) {
        return tags;
    }
    for (auto const& tag : list->get_array()) {
        if (tag.is_object() && tags.size() < most_tags) {
            tags.emplace_back(text_of(tag.get_object(), "name"));
        }
    }
    return tags;
}

void add_entry(Manifest& manifest, std::string_view uuid, json::value const& value) {
    auto const refuse = [&](base::Words reason) {
        if (manifest.violations.size() < most_violations) {
            manifest.violations.push_back({std::string(uuid.substr(0, 100)), std::move(reason)});
        }
    };
    if (!is_uuid(uuid)) {
        refuse({"イベントの UUID ではありません", "not the UUID of an event"});
        return;
    }
    if (!value.is_object()) {
        refuse({"オブジェクトではありません", "not an object"});
        return;
    }
    auto const& object = value.get_object();
    Event event;
    event.uuid = uuid;
    event.info = text_of(object, "info");
    event.date = base::parse_date(text_of(object, "date"));
    event.timestamp = seconds_of(object);
    event.tags = tags_of(object);
    if (auto const* const orgc = object.if_contains("Orgc"); orgc != nullptr && orgc->is_object()) {
        event.orgc = text_of(orgc->get_object(), "name");
    }
    manifest.events.push_back(std::move(event));
}

}  // namespace

bool is_uuid(std::string_view text) noexcept {
    return text.size() == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-' &&
           is_hex(text.substr(0, 8)) && is_hex(text.substr(9, 4)) && is_hex(text.substr(14, 4)) &&
           is_hex(text.substr(19, 4)) && is_hex(text.substr(24));
}

base::Parsed<Manifest> parse_manifest(std::string_view bytes) {
    auto const value = text::parse_json(bytes, "manifest.json", {.largest = largest_manifest, .deepest = 16});
    if (!value) {
        return value.violations();
    }
    if (!value->is_object()) {
        auto const kind = text::json_kind_words(value->kind());
        return base::Violation{"manifest.json",
                               {fmt::format("JSON オブジェクトではありません（{}）", kind.ja),
                                fmt::format("not a JSON object ({})", kind.en)}};
    }
    Manifest manifest;
    for (auto const& entry : value->get_object()) {
        add_entry(manifest, entry.key(), entry.value());
    }
    return manifest;
}

ValueHashes parse_hashes(std::string_view bytes) {
    ValueHashes found;
    text::LineReader reader(1024);
    auto lines = reader.feed(bytes);
    for (auto& line : reader.finish()) {
        lines.push_back(std::move(line));
    }
    for (auto const& line : lines) {
        auto const text = line.text ? std::string_view(*line.text) : std::string_view();
        if (text.size() == 69 && text[32] == ',' && is_hex(text.substr(0, 32)) && is_uuid(text.substr(33))) {
            found.hashes.push_back({std::string(text.substr(0, 32)), std::string(text.substr(33))});
        } else if (found.violations.size() < most_violations) {
            found.violations.push_back(line.text
                                           ? base::Violation{text::line_field(line.number),
                                                             {"「MD5,イベントの UUID」の行ではありません",
                                                              "not a line of MD5, event UUID"}}
                                           : line.text.violations().front());
        }
    }
    return found;
}

}  // namespace formats::misp
