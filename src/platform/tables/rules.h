#pragma once
// The active rule tables: validated, versioned in the store, swapped as a whole.
// Thread rule: every member of Rules from any thread; what current() gave stays valid while it is held.

#include "base/instant.h"
#include "base/interviews.h"
#include "base/parsed.h"
#include "base/rule_tables.h"
#include "engine/matching/rule_set.h"
#include "formats/calendar/calendar.h"

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace platform::tables {

// name → bytes; "interviews/…" are interviews, "calendar/…" holidays and office hours, everything else rule
// tables.
using Files = std::vector<std::pair<std::string, std::string>>;

struct Calendar {
    formats::calendar::OfficeHours hours;
    std::set<base::Date> holidays;
};

struct Active {
    std::string version;  // "3": the number of the version in the store
    std::shared_ptr<engine::matching::RuleSet const> rules;
    std::shared_ptr<base::Interviews const>
        interviews;                              // never null; empty in versions from before they were
    std::shared_ptr<Calendar const> calendar{};  // null in versions from before it was

    [[nodiscard]] base::RuleTables const& tables() const { return engine::matching::tables_of(*rules); }
    [[nodiscard]] base::TableRule const* table(std::string_view name) const;
    // The label of a code; the code itself when the table does not know it.
    [[nodiscard]] base::Words label(std::string_view table, std::string_view code) const;
    [[nodiscard]] base::GuidanceText const* guidance(std::string_view code) const;
};

class Rules {
  public:
    [[nodiscard]] std::shared_ptr<Active const> current() const;
    void use(std::shared_ptr<Active const> active);
    // Called at every use(), before anybody sees the new tables. Set before threads start.
    void when_used(std::function<void(Active const&)> listener) { listener_ = std::move(listener); }

  private:
    std::function<void(Active const&)> listener_;
    mutable std::mutex mutex_;
    std::shared_ptr<Active const> active_;
};

// Refuses with file, line and reason of everything that is wrong; bounded in time and memory whatever is
// given.
[[nodiscard]] base::Parsed<std::shared_ptr<Active const>> read(Files const& files);
// The same; Problem::invalid instead of violations.
[[nodiscard]] std::shared_ptr<Active const> compile(Files const& files, std::string version);

// Rule texts are Japanese first: where one has no English, it stands in Japanese.
[[nodiscard]] base::Words complete(base::Words words);

// 「統計種別」 for "stat_category".
[[nodiscard]] base::Words table_label(std::string_view table);

}  // namespace platform::tables
