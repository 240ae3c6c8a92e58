#include "modules/rule_tables/reading.h"

#include "base/ruby.h"
#include "formats/yaml/tree.h"
#include "platform/registry/json.h"
#include "record/merge.h"

#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace modules::rule_tables {

namespace json = boost::json;
using formats::yaml::Node;

namespace {

constexpr std::size_t most_difference = 4000;  // lines shown
constexpr std::size_t around = 2;

struct Label {
    std::string_view name;
    std::string_view ja;
    std::string_view en;
};
// Members of our YAML files in the words of the work; what is not here shows its own name.
constexpr auto labels = std::to_array<Label>({
    {"codes", "コード", "Codes"},
    {"rows", "判断の行", "Rows"},
    {"facts", "事実", "Facts"},
    {"examples", "文例", "Examples"},
    {"guidance", "教示・助言", "Guidance"},
    {"contacts", "連絡先", "Contacts"},
    {"holidays", "祝日・休日", "Holidays"},
    {"hours", "執務時間", "Hours"},
    {"closed", "休み", "Closures"},
    {"questions", "聴取事項", "Questions"},
    {"blocks", "まとまり", "Blocks"},
    {"interviews", "種別ごとの聴取", "Interviews"},
    {"evidence", "記録の種類", "Evidence"},
    {"wishes", "意向", "Wishes"},
    {"conflicts", "両立しないもの", "Conflicts"},
    {"code", "候補", "Code"},
    {"weight", "重み", "Weight"},
    {"all", "すべて満たす", "All of"},
    {"any", "いずれか", "Any of"},
    {"none", "ないこと", "None of"},
    {"patterns", "言い回し", "Patterns"},
    {"includes", "含む事実", "Includes"},
    {"observables", "観測情報", "Observables"},
    {"danger", "身の危険", "Danger"},
    {"negation", "打消し", "Negation"},
    {"hearsay", "伝聞", "Hearsay"},
    {"quoted", "引用", "Quoted"},
    {"en", "英語", "English"},
    {"why_ja", "聴く理由", "Why"},
    {"why_en", "聴く理由 (英語)", "Why (English)"},
    {"answered_by", "済んだとみる事実", "Answered by"},
    {"when", "聴くとき", "When"},
    {"unless", "聴かないとき", "Unless"},
    {"sooner", "先に聴くとき", "Sooner"},
    {"answer", "答え方", "Answer"},
    {"choices", "選択肢", "Choices"},
    {"types", "種別", "Types"},
    {"date", "日付", "Date"},
    {"name_ja", "名称", "Name"},
    {"name_en", "名称 (英語)", "Name (English)"},
    {"basis", "根拠", "Basis"},
    {"confirmed", "確認済み", "Confirmed"},
    {"contact", "連絡先", "Contact"},
    {"hours_en", "受付時間 (英語)", "Hours (English)"},
    {"source", "出典", "Source"},
    {"seen", "確認日", "Seen on"},
    {"verified", "確認済み", "Verified"},
    {"title_ja", "見出し", "Title"},
    {"title_en", "見出し (英語)", "Title (English)"},
    {"title_easy", "見出し (やさしい日本語)", "Title (easy Japanese)"},
    {"easy", "やさしい日本語", "Easy Japanese"},
    {"ja", "文", "Text"},
    {"days", "曜日", "Days"},
    {"from", "始め", "From"},
    {"to", "記入先・終わり", "To"},
});

json::object label_of(std::string_view name) {
    auto const found = std::ranges::find(labels, name, &Label::name);
    return found == labels.end() ? json::object{{"ja", name}, {"en", name}}
                                 : json::object{{"ja", found->ja}, {"en", found->en}};
}

std::string plain(std::string const& text) {
    return base::without_ruby(text);
}

class Reading {
  public:
    explicit Reading(platform::tables::Active const& tables) : tables_(tables) {
        for (auto const& fact : tables.tables().facts) {
            facts_.emplace(fact.id, fact.words);
        }
    }

    json::array read(Node const& root) {
        if (auto const* const name = root.find("table")) {
            table_ = name->scalar;
        }
        for (std::size_t i = 0; i < root.items.size(); ++i) {
            auto const& node = root.items[i];
            if (node.items.empty()) {
                continue;
            }
            json::array rows;
            for (std::size_t each = 0; each < node.items.size(); ++each) {
                auto const key = node.is_map() ? node.keys[each] : std::string();
                rows.push_back(row(key, node.items[each]));
            }
            add(root.keys[i], std::move(rows));
        }
        if (!contacts_.empty()) {
            add("contacts", std::move(contacts_));
        }
        return std::move(sections_);
    }

  private:
    void add(std::string_view name, json::array rows) {
        sections_.push_back(
            json::object{{"name", name}, {"label", label_of(name)}, {"rows", std::move(rows)}});
    }

    json::object row(std::string const& key, Node const& node) {
        json::object made{{"line", node.line}, {"key", key}, {"label", nullptr}};
        json::array cells;
        if (!node.is_map()) {
            cells.push_back(cell("text", node));
        }
        for (std::size_t i = 0; node.is_map() && i < node.items.size(); ++i) {
            auto const& name = node.keys[i];
            if (name == "contacts") {
                take_contacts(key, node.items[i]);
            } else if (name == "ja" && node.find("title_ja") == nullptr) {
                auto const* const english = node.find("en");
                auto const ja = plain(node.items[i].scalar);
                made["label"] = json::object{
                    {"ja", ja}, {"en", english == nullptr || english->scalar.empty() ? ja : english->scalar}};
            } else if (name != "en" || node.find("title_ja") != nullptr) {
                cells.push_back(cell(name, node.items[i]));
            }
        }
        made["cells"] = std::move(cells);
        return made;
    }

