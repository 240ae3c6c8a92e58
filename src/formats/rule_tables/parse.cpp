#include "formats/rule_tables/parse.h"

#include "base/ruby.h"
#include "formats/rule_tables/node.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

namespace formats::rule_tables {

namespace {

constexpr std::size_t max_violations = 200;

// Reads one file's tree into the tables and collects what it refuses.
class Reader {
  public:
    Reader(std::string file, base::RuleTables& tables, std::vector<base::Violation>& violations)
        : file_(std::move(file)), tables_(tables), violations_(violations) {}

    void read(Node const& root) {
        if (!expect(root, Node::Kind::map, "ファイル", "file")) {
            return;
        }
        std::string const kind = text(root, "kind");
        if (kind == "language") {
            read_language(root);
        } else if (kind == "facts") {
            read_facts(root);
        } else if (kind == "table") {
            read_table(root);
        } else if (kind == "examples") {
            read_examples(root);
        } else if (kind == "guidance") {
            read_guidance(root);
        } else {
            refuse(root.line, "kind は language, facts, table, examples, guidance のいずれかです",
                   "kind must be language, facts, table, examples or guidance");
        }
    }

  private:
    void refuse(int line, std::string_view ja, std::string_view en) {
        if (violations_.size() < max_violations) {
            violations_.push_back(violation_at(file_, line, ja, en));
        }
    }

    bool expect(Node const& node, Node::Kind kind, std::string_view name_ja, std::string_view name_en) {
        if (node.kind == kind) {
            return true;
        }
        static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> names{
            {{"文字", "text"}, {"並び", "a list"}, {"見出しと値の組", "a map"}}};
        auto const& name = names[static_cast<std::size_t>(kind)];
        std::string ja(name_ja);
        ja += "は";
        ja += name.first;
        ja += "でなければなりません";
        std::string en(name_en);
        en += " must be ";
        en += name.second;
        refuse(node.line, ja, en);
        return false;
    }

    void allow_only(Node const& map, std::initializer_list<std::string_view> names) {
        for (std::size_t i = 0; i < map.keys.size(); ++i) {
            if (std::ranges::find(names, map.keys[i]) == names.end()) {
                refuse(map.items[i].line, "「" + map.keys[i] + "」という項目はありません",
                       "unknown member " + map.keys[i]);
            }
        }
    }

    std::string text(Node const& map, std::string_view key) {
        Node const* node = map.find(key);
        if (node == nullptr || !expect(*node, Node::Kind::scalar, key, key)) {
            return {};
        }
        return node->scalar;
    }

    std::string required(Node const& map, std::string_view key) {
        std::string value = text(map, key);
        if (value.empty()) {
            std::string ja(key);
            ja += "がありません";
            std::string en(key);
            en += " is missing";
            refuse(map.line, ja, en);
        }
        return value;
    }

    // A list of texts, or one text.
    std::vector<std::string> texts(Node const& map, std::string_view key) {
        std::vector<std::string> result;
        Node const* node = map.find(key);
        if (node == nullptr) {
            return result;
        }
        if (node->kind == Node::Kind::scalar) {
            result.push_back(node->scalar);
            return result;
        }
        if (!expect(*node, Node::Kind::list, key, key)) {
            return result;
        }
        for (Node const& item : node->items) {
            if (expect(item, Node::Kind::scalar, key, key)) {
                result.push_back(item.scalar);
            }
        }
        return result;
    }

    std::optional<std::int64_t> integer(Node const& map, std::string_view key) {
        Node const* node = map.find(key);
        if (node == nullptr || !expect(*node, Node::Kind::scalar, key, key)) {
            return std::nullopt;
        }
        std::int64_t value = 0;
        auto const* const end = node->scalar.data() + node->scalar.size();
        auto const [stop, error] = std::from_chars(node->scalar.data(), end, value);
        if (error != std::errc{} || stop != end || node->scalar.empty()) {
            refuse(node->line, "「" + node->scalar + "」は整数ではありません",
                   node->scalar + " is not an integer");
            return std::nullopt;
        }
        return value;
    }

