#include "platform/tables/coming_into_force.h"

#include "base/problem.h"
#include "platform/tables/proposals.h"
#include "platform/tables/versions.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace platform::tables {

namespace {

constexpr int most_attempts = 5;

// How the store stands when shipped tables come.
struct Standing {
    std::optional<StoredVersion> newest;
    std::optional<Seed> last;            // shipped before these
    std::optional<Proposal> open;        // of shipped tables, undecided
    std::optional<std::int64_t> number;  // of `newest`
    bool is_known = false;
};

Standing standing(store::Reader& reader, Files const& shipped) {
    Standing found;
    found.newest = newest_version(reader);
    found.last = newest_seed(reader);
    found.is_known = is_known_seed(reader, shipped);
    if (found.newest) {
        found.number = found.newest->version.number;
    }
    for (auto const& proposal : proposals(reader, Which::open)) {
        if (proposal.kind == "shipped" && proposal.state != proposal_state::approved) {
            found.open = proposal;
        }
    }
    return found;
}

bool is_same(store::Reader& reader, Standing const& before) {
    return newest_number(reader) == before.number &&
           newest_seed_number(reader) == (before.last ? before.last->seq : 0);
}

// The seed that local changes count from: of an undecided proposal its own, so that what it brings is not
// lost.
Seed base_of(store::Reader& reader, Standing const& found, Files const& newest) {
    if (found.open && found.open->seed_from) {
        if (auto from = seed(reader, *found.open->seed_from)) {
            return std::move(*from);
        }
    }
    if (found.last) {
        return *found.last;
    }
    // Before shipped tables had a line of their own, every start made them the newest version.
    return {0, newest};
}

void propose_shipped(store::Transaction& transaction, Standing const& found, Seed const& base,
                     std::vector<FileChange> const& changes, base::Instant now) {
    if (found.open) {
        auto older = *found.open;
        older.state = proposal_state::withdrawn;
        older.fault = "superseded";
        older.changed_at = now;
        update(transaction, older, std::nullopt, {}, "supersede_tables");
    }
    if (changes.empty()) {
        return;
    }
    Proposal proposal;
    proposal.kind = "shipped";
    proposal.state = proposal_state::proposed;
    proposal.base_version = found.number.value_or(0);
    proposal.seed_from = base.seq;
    proposal.made_at = proposal.changed_at = now;
    proposal.proposed_at = now;
    insert(transaction, proposal, changes, {}, "propose_tables");
}

// What is to be done about shipped tables that the store has not seen.
struct Arrival {
    Standing found;
    Seed base;
    bool is_untouched = false;  // nothing was changed here
    bool is_newer = false;      // they come into force at once
    std::vector<FileChange> changes;
};

Arrival arrival(store::Reader& reader, Files const& shipped) {
    Arrival made{standing(reader, shipped), {}, true, true, {}};
    if (!made.found.newest || made.found.is_known) {
        return made;
    }
    auto const& newest = made.found.newest->files;
    made.base = base_of(reader, made.found, newest);
    made.is_untouched = newest == made.base.files;
    made.is_newer = made.is_untouched && newest != shipped;
    if (!made.is_untouched) {
        made.changes = three_way(made.base.files, newest, shipped);
    }
    return made;
}

// The lines of versions and of shipped tables go on; the number of the version that was made, or 0.
std::int64_t record_arrival(store::Transaction& transaction, Arrival const& made, Files const& shipped,
                            base::Instant now) {
    auto const number =
        made.is_newer ? add_version(transaction, {shipped, from_program, {}}, {}, now) : std::int64_t{0};
    auto from = made.base;
    if (from.seq == 0 && made.found.newest) {
        from.seq = add_seed(transaction, from.files, now);
    }
    if (!made.found.newest || from.files != shipped) {
        add_seed(transaction, shipped, now);
    }
    if (!made.is_untouched) {
        propose_shipped(transaction, made.found, from, made.changes, now);
    }
    return number;
}

struct Taken {
    bool done = false;                     // false: somebody else wrote meanwhile
    std::shared_ptr<Active const> active;  // when these tables became the newest version
};

Taken take(store::Store& store, Files const& shipped, base::Instant now) {
    Arrival made;
    store.read([&](store::Reader& reader) { made = arrival(reader, shipped); });
    Taken taken;
    if (made.found.newest && made.found.is_known) {
        taken.done = true;
        return taken;
    }
    auto const checked = made.is_newer ? compile(shipped, "") : nullptr;
    std::int64_t number = 0;
    store.write([&](store::Transaction& transaction) {
        taken.done = is_same(transaction, made.found);
        number = taken.done ? record_arrival(transaction, made, shipped, now) : 0;
    });
    if (number != 0) {
        auto active = *checked;
        active.version = std::to_string(number);
        taken.active = std::make_shared<Active const>(std::move(active));
    }
    return taken;
}

bool is_outdated(std::vector<FileChange> const& changes, Files const& current) {
    return std::ranges::any_of(
        changes, [&](FileChange const& change) { return text_of(current, change.file) != change.base; });
}

void give_back(store::Transaction& transaction, Proposal proposal, std::string_view fault,
               base::Instant now) {
    proposal.state = proposal_state::proposed;
    proposal.fault = fault;
    proposal.decided_by = {};
    proposal.decided_at.reset();
    proposal.decision.clear();
    proposal.in_force_from.reset();
    proposal.changed_at = now;
    update(transaction, proposal, std::nullopt, {}, "tables_not_in_force");
}

}  // namespace

