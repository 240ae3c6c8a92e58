#pragma once
// What one does with a proposal: write it, put it forward, decide it. The rules of four eyes stand here;
// rights to the action are the route's. Thread rule: functions work on the Transaction or Reader they are
// given.

#include "modules/rule_tables/install.h"
#include "platform/access/actor.h"
#include "platform/tables/proposals.h"
#include "platform/tables/versions.h"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules::rule_tables {

namespace store = platform::store;
namespace tables = platform::tables;

// What stands now, and what it would be with the proposal.
struct Outlook {
    tables::Proposal proposal;
    std::vector<tables::FileChange> files;
    tables::StoredVersion current;

    // Its files stand otherwise now than when it was begun.
    [[nodiscard]] bool is_outdated() const;
    [[nodiscard]] bool has_conflicts() const;
    [[nodiscard]] tables::Files result() const { return tables::with_changes(current.files, files); }
};
// Problem::not_found when there is none.
[[nodiscard]] Outlook outlook(store::Reader& reader, base::Ulid const& id);

// Empty: it may be put forward. Compiles off the writer; may take seconds.
[[nodiscard]] std::vector<base::Violation> violations_of(Parts const& parts, Outlook const& outlook);

// May this person write it, and has it a state in which that is possible: else Problem.
void require_writable(Outlook const& outlook, platform::access::Actor const& actor);
// Whoever wrote it or put it forward does not decide it.
void require_other_eyes(Outlook const& outlook, platform::access::Actor const& actor);
void require_state(Outlook const& outlook, std::string_view state);
// Also what is approved and waits for its time; of the program's own tables also what somebody began to
// change.
void require_refusable(Outlook const& outlook);
// By who made it. The program's own tables are settled by an approver only, whoever changed them.
void require_withdrawable(Outlook const& outlook, platform::access::Actor const& actor);
void require_valid(std::vector<base::Violation> const& violations);
// Another approved change of the same table waits for its time.
void require_nothing_waiting(store::Reader& reader, Outlook const& outlook);

// What this person may do with it now: "change", "propose", "withdraw", "approve", "refuse", "rebase".
[[nodiscard]] std::vector<std::string_view> may(Outlook const& outlook, platform::access::Actor const& actor);

// The change of each file put upon what stands now; where both touch the same lines, both are shown.
void rebase(Outlook& outlook);

}  // namespace modules::rule_tables