    bool flag(Node const& map, std::string_view key) {
        std::string const value = text(map, key);
        if (!value.empty() && value != "true" && value != "false") {
            refuse(map.find(key)->line, "true か false でなければなりません", "must be true or false");
        }
        return value == "true";
    }

    // Integers of a table are small; anything else is a slip of the hand.
    int small_integer(Node const& map, std::string_view key, int otherwise, int least, int most) {
        auto const value = integer(map, key);
        if (!value) {
            return otherwise;
        }
        if (*value < least || *value > most) {
            std::string const range = std::to_string(least) + "–" + std::to_string(most);
            refuse(map.find(key)->line, std::string(key) + "は" + range + "の範囲です",
                   std::string(key) + " must be within " + range);
            return otherwise;
        }
        return static_cast<int>(*value);
    }

    base::Words words(Node const& map) { return {text(map, "ja"), text(map, "en")}; }

    base::RulePlace place(Node const& node) const { return {file_, node.line}; }

    // Calls `each(key, map)` for every named map below `key`.
    template <typename Each>  // a function of this file only; keeps the loops of four kinds of entry in one
                              // place
    void named_maps(Node const& root, std::string_view key, Each each) {
        Node const* list = root.find(key);
        if (list == nullptr) {
            std::string ja(key);
            ja += "がありません";
            std::string en(key);
            en += " is missing";
            refuse(root.line, ja, en);
            return;
        }
        if (!expect(*list, Node::Kind::map, key, key)) {
            return;
        }
        for (std::size_t i = 0; i < list->items.size(); ++i) {
            if (expect(list->items[i], Node::Kind::map, list->keys[i], list->keys[i])) {
                each(list->keys[i], list->items[i]);
            }
        }
    }

    void read_language(Node const& root) {
        allow_only(root, {"kind", "version", "source", "negators", "stops", "prefixes", "unreal",
                          "hearsay_before", "hearsay_after"});
        auto& language = tables_.language;
        language.negators = texts(root, "negators");
        language.stops = texts(root, "stops");
        language.prefixes = texts(root, "prefixes");
        language.unreal = texts(root, "unreal");
        language.hearsay_before = texts(root, "hearsay_before");
        language.hearsay_after = texts(root, "hearsay_after");
    }

    void read_facts(Node const& root) {
        allow_only(root, {"kind", "version", "source", "facts"});
        required(root, "version");
        required(root, "source");
        named_maps(root, "facts", [this](std::string const& id, Node const& node) { read_fact(id, node); });
    }

    void read_fact(std::string const& id, Node const& node) {
        allow_only(node, {"ja", "en", "patterns", "includes", "observables", "yen_at_least", "age_below",
                          "quoted", "negation", "hearsay", "danger"});
        base::FactRule fact;
        fact.id = id;
        fact.place = place(node);
        fact.words = {required(node, "ja"), text(node, "en")};
        fact.patterns = texts(node, "patterns");
        fact.includes = texts(node, "includes");
        fact.observables = texts(node, "observables");
        fact.yen_at_least = integer(node, "yen_at_least");
        fact.age_below = integer(node, "age_below");
        fact.danger = flag(node, "danger");
        fact.ignores_negation = option(node, "negation", {"respected", "ignored"}) == "ignored";
        fact.skips_hearsay = option(node, "hearsay", {"counts", "skipped"}) == "skipped";
        std::string const quoted = option(node, "quoted", {"anywhere", "outside", "inside"});
        fact.quoted = quoted == "outside"  ? base::QuoteScope::outside
                      : quoted == "inside" ? base::QuoteScope::inside
                                           : base::QuoteScope::anywhere;
        tables_.facts.push_back(std::move(fact));
    }

