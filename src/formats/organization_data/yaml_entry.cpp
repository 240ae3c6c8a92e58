#include "formats/organization_data/yaml_entry.h"

#include <algorithm>
#include <span>
#include <utility>

namespace formats::organization_data {

namespace {

constexpr std::size_t longest_text = 2000;
// More than any force has; each station repeats its list of sections, and parents are looked up again and
// again.
constexpr std::size_t longest_list = 100;
constexpr std::size_t most_entries = 1000;

std::string place(std::string_view file, int line) {
    std::string where(file);
    return where.append(" line ").append(std::to_string(line));
}

void add(std::vector<base::Violation>& violations, std::string where, std::string_view ja,
         std::string_view en) {
    violations.push_back({std::move(where), {std::string(ja), std::string(en)}});
}

}  // namespace

std::optional<yaml::Node> read_root(File const& file, std::vector<base::Violation>& violations) {
    auto root = yaml::read(file.bytes, {.largest = largest_file});
    if (!root) {
        auto const& refused = root.violations().front();
        std::string where = file.name;
        add(violations, where.append(" ").append(refused.field), refused.reason.ja, refused.reason.en);
        return std::nullopt;
    }
    if (!root->is_map()) {
        add(violations, place(file.name, root->line), "見出しのある表 (YAML のマッピング) ではありません",
            "is not a YAML mapping");
        return std::nullopt;
    }
    return std::move(*root);
}

YamlEntry::YamlEntry(yaml::Node const& node, std::string_view file, std::vector<base::Violation>& violations)
    : node_(&node), file_(file), violations_(&violations) {
    if (!node_->is_map()) {
        good_ = false;
        add(violations, where(line()), "項目の組ではありません", "is not a mapping");
    }
}

std::string YamlEntry::where(int line) const {
    return place(file_, line);
}

void YamlEntry::refuse(std::string const& key, std::string_view ja, std::string_view en) {
    good_ = false;
    auto const* const value = node_->find(key);
    std::string reason_ja = key;
    std::string reason_en = key;
    add(*violations_, where(value != nullptr ? value->line : line()), reason_ja.append(": ").append(ja),
        reason_en.append(": ").append(en));
}

yaml::Node const* YamlEntry::find(std::string const& key) {
    asked_.insert(key);
    auto const* const value = node_->find(key);
    return value != nullptr && !value->is_null ? value : nullptr;
}

std::optional<std::string> YamlEntry::text(std::string const& key) {
    auto const* const value = find(key);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (!value->is_text()) {
        refuse(key, "文字ではありません", "is not a text");
        return std::nullopt;
    }
    if (value->scalar.size() > longest_text) {
        refuse(key, "長すぎます", "is too long");
        return std::nullopt;
    }
    return value->scalar;
}

std::string YamlEntry::required_text(std::string const& key) {
    auto const bad_before = violations_->size();
    auto value = text(key).value_or("");
    if (value.empty() && violations_->size() == bad_before) {
        refuse(key, "必要です", "is required");
    }
    return value;
}

std::optional<base::Date> YamlEntry::date(std::string const& key) {
    auto const value = text(key);
    if (!value) {
        return std::nullopt;
    }
    auto const date = base::parse_date(*value);
    if (!date) {
        refuse(key, "日付ではありません (例: 2025-03-21)", "is not a date such as 2025-03-21");
    }
    return date;
}

base::Date YamlEntry::required_date(std::string const& key) {
    auto const bad_before = violations_->size();
    auto const value = date(key);
    if (!value && violations_->size() == bad_before) {
        refuse(key, "必要です", "is required");
    }
    return value.value_or(base::Date{});
}

bool YamlEntry::flag(std::string const& key) {
    auto const value = text(key);
    if (value && *value != "true" && *value != "false") {
        refuse(key, "true か false にしてください", "is neither true nor false");
    }
    return value == "true";
}

std::vector<std::string> YamlEntry::texts(std::string const& key) {
    std::vector<std::string> found;
    auto const* const value = find(key);
    if (value == nullptr) {
        return found;
    }
    if (!value->is_list() || value->items.size() > longest_list) {
        refuse(key, "一覧ではないか、長すぎます", "is not a list, or too long");
        return found;
    }
    for (auto const& element : value->items) {
        if (!element.is_text() || element.scalar.size() > longest_text) {
            refuse(key, "文字の一覧ではありません", "is not a list of texts");
            return {};
        }
        found.push_back(element.scalar);
    }
    return found;
}

std::vector<YamlEntry> YamlEntry::entries(std::string const& key) {
    std::vector<YamlEntry> found;
    auto const* const value = find(key);
    if (value == nullptr || !value->is_list()) {
        refuse(key, "一覧が必要です", "a list is required");
        return found;
    }
    if (value->items.size() > most_entries) {
        refuse(key, "項目が多すぎます", "has too many entries");
    }
    for (auto const& element : std::span(value->items).first(std::min(value->items.size(), most_entries))) {
        found.emplace_back(element, file_, *violations_);
    }
    return found;
}

std::optional<YamlEntry> YamlEntry::entry(std::string const& key) {
    auto const* const value = find(key);
    if (value == nullptr || !value->is_map()) {
        refuse(key, "項目の組が必要です", "a mapping is required");
        return std::nullopt;
    }
    return YamlEntry(*value, file_, *violations_);
}

void YamlEntry::refuse_unknown() {
    for (auto const& key : keys()) {
        if (!asked_.contains(key)) {
            refuse(key, "知らない項目です", "is not a known member");
        }
    }
}

}  // namespace formats::organization_data
