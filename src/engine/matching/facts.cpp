#include "engine/matching/facts.h"

#include "engine/matching/numbers.h"

#include <algorithm>
#include <optional>

namespace engine::matching {

namespace {

// A negator is looked for this far behind the words; a hearsay marker in this much of the clause.
constexpr std::uint32_t negation_reach = 27;
constexpr std::uint32_t hearsay_reach = 60;
constexpr std::size_t max_spans = 64;

bool starts_with_any(std::string_view text, std::vector<std::string> const& words) {
    return std::ranges::any_of(words, [&](std::string const& word) { return text.starts_with(word); });
}

bool contains_any(std::string_view text, std::vector<std::string> const& words) {
    return std::ranges::any_of(
        words, [&](std::string const& word) { return text.find(word) != std::string_view::npos; });
}

// Bytes of the kana at the start: hiragana (a match fold has turned katakana into it) or the dash that stands
// for ー.
std::size_t kana_length(std::string_view text) {
    if (text.starts_with('-')) {
        return 1;
    }
    if (text.size() < 3 || text[0] != '\xE3') {
        return 0;
    }
    auto const second = static_cast<unsigned char>(text[1]);
    auto const third = static_cast<unsigned char>(text[2]);
    return second == 0x81 || (second == 0x82 && third <= 0x9F) ? 3 : 0;
}

bool is_latin_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

class FactFinder {
  public:
    FactFinder(RuleSet const& rules, ScopedText const& text, std::string_view original)
        : rules_(rules), text_(text), original_(original) {
        groups_.resize(rules.group_count);
        for (auto const& hit : rules.literals.find(text.folded.text)) {
            if (!stands_alone(rules.whole[hit.literal], {hit.start, hit.end})) {
                continue;
            }
            for (std::uint32_t const group : rules.groups_of_literal[hit.literal]) {
                groups_[group].push_back({hit.start, hit.end});
            }
        }
    }

    void match(std::vector<FactState>& states) const {
        for (auto const& pattern : rules_.patterns) {
            bool const possible = std::ranges::none_of(pattern.parts, [&](CompiledPattern::Part const& part) {
                return part.join != PatternPart::Join::without && groups_[part.group].empty();
            });
            if (possible) {
                match_pattern(pattern, states[pattern.fact]);
            }
        }
    }

  private:
    [[nodiscard]] bool stands_alone(Whole whole, Span hit) const {
        switch (whole) {
            case Whole::no:
                return true;
            case Whole::ascii:
                return !joins_before(hit.start) && !joins_after(hit.end);
            case Whole::katakana:
                return is_katakana_at(hit.start) && (hit.start < 3 || !is_katakana_at(hit.start - 3)) &&
                       !is_katakana_at(hit.end);
        }
        return true;
    }

    // Letters, and the signs that hold addresses together, make one word with what follows.
    [[nodiscard]] bool joins_before(std::uint32_t at) const {
        return at > 0 && (is_latin_letter(folded()[at - 1]) ||
                          std::string_view("./@_:-").find(folded()[at - 1]) != std::string_view::npos);
    }

    [[nodiscard]] bool joins_after(std::uint32_t at) const {
        if (at >= folded().size()) {
            return false;
        }
        bool const sign = std::string_view(".-:").find(folded()[at]) != std::string_view::npos;
        return is_latin_letter(folded()[at]) || folded()[at] == '@' || folded()[at] == '_' ||
               (sign && at + 1 < folded().size() &&
                (is_latin_letter(folded()[at + 1]) || folded()[at + 1] == '/'));
    }

    // The text as given is asked, because the fold has made hiragana of it.
    [[nodiscard]] bool is_katakana_at(std::uint32_t at) const {
        if (at >= folded().size()) {
            return false;
        }
        std::string_view const given = original_.substr(text_.folded.offsets[at]);
        if (given.size() < 3) {
            return false;
        }
        auto const first = static_cast<unsigned char>(given[0]);
        auto const second = static_cast<unsigned char>(given[1]);
        auto const third = static_cast<unsigned char>(given[2]);
        bool const full_width = first == 0xE3 && (second == 0x83 || (second == 0x82 && third >= 0xA1));
        bool const half_width = first == 0xEF && (second == 0xBD || second == 0xBE);
        return full_width || half_width;
    }

    void match_pattern(CompiledPattern const& pattern, FactState& state) const {
        base::FactRule const& fact = rules_.tables.facts[pattern.fact];
        for (Span const& first : groups_[pattern.parts.front().group]) {
            auto const span = complete(pattern, first);
            if (!span || !in_scope(fact, *span)) {
                continue;
            }
            if (!fact.ignores_negation && is_unreal(*span)) {
                continue;
            }
            bool const denied = !fact.ignores_negation && is_negated(*span);
            auto& spans = denied ? state.denied : state.found;
            (denied ? state.is_denied : state.is_found) = true;
            if (spans.size() < max_spans) {
                spans.push_back(*span);
            }
        }
    }

    // The whole span of a pattern that begins with `first`; nothing when its other parts are missing.
    [[nodiscard]] std::optional<Span> complete(CompiledPattern const& pattern, Span first) const {
        Span span = first;
        std::uint32_t const sentence = text_.sentence[first.start];
        for (auto const& part : pattern.parts) {
            switch (part.join) {
                case PatternPart::Join::first:
                    break;
                case PatternPart::Join::followed_by: {
                    auto const next = following(part, span.end, sentence);
                    if (!next) {
                        return std::nullopt;
                    }
                    span.end = next->end;
                    break;
                }
                case PatternPart::Join::with:
                    if (!in_sentence(part.group, sentence)) {
                        return std::nullopt;
                    }
                    break;
                case PatternPart::Join::without:
                    if (in_sentence(part.group, sentence)) {
                        return std::nullopt;
                    }
                    break;
            }
        }
        return span;
    }