    std::string option(Node const& map, std::string_view key,
                       std::initializer_list<std::string_view> allowed) {
        std::string value = text(map, key);
        if (!value.empty() && std::ranges::find(allowed, value) == allowed.end()) {
            std::string list;
            for (auto const& name : allowed) {
                list += list.empty() ? "" : ", ";
                list += name;
            }
            refuse(map.find(key)->line, std::string(key) + "は次のいずれかです: " + list,
                   std::string(key) + " must be one of " + list);
        }
        return value;
    }

    void read_table(Node const& root) {
        allow_only(root, {"kind", "table", "version", "source", "choice", "default", "default_needs",
                          "decisive", "threshold", "limit", "codes", "rows"});
        base::TableRule table;
        table.place = place(root);
        table.name = required(root, "table");
        table.version = required(root, "version");
        table.source = required(root, "source");
        table.choice =
            option(root, "choice", {"one", "many"}) == "many" ? base::Choice::many : base::Choice::one;
        table.default_code = text(root, "default");
        table.default_needs = text(root, "default_needs");
        table.decisive_code = text(root, "decisive");
        table.threshold = small_integer(root, "threshold", 1, 1, 1000);
        table.limit = small_integer(root, "limit", 0, 0, 100);
        named_maps(root, "codes",
                   [&](std::string const& id, Node const& node) { read_code(table, id, node); });
        named_maps(root, "rows", [&](std::string const& id, Node const& node) { read_row(table, id, node); });
        tables_.tables.push_back(std::move(table));
    }

    void read_code(base::TableRule& table, std::string const& id, Node const& node) {
        base::CodeRule code;
        code.code = id;
        code.place = place(node);
        code.label = words(node);
        for (std::string const& key : node.keys) {
            if (key != "ja" && key != "en") {
                code.attributes.push_back({key, text(node, key)});
            }
        }
        table.codes.push_back(std::move(code));
    }

    void read_row(base::TableRule& table, std::string const& id, Node const& node) {
        allow_only(node, {"code", "weight", "all", "any", "none", "ja", "en"});
        base::RowRule row;
        row.id = id;
        row.place = place(node);
        row.codes = texts(node, "code");
        row.weight = small_integer(node, "weight", 1, -100, 100);
        row.all = texts(node, "all");
        row.any = texts(node, "any");
        row.none = texts(node, "none");
        row.reason = {required(node, "ja"), text(node, "en")};
        if (row.codes.empty()) {
            refuse(node.line, "code がありません", "code is missing");
        }
        if (row.weight == 0) {
            refuse(node.line, "weight が0の行は効きません", "a row of weight 0 has no effect");
        }
        table.rows.push_back(std::move(row));
    }

    // examples: code → list of texts.
    void read_examples(Node const& root) {
        allow_only(root, {"kind", "table", "version", "source", "weight", "examples"});
        base::ExampleSet set;
        set.place = place(root);
        set.table = required(root, "table");
        set.version = required(root, "version");
        set.source = required(root, "source");
        set.weight = small_integer(root, "weight", 100, 1, 1000);
        Node const* codes = root.find("examples");
        if (codes == nullptr || !expect(*codes, Node::Kind::map, "examples", "examples")) {
            refuse(root.line, "examples がありません", "examples is missing");
            return;
        }
        for (std::size_t i = 0; i < codes->items.size(); ++i) {
            if (!expect(codes->items[i], Node::Kind::list, codes->keys[i], codes->keys[i])) {
                continue;
            }
            for (Node const& item : codes->items[i].items) {
                if (expect(item, Node::Kind::scalar, codes->keys[i], codes->keys[i])) {
                    set.examples.push_back({codes->keys[i], item.scalar, place(item)});
                }
            }
        }
        tables_.examples.push_back(std::move(set));
    }

    void read_guidance(Node const& root) {
        allow_only(root, {"kind", "version", "source", "guidance"});
        required(root, "version");
        required(root, "source");
        named_maps(root, "guidance",
                   [this](std::string const& id, Node const& node) { read_guidance_text(id, node); });
    }