std::shared_ptr<Active const> take_shipped(store::Store& store, Files const& shipped, base::Instant now) {
    auto const files = sorted(shipped);
    note_changes(store);
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        if (auto taken = take(store, files, now); taken.done) {
            return taken.active ? taken.active : newest(store);
        }
    }
    throw base::Problem(base::Problem::unavailable, "判断表の版が定まりません。起動し直してください",
                        "the version of the tables keeps changing; start again");
}

void Keeper::refresh(base::Instant now) {
    std::scoped_lock const lock(mutex_);
    bring_into_force(now);
    take_up();
}

void Keeper::bring_into_force(base::Instant now) {
    std::vector<Proposal> waiting;
    store_.read([&](store::Reader& reader) { waiting = due(reader, now); });
    for (auto const& proposal : waiting) {
        std::optional<StoredVersion> current;
        std::vector<FileChange> changes;
        store_.read([&](store::Reader& reader) {
            current = newest_version(reader);
            changes = files_of(reader, proposal.id);
        });
        if (!current) {
            continue;
        }
        bool const outdated = is_outdated(changes, current->files);
        auto const files = with_changes(current->files, changes);
        bool const valid = outdated || workshop_.compiled(files, nullptr);
        if (!valid && !may_judge(proposal, current->version.number)) {
            continue;
        }
        store_.write([&](store::Transaction& transaction) {
            auto now_there = find_proposal(transaction, proposal.id);
            // Another node was first, or another version came between: the next round looks again.
            if (!now_there || now_there->version != proposal.version ||
                newest_number(transaction) != current->version.number) {
                return;
            }
            if (outdated || !valid) {
                give_back(transaction, *now_there, outdated ? "outdated" : "invalid", now);
                return;
            }
            now_there->made_version = add_version(transaction, {files, from_proposal, proposal.id},
                                                  {proposal.decided_by, std::nullopt}, now);
            now_there->state = proposal_state::in_force;
            now_there->changed_at = now;
            update(transaction, *now_there, std::nullopt, {proposal.decided_by, std::nullopt},
                   "tables_in_force");
        });
    }
}

// An older program does not know what a newer one can read. So nobody gives back what was found sound upon
// these very tables, nor does who cannot run the newest ones.
bool Keeper::may_judge(Proposal const& proposal, std::int64_t newest) const {
    return proposal.base_version != newest && rules_.current()->version == std::to_string(newest);
}

void Keeper::take_up() {
    std::optional<std::int64_t> number;
    store_.read([&](store::Reader& reader) { number = newest_number(reader); });
    if (!number || *number == refused_ || std::to_string(*number) == rules_.current()->version) {
        return;
    }
    std::optional<StoredVersion> found;
    store_.read([&](store::Reader& reader) { found = version(reader, *number); });
    if (!found) {
        return;
    }
    auto const compiled = workshop_.compiled(found->files, nullptr);
    if (!compiled) {
        refused_ = *number;
        spdlog::error("version {} of the tables is not readable by this program; {} stays in force here",
                      *number, rules_.current()->version);
        return;
    }
    auto active = **compiled;
    active.version = std::to_string(*number);
    rules_.use(std::make_shared<Active const>(std::move(active)));
}

}  // namespace platform::tables
