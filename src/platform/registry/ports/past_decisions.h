#pragma once
// Port: what tables would propose for records that were decided already. Implemented by intake, asked by
// rule_tables. Only records that the actor may read are looked at.

#include "base/id.h"
#include "base/problem.h"
#include "platform/access/actor.h"
#include "platform/registry/ports/link_query.h"
#include "platform/store/store.h"
#include "platform/tables/rules.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace platform::registry {

struct PastReason {
    std::string code;
    base::Words words;
    int weight = 0;
};

// Codes say the same in whatever order they stand.
[[nodiscard]] inline bool same_codes(std::vector<std::string> one, std::vector<std::string> other) {
    std::ranges::sort(one);
    std::ranges::sort(other);
    return one == other;
}

// One table for one record: what is proposed now, what would be, and what a person decided.
struct PastOutcome {
    std::string table;
    std::vector<std::string> before;
    std::vector<std::string> after;
    std::optional<std::vector<std::string>> decided;
    std::vector<PastReason> reasons_before;  // of a proposal that differs
    std::vector<PastReason> reasons_after;

    [[nodiscard]] bool is_changed() const { return !same_codes(before, after); }
    [[nodiscard]] bool agreed() const { return decided && same_codes(before, *decided); }
    [[nodiscard]] bool agrees() const { return decided && same_codes(after, *decided); }
};

struct PastRecord {
    RecordLine record;
    std::vector<PastOutcome> tables;
};

struct PastQuestion {
    tables::Active const& before;
    tables::Active const& after;
    std::optional<base::Ulid> older_than;  // a record of the piece before
    std::size_t most = 0;
    std::chrono::steady_clock::time_point until;  // no record is begun after it
};

struct PastPiece {
    std::vector<PastRecord> records;  // newest first
    bool is_last = false;             // there are no older ones
};

class PastDecisions {
  public:
    virtual ~PastDecisions() = default;
    [[nodiscard]] virtual PastPiece evaluate(store::Reader& reader, access::Actor const& actor,
                                             PastQuestion const& question) const = 0;
};

}  // namespace platform::registry
