#pragma once
// What the module keeps of its own beside units and staff: the list of ranks and posts, mergers, and
// hand-overs of a person's open records. Thread rule: functions work on the Transaction or Reader they are
// given.

#include "base/id.h"
#include "base/instant.h"
#include "base/problem.h"
#include "platform/access/actor.h"
#include "platform/journal/journal.h"
#include "platform/registry/records.h"
#include "platform/registry/unit.h"
#include "platform/store/store.h"
#include "record/enum_values.h"
#include "record/envelope.h"
#include "record/schema.h"

#include <boost/describe/enum.hpp>

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules::organization {

namespace registry = platform::registry;
namespace store = platform::store;

using Violations = std::vector<base::Violation>;

BOOST_DEFINE_ENUM_CLASS(PostKind, rank, post)
consteval auto enum_labels(PostKind) {
    return record::labels<PostKind>({{PostKind::rank, "階級", "Rank"}, {PostKind::post, "職", "Post"}});
}

// A rank or post that people may be given.
struct Post {
    std::string code;
    PostKind kind = PostKind::post;
    std::string name;
    std::string name_en;
    std::int64_t position = 0;           // in lists, highest first
    std::optional<base::Date> valid_to;  // given to nobody from this day on
    bool operator==(Post const&) const = default;
};
extern record::Schema const post_schema;
using StoredPost = record::Stored<Post>;
[[nodiscard]] std::vector<StoredPost> posts(store::Reader& reader);

BOOST_DEFINE_ENUM_CLASS(MergerState, planned, done, taken_back)
consteval auto enum_labels(MergerState) {
    return record::labels<MergerState>({{MergerState::planned, "予定", "Planned"},
                                        {MergerState::done, "実施済み", "Done"},
                                        {MergerState::taken_back, "取消済み", "Taken back"}});
}

// One or more units that end on a day, and the one that takes over; of one unit alone it is a renaming.
struct Merger {
    base::Date valid_from;
    base::Ulid unit;
    std::vector<std::string> sources;  // ids
    MergerState state = MergerState::planned;
    std::string reason;
    std::optional<base::Instant> settled_at;  // since when the new unit leads what was open
    std::int64_t moved = 0;                   // records that changed hands then
    std::string taken_back_reason;
    std::int64_t given_back = 0;  // records that went back
    bool operator==(Merger const&) const = default;
};
extern record::Schema const merger_schema;

// Open records of a person go to a colleague on that day.
struct StaffHandOver {
    base::Ulid staff;
    base::Ulid successor;
    base::Date valid_from;
    bool withdrawn = false;
    std::optional<base::Instant> settled_at;
    bool operator==(StaffHandOver const&) const = default;
};
extern record::Schema const staff_hand_over_schema;

[[noreturn]] void refuse(std::string_view ja, std::string_view en, Violations violations);
// Undoes what was only tried.
struct OnlyTried : std::exception {};

// As the request names them: "/name" → "name".
[[nodiscard]] Violations renamed_fields(Violations violations);
// Nothing when there is no violation.
void refuse_any(std::string_view ja, std::string_view en, Violations violations);

[[nodiscard]] platform::journal::Author author_of(platform::access::Actor const& actor);
// "unit/parent" → "parent": names of fields as the request writes them.
[[nodiscard]] base::Violation violation(std::string_view field, std::string_view ja, std::string_view en);

// As registry::get, checked against the version that the client edited: Problem::stale.
[[nodiscard]] record::StoredRecord get_version(store::Reader& reader, record::Schema const& schema,
                                               base::Ulid const& id, std::int64_t version);

}  // namespace modules::organization