    [[nodiscard]] std::optional<Span> following(CompiledPattern::Part const& part, std::uint32_t from,
                                                std::uint32_t sentence) const {
        auto const& hits = groups_[part.group];
        auto const next = std::ranges::lower_bound(hits, from, {}, &Span::start);
        if (next == hits.end() || next->start - from > part.gap || text_.sentence[next->start] != sentence) {
            return std::nullopt;
        }
        return *next;
    }

    [[nodiscard]] bool in_sentence(std::uint32_t group, std::uint32_t sentence) const {
        auto const& hits = groups_[group];
        auto const found = std::ranges::lower_bound(
            hits, sentence, {}, [&](Span const& hit) { return text_.sentence[hit.start]; });
        return found != hits.end() && text_.sentence[found->start] == sentence;
    }

    [[nodiscard]] bool in_scope(base::FactRule const& fact, Span span) const {
        bool const quoted = text_.quoted[span.start];
        if ((fact.quoted == base::QuoteScope::outside && quoted) ||
            (fact.quoted == base::QuoteScope::inside && !quoted)) {
            return false;
        }
        return !fact.skips_hearsay || !is_hearsay(span);
    }

    [[nodiscard]] std::string_view folded() const { return text_.folded.text; }

    // What follows `from` in its clause, at most `reach` bytes.
    [[nodiscard]] std::string_view rest_of_clause(std::uint32_t from, std::uint32_t reach) const {
        if (from == 0 || from >= folded().size()) {
            return {};
        }
        std::uint32_t const clause = text_.clause[from - 1];
        std::uint32_t end = from;
        auto const limit =
            static_cast<std::uint32_t>(std::min<std::size_t>(folded().size(), from + std::size_t{reach}));
        while (end < limit && text_.clause[end] == clause) {
            ++end;
        }
        return folded().substr(from, end - from);
    }

    [[nodiscard]] std::string_view start_of_clause(std::uint32_t before, std::uint32_t reach) const {
        std::uint32_t const clause = text_.clause[before];
        std::uint32_t start = before;
        while (start > 0 && before - start < reach && text_.clause[start - 1] == clause) {
            --start;
        }
        return folded().substr(start, before - start);
    }

    [[nodiscard]] bool is_unreal(Span span) const {
        return starts_with_any(rest_of_clause(span.end, negation_reach), rules_.language.unreal);
    }

    [[nodiscard]] bool is_negated(Span span) const {
        if (std::ranges::any_of(rules_.language.prefixes, [&](std::string const& prefix) {
                return folded().substr(0, span.start).ends_with(prefix);
            })) {
            return true;
        }
        std::string_view rest = rest_of_clause(span.end, negation_reach);
        while (!rest.empty()) {
            if (starts_with_any(rest, rules_.language.stops)) {
                return false;
            }
            if (starts_with_any(rest, rules_.language.negators)) {
                return true;
            }
            std::size_t const length = kana_length(rest);
            if (length == 0) {
                return false;
            }
            rest.remove_prefix(length);
        }
        return false;
    }

    [[nodiscard]] bool is_hearsay(Span span) const {
        return contains_any(start_of_clause(span.start, hearsay_reach), rules_.language.hearsay_before) ||
               contains_any(rest_of_clause(span.end, hearsay_reach), rules_.language.hearsay_after);
    }

    RuleSet const& rules_;
    ScopedText const& text_;
    std::string_view original_;
    std::vector<std::vector<Span>> groups_;
};

bool matches_observable(std::string const& rule, ObservableFact const& observable) {
    std::size_t const space = rule.find(' ');
    return rule.substr(0, space) == observable.type &&
           (space == std::string::npos || rule.substr(space + 1) == observable.role);
}

void find_built_in(RuleSet const& rules, ScopedText const& text, CaseInput const& input,
                   std::vector<FactState>& states) {
    auto const amounts = find_yen(text.folded.text);
    auto const ages = find_ages(text.folded.text);
    auto const take = [](FactState& state, Number const& number) {
        state.is_found = true;
        if (state.found.size() < max_spans) {
            state.found.push_back(number.span);
        }
    };
    for (std::size_t i = 0; i < states.size(); ++i) {
        base::FactRule const& fact = rules.tables.facts[i];
        for (auto const& amount : amounts) {
            if (fact.yen_at_least && amount.value >= *fact.yen_at_least) {
                take(states[i], amount);
            }
        }
        for (auto const& age : ages) {
            if (fact.age_below && age.value < *fact.age_below) {
                take(states[i], age);
            }
        }
        for (auto const& rule : fact.observables) {
            states[i].is_found =
                states[i].is_found ||
                std::ranges::any_of(input.observables, [&](ObservableFact const& observable) {
                    return matches_observable(rule, observable);
                });
        }
    }
}

}  // namespace

std::vector<FactState> find_facts(RuleSet const& rules, ScopedText const& text, CaseInput const& input) {
    std::vector<FactState> states(rules.tables.facts.size());
    FactFinder(rules, text, input.text).match(states);
    find_built_in(rules, text, input, states);
    for (std::uint32_t const fact : rules.fact_order) {
        FactState& state = states[fact];
        for (std::uint32_t const other : rules.included[fact]) {
            state.is_found = state.is_found || states[other].is_found;
            state.is_denied = state.is_denied || states[other].is_denied;
            state.found.insert(state.found.end(), states[other].found.begin(), states[other].found.end());
            state.denied.insert(state.denied.end(), states[other].denied.begin(), states[other].denied.end());
        }
    }
    return states;
}

}  // namespace engine::matching
