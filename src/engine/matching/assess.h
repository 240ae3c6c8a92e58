#pragma once
// Applies the rule tables to one case: a proposal for every table, each with its reasons and their places in
// the text. Deterministic; linear in the text, of which the first 256 KiB are read.

#include "base/problem.h"
#include "engine/matching/rule_set.h"
#include "engine/matching/scoped_text.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engine::matching {

// An observable as the extractor or an officer gave it: type and role by name ("bank_account", "subject").
struct ObservableFact {
    std::string type;
    std::string role;
    std::string value;
    std::size_t start = 0;
    std::size_t end = 0;
};

struct CaseInput {
    std::string_view text;     // valid UTF-8
    std::string_view kind;     // 通報, 相談, 情報提供 or empty
    std::string_view channel;  // 来署, 電話 … or empty
    std::vector<ObservableFact> observables;
    std::map<std::string, std::string> answers;  // question code → answer
};

struct Reason {
    std::string row_id;
    base::Words words;
    int weight = 0;
    std::vector<Span> spans;  // bytes of the text as given
    bool operator==(Reason const&) const = default;
};

struct Proposal {
    std::string code;
    int score = 0;
    std::vector<Reason> reasons;
    bool operator==(Proposal const&) const = default;
};

struct TableResult {
    std::string table;
    std::string version;
    base::Choice choice = base::Choice::one;
    std::vector<Proposal>
        ranked;  // choice one: best first, empty only while a default waits; many: the proposed codes
    bool operator==(TableResult const&) const = default;
};

struct FactFound {
    std::string id;
    base::Words words;
    bool denied = false;  // told, but of the contrary (「払っていません」)
    bool danger = false;
    std::vector<Span> spans;
    bool operator==(FactFound const&) const = default;
};

struct Assessment {
    std::vector<TableResult> tables;
    std::vector<FactFound> facts;
    std::vector<Span> dangers;
    bool cut = false;  // the text was longer than is read

    [[nodiscard]] TableResult const* find(std::string_view table) const;
    // Of a table of one: the winning code; empty when the table is not there or proposes nothing.
    [[nodiscard]] std::string_view first(std::string_view table) const;
    [[nodiscard]] std::vector<std::string_view> codes(std::string_view table) const;
    bool operator==(Assessment const&) const = default;
};

[[nodiscard]] Assessment assess(RuleSet const& rules, CaseInput const& input);

}  // namespace engine::matching
