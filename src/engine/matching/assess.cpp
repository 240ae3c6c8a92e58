#include "engine/matching/assess.h"

#include "engine/matching/compiled.h"
#include "engine/matching/facts.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace engine::matching {

namespace {

constexpr std::size_t max_spans_per_fact = 3;
// A code that comes second with four fifths of the winner's sum may as well be the right one: `near` asks
// for it.
constexpr int near_percent = 80;

class Evaluator {
  public:
    Evaluator(RuleSet const& rules, CaseInput const& input)
        : rules_(rules), input_(input), text_(scope(input.text)), facts_(find_facts(rules, text_, input)) {
        chosen_.resize(rules.tables.tables.size());
        near_.resize(rules.tables.tables.size());
    }

    Assessment run() {
        Assessment assessment;
        assessment.cut = input_.text.size() > max_text_bytes;
        for (auto const& table : rules_.order) {
            assessment.tables.push_back(evaluate(table));
        }
        list_facts(assessment);
        return assessment;
    }

  private:
    TableResult evaluate(CompiledTable const& compiled) {
        base::TableRule const& table = rules_.tables.tables[compiled.table];
        std::vector<Proposal> proposals(table.codes.size());
        for (auto const& row : compiled.rows) {
            if (!holds(row)) {
                continue;
            }
            base::RowRule const& given = table.rows[row.row];
            Reason const reason{given.id, given.reason, given.weight, spans_of(row)};
            for (std::uint32_t const code : row.codes) {
                proposals[code].score += given.weight;
                proposals[code].reasons.push_back(reason);
            }
        }
        bool const decided = compiled.decisive_code && !proposals[*compiled.decisive_code].reasons.empty();
        add_wording(compiled, proposals);
        for (std::size_t i = 0; i < proposals.size(); ++i) {
            proposals[i].code = table.codes[i].code;
            std::ranges::stable_sort(proposals[i].reasons, std::greater{}, &Reason::weight);
        }
        TableResult result{table.name, table.version, table.choice,
                           choose(compiled, table, std::move(proposals))};
        if (decided) {
            put_first(table.decisive_code, result.ranked);
        }
        if (result.ranked.size() > 1 &&
            result.ranked[1].score * 100 >= result.ranked[0].score * near_percent) {
            near_[compiled.table] = result.ranked[1].code;
        }
        for (auto const& proposal : result.ranked) {
            chosen_[compiled.table].push_back(proposal.code);
            if (table.choice == base::Choice::one) {
                break;
            }
        }
        return result;
    }

    void add_wording(CompiledTable const& compiled, std::vector<Proposal>& proposals) const {
        auto const& given = rules_.wordings[compiled.wording];
        for (auto const& match : given.wording.match(text_.folded.text)) {
            int const points = static_cast<int>(std::lround(given.weight * match.similarity));
            if (points < 1) {
                break;
            }
            Reason reason{"wording", {"作例に近い言い回し", "worded like the worked examples"}, points, {}};
            for (Span const& span : match.spans) {
                reason.spans.push_back(text_.original(span));
            }
            proposals[match.code].score += points;
            proposals[match.code].reasons.push_back(std::move(reason));
        }
    }

    std::vector<Proposal> choose(CompiledTable const& compiled, base::TableRule const& table,
                                 std::vector<Proposal> proposals) const {
        std::vector<Proposal> ranked;
        for (std::size_t i = 0; i < proposals.size(); ++i) {
            if (proposals[i].score >= table.threshold) {
                ranked.push_back(proposals[i]);
            }
        }
        // Equal sums keep the order of the codes in the table.
        std::ranges::stable_sort(ranked, std::greater{}, &Proposal::score);
        // A default that waits for another table, or for itself, is no proposal while too little is said.
        bool const may_default = !compiled.default_needs || !chosen_[*compiled.default_needs].empty();
        if (ranked.empty() && compiled.default_code && may_default) {
            ranked.push_back(std::move(proposals[*compiled.default_code]));
        }
        if (table.choice == base::Choice::many && table.limit > 0 &&
            ranked.size() > static_cast<std::size_t>(table.limit)) {
            ranked.resize(static_cast<std::size_t>(table.limit));
        }
        return ranked;
    }