    void take_contacts(std::string const& key, Node const& list) {
        for (auto const& contact : list.items) {
            contacts_.push_back(row(key, contact));
        }
    }

    json::object cell(std::string_view name, Node const& node) const {
        json::array values;
        collect(node, values);
        return {{"name", name}, {"label", label_of(name)}, {"values", std::move(values)}};
    }

    // Depth is what the YAML reader allows.
    void collect(Node const& node, json::array& values) const {
        if (node.items.empty()) {
            if (!node.scalar.empty()) {
                values.push_back(
                    json::object{{"text", plain(node.scalar)}, {"words", words_of(node.scalar)}});
            }
            return;
        }
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            auto const& item = node.items[i];
            if (node.is_map() && item.items.empty()) {
                std::string text = node.keys[i];
                values.push_back(
                    json::object{{"text", text.append(": ").append(plain(item.scalar))}, {"words", nullptr}});
            } else {
                collect(item, values);
            }
        }
    }

    // A code of this table, or a condition, in the words of what it names: "denied paid", "internal_type
    // BEC|返金詐欺".
    json::value words_of(std::string const& text) const {
        if (auto const words = tables_.label(table_, text); words.ja != text) {
            return platform::registry::to_json(words);
        }
        constexpr std::string_view denied = "denied ";
        bool const is_denied = text.starts_with(denied);
        auto const found = facts_.find(is_denied ? text.substr(denied.size()) : text);
        if (found == facts_.end()) {
            return words_of_codes(text);
        }
        auto words = platform::tables::complete(found->second);
        if (is_denied) {
            words.ja.append("（打消し）");
            words.en.insert(0, "denied: ");
        }
        return platform::registry::to_json(words);
    }

    // "near urgency same_day|normal" → 緊急度が本日中・通常に近い.
    json::value words_of_codes(std::string_view text) const {
        constexpr std::string_view near = "near ";
        bool const is_near = text.starts_with(near);
        auto const rest = is_near ? text.substr(near.size()) : text;
        auto const name = rest.substr(0, rest.find(' '));
        if (name.size() == rest.size() || tables_.table(name) == nullptr) {
            return nullptr;
        }
        auto const label = platform::tables::table_label(name);
        base::Words words{label.ja + ": ", label.en + ": "};
        auto codes = rest.substr(name.size() + 1);
        for (bool is_first = true; !codes.empty(); is_first = false) {
            auto const code = codes.substr(0, codes.find('|'));
            auto const known = tables_.label(name, code);
            words.ja.append(is_first ? "" : "・").append(known.ja);
            words.en.append(is_first ? "" : ", ").append(known.en);
            codes.remove_prefix(std::min(codes.size(), code.size() + 1));
        }
        if (is_near) {
            words.ja.append(" に近い文");
            words.en.append(" (worded alike)");
        }
        return platform::registry::to_json(words);
    }

    platform::tables::Active const& tables_;
    std::string table_;  // whose codes stand in this file
    std::map<std::string, base::Words> facts_;
    json::array sections_;
    json::array contacts_;
};

struct Line {
    char mark;
    std::size_t before;
    std::size_t after;
    std::string const* text;
};

// Every line of both, in order.
std::vector<Line> aligned(std::vector<std::string> const& before, std::vector<std::string> const& after,
                          std::vector<std::optional<std::size_t>> const& kept) {
    std::vector<Line> lines;
    std::size_t old_line = 0;
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (!kept[i]) {
            lines.push_back({'+', 0, i + 1, &after[i]});
            continue;
        }
        for (; old_line < *kept[i]; ++old_line) {
            lines.push_back({'-', old_line + 1, 0, &before[old_line]});
        }
        lines.push_back({' ', old_line + 1, i + 1, &after[i]});
        ++old_line;
    }
    for (; old_line < before.size(); ++old_line) {
        lines.push_back({'-', old_line + 1, 0, &before[old_line]});
    }
    return lines;
}

}  // namespace

json::array sections(std::string_view text, platform::tables::Active const& tables) {
    auto const root = formats::yaml::read(text);
    return root && root->is_map() ? Reading(tables).read(*root) : json::array{};
}

json::array difference(std::string_view before, std::string_view after) {
    auto const old_lines = record::lines_of(before);
    auto const new_lines = record::lines_of(after);
    auto const lines = aligned(old_lines, new_lines, record::kept_lines(before, after));
    std::vector<bool> shown(lines.size(), false);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].mark != ' ') {
            auto const from = i < around ? 0 : i - around;
            std::fill(shown.begin() + static_cast<std::ptrdiff_t>(from),
                      shown.begin() + static_cast<std::ptrdiff_t>(std::min(i + around + 1, lines.size())),
                      true);
        }
    }
    json::array made;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        bool const is_gap = !shown[i] && (i == 0 || shown[i - 1]) && i + 1 < lines.size();
        if (made.size() >= most_difference) {
            made.push_back(json::object{{"mark", "…"}, {"before", 0}, {"after", 0}, {"text", ""}});
            return made;
        }
        if (shown[i]) {
            made.push_back(json::object{{"mark", std::string(1, lines[i].mark)},
                                        {"before", lines[i].before},
                                        {"after", lines[i].after},
                                        {"text", *lines[i].text}});
        } else if (is_gap && !made.empty()) {
            made.push_back(json::object{{"mark", "…"}, {"before", 0}, {"after", 0}, {"text", ""}});
        }
    }
    return made;
}

}  // namespace modules::rule_tables
