#pragma once
// Who wrote which line of a consultation's text, worked out from the journal's after-images: a line is its
// author's until somebody changes it. Thread rule: functions work on the Reader they are given.

#include "base/id.h"
#include "base/instant.h"
#include "platform/store/store.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace modules::intake {

struct LineAuthor {
    base::Ulid staff;  // empty: the program itself (an import)
    base::Instant at;
    std::int64_t version = 0;  // of the record, in which the line first stood
    bool operator==(LineAuthor const&) const = default;
};

// One for each line, through one state of the text after another.
class Authorship {
  public:
    // The text as `author` left it. A line that a merge marked with a name stays its writer's.
    void take(std::string_view text, LineAuthor const& author);
    [[nodiscard]] std::vector<LineAuthor> const& lines() const noexcept { return authors_; }

  private:
    std::string text_;
    std::vector<LineAuthor> authors_;
    bool has_begun_ = false;
};

// Of the narrative as it stands in the newest version.
[[nodiscard]] Authorship narrative_authorship(platform::store::Reader& reader, base::Ulid const& record);

}  // namespace modules::intake
