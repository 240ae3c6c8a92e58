#include "base/text_fold.h"
#include "engine/matching/compiled.h"
#include "engine/matching/rule_set.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <utility>

namespace engine::matching {

namespace {

constexpr std::size_t max_violations = 200;
// Verb forms multiply what is written; beyond this many literals nothing more is built.
constexpr std::size_t max_literals = 400'000;

using Names = std::map<std::string, std::uint32_t, std::less<>>;
using LiteralIds = std::map<PatternLiteral, std::uint32_t>;

std::vector<std::string> folded(std::vector<std::string> const& words) {
    std::vector<std::string> result;
    for (auto const& word : words) {
        if (auto text = base::match_fold(word).text; !text.empty()) {
            result.push_back(std::move(text));
        }
    }
    return result;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (true) {
        std::size_t const at = text.find(separator);
        if (std::string_view const part = text.substr(0, at); !part.empty()) {
            parts.emplace_back(part);
        }
        if (at == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(at + 1);
    }
}

enum class Visit : std::uint8_t { unseen, open, done };

class Compiler {
  public:
    explicit Compiler(base::RuleTables const& tables) : rules_(std::make_shared<RuleSet>()) {
        rules_->tables = tables;
    }

    base::Parsed<std::shared_ptr<RuleSet const>> run() {
        compile_language();
        name_everything();
        compile_facts();
        for (std::uint32_t i = 0; i < tables().size(); ++i) {
            compile_table(i);
        }
        order_tables();
        check_example_tables();
        check_guidance();
        if (!violations_.empty()) {
            return violations_;
        }
        return std::shared_ptr<RuleSet const>(rules_);
    }

  private:
    [[nodiscard]] std::vector<base::TableRule> const& tables() const { return rules_->tables.tables; }
    [[nodiscard]] std::vector<base::FactRule> const& facts() const { return rules_->tables.facts; }

    void refuse(base::RulePlace const& place, std::string ja, std::string en) {
        if (violations_.size() >= max_violations) {
            return;
        }
        std::string field = place.file;
        field += " line ";
        field += std::to_string(place.line);
        violations_.push_back({std::move(field), {std::move(ja), std::move(en)}});
    }

    void compile_language() {
        auto const& given = rules_->tables.language;
        rules_->language = {folded(given.negators),       folded(given.stops),
                            folded(given.prefixes),       folded(given.unreal),
                            folded(given.hearsay_before), folded(given.hearsay_after)};
    }

    void name_everything() {
        for (std::uint32_t i = 0; i < facts().size(); ++i) {
            if (!fact_names_.emplace(facts()[i].id, i).second) {
                refuse(facts()[i].place, "事実「" + facts()[i].id + "」が二重にあります",
                       "duplicate fact " + facts()[i].id);
            }
        }
        for (std::uint32_t i = 0; i < tables().size(); ++i) {
            if (!table_names_.emplace(tables()[i].name, i).second) {
                refuse(tables()[i].place, "表「" + tables()[i].name + "」が二重にあります",
                       "duplicate table " + tables()[i].name);
            }
        }
    }

    void check_example_tables() {
        for (auto const& set : rules_->tables.examples) {
            if (!table_names_.contains(set.table)) {
                refuse(set.place, "表「" + set.table + "」はありません", "unknown table " + set.table);
            }
        }
    }

    void compile_facts() {
        rules_->included.resize(facts().size());
        LiteralIds literal_ids;
        std::vector<std::string> literals;
        for (std::uint32_t i = 0; i < facts().size(); ++i) {
            base::FactRule const& fact = facts()[i];
            if (fact.patterns.empty() && fact.includes.empty() && fact.observables.empty() &&
                !fact.yen_at_least && !fact.age_below) {
                refuse(fact.place, "事実「" + fact.id + "」は何からも認められません",
                       "nothing can make " + fact.id + " true");
            }
            for (auto const& text : fact.patterns) {
                add_pattern(i, text, literal_ids, literals);
            }
            for (auto const& name : fact.includes) {
                if (auto const found = fact_names_.find(name); found != fact_names_.end()) {
                    rules_->included[i].push_back(found->second);
                } else {
                    refuse(fact.place, "事実「" + name + "」はありません", "unknown fact " + name);
                }
            }
        }
        if (literals.size() <= max_literals) {
            rules_->literals = LiteralSet(literals);
        }
        order_facts();
    }

    void add_pattern(std::uint32_t fact, std::string const& text, LiteralIds& literal_ids,
                     std::vector<std::string>& literals) {
        if (literals.size() > max_literals) {
            refuse(facts()[fact].place, "言い回しが全体で多すぎます",
                   "too many words in all patterns together");
            return;
        }
        auto const pattern = parse_pattern(text);
        if (!pattern) {
            auto const& reason = pattern.violations().front().reason;
            refuse(facts()[fact].place, facts()[fact].id + ": " + reason.ja,
                   facts()[fact].id + ": " + reason.en);
            return;
        }
        CompiledPattern compiled{.fact = fact, .parts = {}};
        for (auto const& part : pattern->parts) {
            std::uint32_t const group = rules_->group_count++;
            compiled.parts.push_back({part.join, part.gap, group});
            for (auto const& literal : part.literals) {
                auto const [place, added] =
                    literal_ids.emplace(literal, static_cast<std::uint32_t>(literals.size()));
                if (added) {
                    literals.push_back(literal.text);
                    rules_->whole.push_back(literal.whole);
                    rules_->groups_of_literal.emplace_back();
                }
                rules_->groups_of_literal[place->second].push_back(group);
            }
        }
        rules_->patterns.push_back(std::move(compiled));
    }

    void order_facts() {
        std::vector<Visit> visits(facts().size(), Visit::unseen);
        for (std::uint32_t i = 0; i < facts().size(); ++i) {
            visit_fact(i, visits, 0);
        }
    }

    // Depth-first; a chain of inclusions is as short as people write it, so 64 levels are plenty.
    void visit_fact(std::uint32_t fact, std::vector<Visit>& visits, int depth) {
        if (visits[fact] == Visit::done) {
            return;
        }
        if (visits[fact] == Visit::open || depth > 64) {
            refuse(facts()[fact].place, "事実「" + facts()[fact].id + "」が自分を含んでいます",
                   "fact " + facts()[fact].id + " includes itself");
            return;
        }
        visits[fact] = Visit::open;
        for (std::uint32_t const other : rules_->included[fact]) {
            visit_fact(other, visits, depth + 1);
        }
        visits[fact] = Visit::done;
        if (!rules_->included[fact].empty()) {
            rules_->fact_order.push_back(fact);
        }
    }

    void compile_table(std::uint32_t index) {
        base::TableRule const& table = tables()[index];
        CompiledTable compiled{
            .table = index, .rows = {}, .default_code = {}, .default_needs = {}, .decisive_code = {}};
        Names codes;
        for (std::uint32_t i = 0; i < table.codes.size(); ++i) {
            if (!codes.emplace(table.codes[i].code, i).second) {
                refuse(table.codes[i].place, "コード「" + table.codes[i].code + "」が二重にあります",
                       "duplicate code " + table.codes[i].code);
            }
        }
        if (!table.default_code.empty()) {
            auto const found = codes.find(table.default_code);
            if (found == codes.end()) {
                refuse(table.place, "既定のコード「" + table.default_code + "」はありません",
                       "unknown default code " + table.default_code);
            } else {
                compiled.default_code = found->second;
            }
        } else if (table.choice == base::Choice::one) {
            refuse(table.place, "1つを選ぶ表には default が要ります", "a table of one needs a default");
        }
        compiled.default_needs = compile_default_needs(table);
        std::set<std::string, std::less<>> row_ids;
        std::vector<bool> proposed(table.codes.size(), false);
        for (std::uint32_t i = 0; i < table.rows.size(); ++i) {
            base::RowRule const& row = table.rows[i];
            if (!row_ids.insert(row.id).second) {
                refuse(row.place, "行「" + row.id + "」が二重にあります", "duplicate row " + row.id);
            }
            compiled.rows.push_back(compile_row(i, row, codes));
            for (std::uint32_t const code : compiled.rows.back().codes) {
                proposed[code] = proposed[code] || row.weight > 0;
            }
        }
        for (std::uint32_t i = 0; i < table.codes.size(); ++i) {
            if (!proposed[i] && compiled.default_code != i) {
                refuse(table.codes[i].place, "「" + table.codes[i].code + "」を候補にする行がありません",
                       "no row proposes " + table.codes[i].code);
            }
        }
        compiled.decisive_code = compile_decisive(table, codes);
        compiled.wording = compile_examples(table, codes);
        compiled_.push_back(std::move(compiled));
    }

    std::optional<std::uint32_t> compile_default_needs(base::TableRule const& table) {
        if (table.default_needs.empty()) {
            return std::nullopt;
        }
        auto const found = table_names_.find(table.default_needs);
        if (found == table_names_.end()) {
            refuse(table.place, "表「" + table.default_needs + "」はありません",
                   "unknown table " + table.default_needs);
            return std::nullopt;
        }
        return found->second;
    }

    // One row of a decisive code is enough, so that none of them may be too light, or lighten the others.
    std::optional<std::uint32_t> compile_decisive(base::TableRule const& table, Names const& codes) {
        if (table.decisive_code.empty()) {
            return std::nullopt;
        }
        auto const found = codes.find(table.decisive_code);
        if (found == codes.end() || table.choice != base::Choice::one) {
            refuse(table.place, "decisive は、1つを選ぶ表のコードでなければなりません",
                   "decisive must be a code of a table of one");
            return std::nullopt;
        }
        for (auto const& row : table.rows) {
            bool const speaks = std::ranges::find(row.codes, table.decisive_code) != row.codes.end();
            if (speaks && row.weight < table.threshold) {
                refuse(row.place,
                       "行「" + row.id + "」の weight は threshold 以上でなければなりません (decisive)",
                       "row " + row.id + " of the decisive code must weigh at least the threshold");
            }
        }
        return found->second;
    }

    std::uint32_t compile_examples(base::TableRule const& table, Names const& codes) {
        std::vector<WordingExample> examples;
        int weight = 0;
        for (auto const& set : rules_->tables.examples) {
            if (set.table != table.name) {
                continue;
            }
            weight = set.weight;
            for (auto const& example : set.examples) {
                if (auto const found = codes.find(example.code); found != codes.end()) {
                    examples.push_back({found->second, base::match_fold(example.text).text});
                } else {
                    refuse(example.place, "コード「" + example.code + "」はこの表にありません",
                           "unknown code " + example.code);
                }
            }
        }
        if (examples.empty()) {
            return 0;
        }
        rules_->wordings.push_back({Wording(examples), weight});
        return static_cast<std::uint32_t>(rules_->wordings.size() - 1);
    }

    CompiledRow compile_row(std::uint32_t index, base::RowRule const& row, Names const& codes) {
        CompiledRow compiled{.row = index, .codes = {}, .all = {}, .any = {}, .none = {}};
        for (auto const& name : row.codes) {
            if (auto const found = codes.find(name); found != codes.end()) {
                compiled.codes.push_back(found->second);
            } else {
                refuse(row.place, "コード「" + name + "」はこの表にありません", "unknown code " + name);
            }
        }
        compiled.all = conditions(row.all, row.place);
        compiled.any = conditions(row.any, row.place);
        compiled.none = conditions(row.none, row.place);
        check_reachable(compiled, row);
        return compiled;
    }

    // A row whose demands exclude each other would sit in the table and never speak.
    void check_reachable(CompiledRow const& row, base::RowRule const& given) {
        bool contradiction = false;
        std::map<std::uint32_t, std::vector<std::string>> demanded;
        for (auto const& condition : row.all) {
            contradiction = contradiction || std::ranges::find(row.none, condition) != row.none.end();
            if (condition.kind == Condition::Kind::code &&
                tables()[condition.index].choice == base::Choice::one) {
                auto const [place, added] = demanded.emplace(condition.index, condition.values);
                contradiction =
                    contradiction || (!added && std::ranges::none_of(place->second, [&](auto const& value) {
                        return std::ranges::find(condition.values, value) != condition.values.end();
                    }));
            }
        }
        if (!row.any.empty() && std::ranges::all_of(row.any, [&](Condition const& condition) {
                return std::ranges::find(row.none, condition) != row.none.end();
            })) {
            contradiction = true;
        }
        if (contradiction) {
            refuse(given.place, "行「" + given.id + "」は成り立つことがありません",
                   "row " + given.id + " can never hold");
        }
    }

    std::vector<Condition> conditions(std::vector<std::string> const& texts, base::RulePlace const& place) {
        std::vector<Condition> result;
        for (auto const& text : texts) {
            if (auto condition = read_condition(text, place)) {
                result.push_back(std::move(*condition));
            }
        }
        return result;
    }

    // "paid", "denied paid", "kind 通報|相談", "channel IHC", "answer paid yes", "internal_type
    // BEC|返金詐欺", "near internal_type BEC".
    std::optional<Condition> read_condition(std::string const& text, base::RulePlace const& place) {
        auto const words = split(text, ' ');
        if (words.size() == 1 || (words.size() == 2 && words[0] == "denied")) {
            return fact_condition(words, place);
        }
        if (words.size() == 2 && (words[0] == "kind" || words[0] == "channel")) {
            return Condition{words[0] == "kind" ? Condition::Kind::kind : Condition::Kind::channel, 0,
                             split(words[1], '|')};
        }
        if (words.size() == 3 && words[0] == "answer") {
            return Condition{Condition::Kind::answer, 0, {words[1], words[2]}};
        }
        bool const is_near = words.size() == 3 && words[0] == "near";
        if (words.size() == 2 || is_near) {
            auto const kind = is_near ? Condition::Kind::near : Condition::Kind::code;
            if (auto const found = table_names_.find(words[words.size() - 2]); found != table_names_.end()) {
                return code_condition(kind, found->second, words.back(), place);
            }
        }
        refuse(place, "条件「" + text + "」が読めません", "unreadable condition " + text);
        return std::nullopt;
    }

    std::optional<Condition> fact_condition(std::vector<std::string> const& words,
                                            base::RulePlace const& place) {
        auto const found = fact_names_.find(words.back());
        if (found == fact_names_.end()) {
            refuse(place, "事実「" + words.back() + "」はありません", "unknown fact " + words.back());
            return std::nullopt;
        }
        return Condition{
            words.size() == 1 ? Condition::Kind::fact : Condition::Kind::denied, found->second, {}};
    }

    std::optional<Condition> code_condition(Condition::Kind kind, std::uint32_t table,
                                            std::string const& names, base::RulePlace const& place) {
        Condition condition{kind, table, split(names, '|')};
        for (auto const& name : condition.values) {
            if (std::ranges::find(tables()[table].codes, name, &base::CodeRule::code) ==
                tables()[table].codes.end()) {
                refuse(place, "コード「" + name + "」は表 " + tables()[table].name + " にありません",
                       "unknown code " + name + " of table " + tables()[table].name);
            }
        }
        return condition;
    }

    void order_tables() {
        std::vector<Visit> visits(compiled_.size(), Visit::unseen);
        for (std::uint32_t i = 0; i < compiled_.size(); ++i) {
            visit_table(i, visits);
        }
    }

    void visit_table(std::uint32_t index, std::vector<Visit>& visits) {
        if (visits[index] == Visit::done) {
            return;
        }
        if (visits[index] == Visit::open) {
            refuse(tables()[index].place, "表「" + tables()[index].name + "」が自分の結果に依っています",
                   "table " + tables()[index].name + " depends on itself");
            return;
        }
        visits[index] = Visit::open;
        for (auto const& row : compiled_[index].rows) {
            for (auto const* list : {&row.all, &row.any, &row.none}) {
                for (auto const& condition : *list) {
                    if (condition.kind == Condition::Kind::code || condition.kind == Condition::Kind::near) {
                        visit_table(condition.index, visits);
                    }
                }
            }
        }
        if (auto const needed = compiled_[index].default_needs; needed && *needed != index) {
            visit_table(*needed, visits);
        }
        visits[index] = Visit::done;
        rules_->order.push_back(compiled_[index]);
    }

    // Every guidance code that can be proposed has its text, when texts are there at all.
    void check_guidance() {
        auto const table = table_names_.find("guidance");
        if (table == table_names_.end() || rules_->tables.guidance.empty()) {
            return;
        }
        for (auto const& code : tables()[table->second].codes) {
            if (std::ranges::find(rules_->tables.guidance, code.code, &base::GuidanceText::code) ==
                rules_->tables.guidance.end()) {
                refuse(code.place, "教示「" + code.code + "」の文がありません",
                       "guidance " + code.code + " has no text");
            }
        }
    }

    std::shared_ptr<RuleSet> rules_;
    std::vector<base::Violation> violations_;
    std::vector<CompiledTable> compiled_;
    Names fact_names_;
    Names table_names_;
};

}  // namespace

base::Parsed<std::shared_ptr<RuleSet const>> compile(base::RuleTables const& tables) {
    return Compiler(tables).run();
}

base::RuleTables const& tables_of(RuleSet const& rules) {
    return rules.tables;
}

}  // namespace engine::matching