    // The others keep their order behind it.
    static void put_first(std::string_view code, std::vector<Proposal>& ranked) {
        auto const found = std::ranges::find(ranked, code, &Proposal::code);
        std::rotate(ranked.begin(), found, found == ranked.end() ? found : std::next(found));
    }

    [[nodiscard]] bool holds(CompiledRow const& row) const {
        auto const true_here = [this](Condition const& condition) { return holds(condition); };
        return std::ranges::all_of(row.all, true_here) &&
               (row.any.empty() || std::ranges::any_of(row.any, true_here)) &&
               std::ranges::none_of(row.none, true_here);
    }

    [[nodiscard]] bool holds(Condition const& condition) const {
        auto const names = [&](std::string_view value) {
            return std::ranges::find(condition.values, value) != condition.values.end();
        };
        switch (condition.kind) {
            case Condition::Kind::fact:
                return facts_[condition.index].is_found;
            case Condition::Kind::denied:
                return facts_[condition.index].is_denied && !facts_[condition.index].is_found;
            case Condition::Kind::kind:
                return names(input_.kind);
            case Condition::Kind::channel:
                return names(input_.channel);
            case Condition::Kind::code:
                return std::ranges::any_of(chosen_[condition.index], names);
            case Condition::Kind::near:
                return names(near_[condition.index]);
            case Condition::Kind::answer: {
                auto const found = input_.answers.find(condition.values[0]);
                return found != input_.answers.end() && found->second == condition.values[1];
            }
        }
        return false;
    }

    [[nodiscard]] std::vector<Span> spans_of(CompiledRow const& row) const {
        std::vector<Span> spans;
        for (auto const* list : {&row.all, &row.any}) {
            for (auto const& condition : *list) {
                if (condition.kind == Condition::Kind::fact) {
                    add_spans(spans, facts_[condition.index].found);
                } else if (condition.kind == Condition::Kind::denied) {
                    add_spans(spans, facts_[condition.index].denied);
                }
            }
        }
        tidy(spans);
        return spans;
    }

    void add_spans(std::vector<Span>& spans, std::vector<Span> const& folded) const {
        for (std::size_t i = 0; i < folded.size() && i < max_spans_per_fact; ++i) {
            spans.push_back(text_.original(folded[i]));
        }
    }

    static void tidy(std::vector<Span>& spans) {
        std::ranges::sort(spans, {}, [](Span const& span) { return std::pair(span.start, span.end); });
        spans.erase(std::ranges::unique(spans).begin(), spans.end());
    }

    void list_facts(Assessment& assessment) const {
        for (std::size_t i = 0; i < facts_.size(); ++i) {
            FactState const& state = facts_[i];
            base::FactRule const& fact = rules_.tables.facts[i];
            if (!state.is_found && !state.is_denied) {
                continue;
            }
            FactFound found{fact.id, fact.words, !state.is_found, fact.danger && state.is_found, {}};
            for (Span const& span : state.is_found ? state.found : state.denied) {
                found.spans.push_back(text_.original(span));
            }
            tidy(found.spans);
            if (found.danger) {
                assessment.dangers.insert(assessment.dangers.end(), found.spans.begin(), found.spans.end());
            }
            assessment.facts.push_back(std::move(found));
        }
        tidy(assessment.dangers);
    }

    RuleSet const& rules_;
    CaseInput const& input_;
    ScopedText text_;
    std::vector<FactState> facts_;
    std::vector<std::vector<std::string>> chosen_;  // per table, for the tables after it
    std::vector<std::string> near_;  // per table: the second code when it comes near, else empty
};

}  // namespace

TableResult const* Assessment::find(std::string_view table) const {
    auto const found = std::ranges::find(tables, table, &TableResult::table);
    return found == tables.end() ? nullptr : &*found;
}

std::string_view Assessment::first(std::string_view table) const {
    auto const* const result = find(table);
    return result == nullptr || result->ranked.empty() ? std::string_view{}
                                                       : std::string_view(result->ranked.front().code);
}

std::vector<std::string_view> Assessment::codes(std::string_view table) const {
    std::vector<std::string_view> codes;
    if (auto const* const result = find(table)) {
        for (auto const& proposal : result->ranked) {
            codes.emplace_back(proposal.code);
        }
    }
    return codes;
}

Assessment assess(RuleSet const& rules, CaseInput const& input) {
    return Evaluator(rules, input).run();
}

}  // namespace engine::matching