    // Words with their readings; a mark that is wrong is refused with the line it stands in.
    std::string marked(Node const& map, std::string_view key) {
        std::string value = text(map, key);
        if (auto const runs = base::parse_ruby(value); !runs) {
            auto const& reason = runs.violations().front().reason;
            refuse(map.find(key)->line, std::string(key) + ": " + reason.ja,
                   std::string(key) + ": " + reason.en);
        }
        return value;
    }

    base::GuidanceWhen when_of(Node const& node) {
        base::GuidanceWhen when;
        Node const* map = node.find("when");
        if (map == nullptr || !expect(*map, Node::Kind::map, "when", "when")) {
            return when;
        }
        allow_only(*map, {"types", "wishes", "victim", "always"});
        when.types = texts(*map, "types");
        when.wishes = texts(*map, "wishes");
        when.organization = option(*map, "victim", {"organization"}) == "organization";
        when.always = flag(*map, "always");
        static constexpr std::array<std::string_view, 5> wishes{"stop_spread", "delete", "identify",
                                                                "recover", "punish"};
        for (auto const& wish : when.wishes) {
            if (std::ranges::find(wishes, wish) == wishes.end()) {
                refuse(map->line, "「" + wish + "」という意向はありません", wish + " is no wish");
            }
        }
        if (!when.is_given()) {
            refuse(map->line, "when に条件がありません", "when names no condition");
        }
        return when;
    }

    void read_guidance_text(std::string const& id, Node const& node) {
        allow_only(node, {"title_ja", "title_en", "title_easy", "ja", "en", "easy", "when", "contacts"});
        base::GuidanceText guidance;
        guidance.code = id;
        guidance.place = place(node);
        guidance.marked_title = marked(node, "title_ja");
        guidance.marked_text = marked(node, "ja");
        guidance.easy_title = marked(node, "title_easy");
        guidance.easy_text = marked(node, "easy");
        guidance.title = {base::without_ruby(required(node, "title_ja")), required(node, "title_en")};
        guidance.text = {base::without_ruby(required(node, "ja")), required(node, "en")};
        guidance.when = when_of(node);
        if (Node const* contacts = node.find("contacts");
            contacts != nullptr && expect(*contacts, Node::Kind::list, "contacts", "contacts")) {
            for (Node const& contact : contacts->items) {
                read_contact(guidance, contact);
            }
        }
        tables_.guidance.push_back(std::move(guidance));
    }

    void read_contact(base::GuidanceText& guidance, Node const& node) {
        if (!expect(node, Node::Kind::map, "contacts", "contacts")) {
            return;
        }
        allow_only(node, {"ja", "en", "contact", "hours", "hours_en", "source", "seen", "verified"});
        auto const name = required(node, "ja");
        guidance.contacts.push_back({.name = {base::without_ruby(name), text(node, "en")},
                                     .marked_name = marked(node, "ja"),
                                     .contact = required(node, "contact"),
                                     .hours = base::without_ruby(text(node, "hours")),
                                     .marked_hours = marked(node, "hours"),
                                     .hours_en = text(node, "hours_en"),
                                     .source = required(node, "source"),
                                     .seen = text(node, "seen"),
                                     .verified = flag(node, "verified")});
    }

    std::string file_;
    base::RuleTables& tables_;
    std::vector<base::Violation>& violations_;
};

}  // namespace

base::Parsed<base::RuleTables> parse(std::span<File const> files) {
    base::RuleTables tables;
    std::vector<base::Violation> violations;
    for (File const& file : files) {
        auto const root = read_yaml(file.name, file.bytes);
        if (!root) {
            violations.insert(violations.end(), root.violations().begin(), root.violations().end());
            continue;
        }
        Reader(file.name, tables, violations).read(*root);
    }
    if (!violations.empty()) {
        return violations;
    }
    return tables;
}

}  // namespace formats::rule_tables
