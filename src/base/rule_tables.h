#pragma once
// Rule tables as plain data: read from YAML by formats::rule_tables, compiled by engine::matching.
// It stands in base because those two may know nothing of each other.

#include "base/problem.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace base {

// Where a fact, row or code was written, for refusals that a maintainer of the tables can act on.
struct RulePlace {
    std::string file;
    int line = 0;
    bool operator==(RulePlace const&) const = default;
};

// Where a fact counts: a quoted 「…」 is what somebody else said, not what the caller did.
enum class QuoteScope : std::uint8_t { anywhere, outside, inside };

struct FactRule {
    std::string id;
    Words words;
    std::vector<std::string> patterns;
    std::vector<std::string> includes;         // other facts that make this one true
    std::vector<std::string> observables;      // "btc_address", or with a role "phone victim"
    std::optional<std::int64_t> yen_at_least;  // an amount of money in the text
    std::optional<std::int64_t> age_below;     // an age in the text
    QuoteScope quoted = QuoteScope::anywhere;
    bool ignores_negation = false;  // the words are true even when a negation follows (「届かない」)
    bool skips_hearsay = false;     // not told of a friend or as a rumour
    bool danger = false;            // life or body: shown at once, wherever the text is in the work
    RulePlace place;
    bool operator==(FactRule const&) const = default;
};

struct RowRule {
    std::string id;
    std::vector<std::string> codes;
    int weight = 0;
    std::vector<std::string> all;  // conditions, see engine/matching/condition.h
    std::vector<std::string> any;
    std::vector<std::string> none;
    Words reason;
    RulePlace place;
    bool operator==(RowRule const&) const = default;
};

struct CodeAttribute {
    std::string name;
    std::string value;
    bool operator==(CodeAttribute const&) const = default;
};

struct CodeRule {
    std::string code;
    Words label;
    std::vector<CodeAttribute> attributes;  // article, source, recipient … shown, never interpreted
    RulePlace place;
    bool operator==(CodeRule const&) const = default;
};

enum class Choice : std::uint8_t { one, many };

struct TableRule {
    std::string name;
    std::string version;
    std::string source;
    Choice choice = Choice::one;
    std::string default_code;   // when no row speaks; empty for a table of many
    std::string default_needs;  // the default waits until this table proposes something; its own name: always
    // A code that wins as soon as one of its rows holds, whatever the others sum up to: danger to life is not
    // weighed against money. Empty: the sums decide.
    std::string decisive_code;
    int threshold = 1;            // least sum that is proposed
    int limit = 0;                // most proposals of a table of many; 0 = all
    std::vector<CodeRule> codes;  // their order breaks ties
    std::vector<RowRule> rows;
    RulePlace place;
    bool operator==(TableRule const&) const = default;
};

struct ExampleRule {
    std::string code;
    std::string text;
    RulePlace place;
    bool operator==(ExampleRule const&) const = default;
};

// Worked examples of one table: a case worded like the examples of a code speaks for that code.
struct ExampleSet {
    std::string table;
    std::string version;
    std::string source;
    int weight =
        0;  // points for wording that is the same; a typical case of the code gets a tenth to a fifth
    std::vector<ExampleRule> examples;
    RulePlace place;
    bool operator==(ExampleSet const&) const = default;
};

// How the language turns a statement round.
struct LanguageRule {
    std::vector<std::string> negators;  // reached from the words through kana only
    std::vector<std::string> stops;     // end the way to a negator (けど, ので, かも)
    std::vector<std::string> prefixes;  // directly before (未)
    std::vector<std::string> unreal;    // directly after: asked for or wished, not done (てください)
    std::vector<std::string> hearsay_before;  // in the clause before the words (友達が)
    std::vector<std::string> hearsay_after;   // in the clause after the words (らしい)
    bool operator==(LanguageRule const&) const = default;
};

struct GuidanceContact {
    Words name;  // without readings
    std::string marked_name;
    std::string contact;
    std::string hours;  // without readings
    std::string marked_hours;
    std::string hours_en;
    std::string source;
    std::string seen;  // date on which the source was read
    bool verified = false;
    bool operator==(GuidanceContact const&) const = default;
};

// Who is handed a text although no table proposes it: everybody, or whoever meets one condition of each list
// that is given.
struct GuidanceWhen {
    std::vector<std::string> types;   // codes of internal_type
    std::vector<std::string> wishes;  // of the caller: delete, identify, punish, stop_spread, recover
    bool organization = false;        // the victim is one
    bool always = false;
    [[nodiscard]] bool is_given() const {
        return !types.empty() || !wishes.empty() || organization || always;
    }
    bool operator==(GuidanceWhen const&) const = default;
};

struct GuidanceText {
    std::string code;
    Words title;  // without readings
    Words text;
    // Words with their readings, 「{警察|けいさつ}」: as they are, and in やさしい日本語 where there is one.
    std::string marked_title;
    std::string marked_text;
    std::string easy_title;
    std::string easy_text;
    GuidanceWhen when;
    std::vector<GuidanceContact> contacts;
    RulePlace place;
    bool operator==(GuidanceText const&) const = default;
};

struct RuleTables {
    LanguageRule language;
    std::vector<FactRule> facts;
    std::vector<TableRule> tables;  // in any order; engine::matching sorts them by what they refer to
    std::vector<ExampleSet> examples;
    std::vector<GuidanceText> guidance;
    bool operator==(RuleTables const&) const = default;
};

}  // namespace base
