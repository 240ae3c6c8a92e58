#pragma once
// Proposals to change tables: what, why, by whom, and what became of it. Rights are the caller's to ask.
// Thread rule: functions work on the Transaction or Reader they are given.

#include "base/id.h"
#include "base/instant.h"
#include "platform/journal/journal.h"
#include "platform/store/store.h"
#include "platform/tables/three_way.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::tables {

// draft → proposed → approved → in_force; or refused, withdrawn.
namespace proposal_state {
inline constexpr std::string_view draft = "draft";
inline constexpr std::string_view proposed = "proposed";
inline constexpr std::string_view approved = "approved";  // waits for its time
inline constexpr std::string_view in_force = "in_force";
inline constexpr std::string_view refused = "refused";
inline constexpr std::string_view withdrawn = "withdrawn";
}  // namespace proposal_state

struct Proposal {
    base::Ulid id;
    std::int64_t version = 0;
    std::string kind;  // edit, return, shipped
    std::string state;
    std::string reason;
    std::int64_t base_version = 0;          // what it began from; once approved, upon which it was checked
    std::optional<std::int64_t> seed_from;  // of shipped ones: the seed that the change counts from
    base::Ulid made_by;                     // nil: the program, whose own tables these are
    base::Instant made_at;
    base::Instant changed_at;
    std::optional<base::Instant> proposed_at;
    base::Ulid decided_by;
    std::optional<base::Instant> decided_at;
    std::string decision;
    std::optional<base::Instant> in_force_from;
    std::optional<std::int64_t> made_version;
    std::string fault;  // why it could not come into force: "outdated", "invalid"; or
                        // "superseded": newer shipped tables took its place

    [[nodiscard]] bool is_open() const;
};

// Its id and version are set.
Proposal insert(store::Transaction& transaction, Proposal proposal, std::vector<FileChange> const& files,
                journal::Author const& author, std::string_view action);
// Problem::stale when somebody else wrote since `proposal` was read. Without `files` they stay.
void update(store::Transaction& transaction, Proposal const& proposal,
            std::optional<std::vector<FileChange>> const& files, journal::Author const& author,
            std::string_view action);

[[nodiscard]] std::optional<Proposal> find_proposal(store::Reader& reader, base::Ulid const& id);
[[nodiscard]] std::vector<FileChange> files_of(store::Reader& reader, base::Ulid const& id);
// Without what they say.
[[nodiscard]] std::vector<std::string> file_names_of(store::Reader& reader, base::Ulid const& id);
enum class Which : std::uint8_t { open, closed };
// Newest first; at most 200.
[[nodiscard]] std::vector<Proposal> proposals(store::Reader& reader, Which which);
// Ids and files of what is open.
struct OpenFile {
    base::Ulid proposal;
    std::string file;
    std::string state;
};
[[nodiscard]] std::vector<OpenFile> open_files(store::Reader& reader);
// Approved, and its time has come.
[[nodiscard]] std::vector<Proposal> due(store::Reader& reader, base::Instant now);

}  // namespace platform::tables
