#pragma once
// The inside of a RuleSet: names resolved to numbers. Only engine/matching includes this.

#include "base/rule_tables.h"
#include "engine/matching/literals.h"
#include "engine/matching/pattern.h"
#include "engine/matching/wording.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace engine::matching {

struct CompiledPattern {
    struct Part {
        PatternPart::Join join = PatternPart::Join::first;
        std::uint32_t gap = 0;
        std::uint32_t group = 0;
    };
    std::uint32_t fact = 0;
    std::vector<Part> parts;
};

struct Condition {
    enum class Kind : std::uint8_t { fact, denied, kind, channel, code, near, answer };
    Kind kind = Kind::fact;
    std::uint32_t index = 0;          // the fact, or the table of `code` and `near`
    std::vector<std::string> values;  // kinds, channels, codes or [question, answer]
    bool operator==(Condition const&) const = default;
};

struct CompiledRow {
    std::uint32_t row = 0;             // in TableRule::rows
    std::vector<std::uint32_t> codes;  // in TableRule::codes
    std::vector<Condition> all;
    std::vector<Condition> any;
    std::vector<Condition> none;
};

struct CompiledTable {
    std::uint32_t table = 0;  // in RuleTables::tables
    std::vector<CompiledRow> rows;
    std::optional<std::uint32_t> default_code;
    std::optional<std::uint32_t> default_needs;  // in RuleTables::tables
    std::optional<std::uint32_t> decisive_code;  // in TableRule::codes
    std::uint32_t wording = 0;                   // in RuleSet::wordings; 0 = none
};

// The words of LanguageRule, folded.
struct CompiledLanguage {
    std::vector<std::string> negators;
    std::vector<std::string> stops;
    std::vector<std::string> prefixes;
    std::vector<std::string> unreal;
    std::vector<std::string> hearsay_before;
    std::vector<std::string> hearsay_after;
};

struct RuleSet {
    base::RuleTables tables;
    CompiledLanguage language;
    LiteralSet literals{{}};
    std::vector<std::vector<std::uint32_t>> groups_of_literal;
    std::vector<Whole> whole;  // per literal
    std::uint32_t group_count = 0;
    std::vector<CompiledPattern> patterns;
    std::vector<std::uint32_t> fact_order;             // facts with `includes`, after what they include
    std::vector<std::vector<std::uint32_t>> included;  // per fact
    struct TableWording {
        Wording wording;
        int weight = 0;
    };
    std::vector<TableWording> wordings{{}};  // [0] knows no example
    std::vector<CompiledTable> order;        // tables, after those they refer to
};

}  // namespace engine::matching
