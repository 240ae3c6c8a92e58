#include "formats/warninglists/warninglists.h"

#include "formats/text/json_text.h"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace formats::warninglists {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 5> types = {"cidr", "hostname", "string", "substring", "regex"};

base::Violation missing(std::string_view field, base::Words expected) {
    return {std::string(field),
            {fmt::format("{}が必要です", expected.ja), fmt::format("{} is required", expected.en)}};
}

std::string text_of(json::object const& object, std::string_view member) {
    auto const* const value = object.if_contains(member);
    if (value == nullptr) {
        return {};
    }
    if (value->is_string()) {
        return std::string(value->get_string());
    }
    return value->is_int64() ? fmt::format("{}", value->get_int64()) : std::string();
}

std::vector<std::string> attributes_of(json::object const& object) {
    std::vector<std::string> attributes;
    auto const* const list = object.if_contains("matching_attributes");
    if (list != nullptr && list->is_array()) {
        for (auto const& attribute : list->get_array()) {
            if (attribute.is_string()) {
                attributes.emplace_back(attribute.get_string());
            }
        }
    }
    return attributes;
}

void add_entries(WarningList& list, json::array const& entries) {
    auto const refuse = [&](std::size_t index, base::Words reason) {
        if (list.violations.size() < most_violations) {
            list.violations.push_back({fmt::format("list/{}", index), std::move(reason)});
        }
    };
    list.list.reserve(std::min(entries.size(), most_entries));
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (i >= most_entries) {
            refuse(i, {fmt::format("項目が多すぎます（上限は {} 件）", most_entries),
                       fmt::format("too many entries (the limit is {})", most_entries)});
            return;
        }
        if (!entries[i].is_string()) {
            auto const kind = text::json_kind_words(entries[i].kind());
            refuse(i, {fmt::format("文字列ではありません（{}）", kind.ja),
                       fmt::format("not a string ({})", kind.en)});
            continue;
        }
        std::string_view const entry = entries[i].get_string();
        if (entry.empty()) {
            refuse(i, {"空です", "it is empty"});
        } else if (entry.size() > longest_entry) {
            refuse(i, {fmt::format("長すぎます（{} バイト。上限は {} バイト）", entry.size(), longest_entry),
                       fmt::format("too long ({} bytes; the limit is {})", entry.size(), longest_entry)});
        } else {
            list.list.emplace_back(entry);
        }
    }
}

}  // namespace

base::Parsed<WarningList> parse(std::string_view bytes) {
    auto const value = text::parse_json(bytes, "", {.largest = largest_file, .deepest = 16});
    if (!value) {
        return value.violations();
    }
    if (!value->is_object()) {
        auto const kind = text::json_kind_words(value->kind());
        return base::Violation{"",
                               {fmt::format("警告リストの JSON オブジェクトではありません（{}）", kind.ja),
                                fmt::format("not the JSON object of a warning list ({})", kind.en)}};
    }
    auto const& object = value->get_object();
    WarningList list;
    list.name = text_of(object, "name");
    list.description = text_of(object, "description");
    list.version = text_of(object, "version");
    list.type = text_of(object, "type");
    list.matching_attributes = attributes_of(object);
    std::vector<base::Violation> violations;
    if (list.name.empty()) {
        violations.push_back(missing("name", {"名前", "a name"}));
    }
    if (std::find(types.begin(), types.end(), list.type) == types.end()) {
        violations.push_back(missing("type", {"種別（cidr, hostname, string, substring, regex のいずれか）",
                                              "a type (one of cidr, hostname, string, substring, regex)"}));
    }
    auto const* const entries = object.if_contains("list");
    if (entries == nullptr || !entries->is_array()) {
        violations.push_back(missing("list", {"項目の配列", "an array of entries"}));
    }
    if (!violations.empty()) {
        return violations;
    }
    add_entries(list, entries->get_array());
    return list;
}

}  // namespace formats::warninglists
