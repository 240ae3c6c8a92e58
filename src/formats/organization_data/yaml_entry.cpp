#include "formats/organization_data/yaml_entry.h"

#include "base/utf8.h"

#include <utility>

namespace formats::organization_data {

namespace {

constexpr std::size_t longest_text = 2000;

int line_of(YAML::Node const& node) {
    return node.Mark().line + 1;
}

std::string place(std::string_view file, int line) {
    std::string where(file);
    return where.append(" line ").append(std::to_string(line));
}

void add(std::vector<base::Violation>& violations, std::string where, std::string_view ja,
         std::string_view en) {
    violations.push_back({std::move(where), {std::string(ja), std::string(en)}});
}

}  // namespace

std::optional<YAML::Node> read_root(File const& file, std::vector<base::Violation>& violations) {
    if (file.bytes.size() > largest_file) {
        add(violations, file.name, "ファイルが大きすぎます (4 MiB まで)", "the file is larger than 4 MiB");
        return std::nullopt;
    }
    if (!base::is_storable_text(file.bytes)) {
        add(violations, file.name, "UTF-8 の文字として読めません", "is not UTF-8 text");
        return std::nullopt;
    }
    try {
        auto root = YAML::Load(file.bytes);
        if (root.IsMap()) {
            return root;
        }
        add(violations, place(file.name, 1), "見出しのある表 (YAML のマッピング) ではありません",
            "is not a YAML mapping");
    } catch (YAML::Exception const& failure) {
        std::string en = "is not valid YAML: ";
        add(violations, place(file.name, failure.mark.line + 1), "YAML として読めません",
            en.append(failure.msg));
    }
    return std::nullopt;
}

YamlEntry::YamlEntry(YAML::Node node, std::string_view file, std::vector<base::Violation>& violations)
    : node_(std::move(node)), file_(file), violations_(&violations), line_(line_of(node_)) {
    if (!node_.IsMap()) {
        good_ = false;
        add(violations, where(line_), "項目の組ではありません", "is not a mapping");
    }
}

std::string YamlEntry::where(int line) const {
    return place(file_, line);
}

void YamlEntry::refuse(std::string const& key, std::string_view ja, std::string_view en) {
    good_ = false;
    auto const* const map = &std::as_const(node_);
    auto const value = map->IsMap() ? (*map)[key] : YAML::Node(YAML::NodeType::Undefined);
    std::string reason_ja = key;
    std::string reason_en = key;
    add(*violations_, where(value.IsDefined() ? line_of(value) : line_), reason_ja.append(": ").append(ja),
        reason_en.append(": ").append(en));
}

std::optional<YAML::Node> YamlEntry::find(std::string const& key) {
    asked_.insert(key);
    if (!node_.IsMap()) {
        return std::nullopt;
    }
    auto const value = std::as_const(node_)[key];
    return value.IsDefined() && !value.IsNull() ? std::optional(value) : std::nullopt;
}

std::optional<std::string> YamlEntry::text(std::string const& key) {
    auto const value = find(key);
    if (!value) {
        return std::nullopt;
    }
    if (!value->IsScalar()) {
        refuse(key, "文字ではありません", "is not a text");
        return std::nullopt;
    }
    if (value->Scalar().size() > longest_text) {
        refuse(key, "長すぎます", "is too long");
        return std::nullopt;
    }
    return value->Scalar();
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
    auto const value = find(key);
    if (!value) {
        return found;
    }
    if (!value->IsSequence()) {
        refuse(key, "一覧ではありません", "is not a list");
        return found;
    }
    for (auto const& element : *value) {
        if (!element.IsScalar() || element.Scalar().size() > longest_text) {
            refuse(key, "文字の一覧ではありません", "is not a list of texts");
            return {};
        }
        found.push_back(element.Scalar());
    }
    return found;
}

std::vector<YamlEntry> YamlEntry::entries(std::string const& key) {
    std::vector<YamlEntry> found;
    auto const value = find(key);
    if (!value || !value->IsSequence()) {
        refuse(key, "一覧が必要です", "a list is required");
        return found;
    }
    for (auto const& element : *value) {
        found.emplace_back(element, file_, *violations_);
    }
    return found;
}

std::optional<YamlEntry> YamlEntry::entry(std::string const& key) {
    auto const value = find(key);
    if (!value || !value->IsMap()) {
        refuse(key, "項目の組が必要です", "a mapping is required");
        return std::nullopt;
    }
    return YamlEntry(*value, file_, *violations_);
}

std::vector<std::string> YamlEntry::keys() const {
    std::vector<std::string> found;
    if (node_.IsMap()) {
        for (auto const& member : node_) {
            found.push_back(member.first.IsScalar() ? member.first.Scalar() : std::string());
        }
    }
    return found;
}

void YamlEntry::refuse_unknown() {
    for (auto const& key : keys()) {
        if (!asked_.contains(key)) {
            refuse(key, "知らない項目です", "is not a known member");
        }
    }
}

}  // namespace formats::organization_data
