#pragma once
// The active rule tables: validated, versioned in the store, swapped as a whole.
// Thread rule: current() from any thread; what it gave stays valid while it is held.

#include "base/instant.h"
#include "base/rule_tables.h"
#include "engine/matching/rule_set.h"
#include "platform/journal/journal.h"
#include "platform/store/store.h"

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace platform::tables {

using Files = std::vector<std::pair<std::string, std::string>>;  // name → bytes

struct Active {
    std::string version;  // "3": the number of the version in the store
    std::shared_ptr<engine::matching::RuleSet const> rules;

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

  private:
    mutable std::mutex mutex_;
    std::shared_ptr<Active const> active_;
};

// Problem::invalid with file, line and reason of everything that is wrong.
[[nodiscard]] std::shared_ptr<Active const> compile(Files const& files, std::string version);

// Makes `files` the newest version unless it is already, journals it, and returns what is now active.
[[nodiscard]] std::shared_ptr<Active const> load(store::Store& store, Files const& files,
                                                 journal::Author author, base::Instant now);
// The newest version in the store; null when none was ever loaded.
[[nodiscard]] std::shared_ptr<Active const> newest(store::Store& store);

struct Version {
    std::int64_t number = 0;
    std::string digest;
    base::Instant loaded_at;
    std::vector<std::string> files;
};
[[nodiscard]] std::vector<Version> versions(store::Reader& reader);

// Rule texts are Japanese first: where one has no English, it stands in Japanese.
[[nodiscard]] base::Words complete(base::Words words);

// 「統計種別」 for "stat_category".
[[nodiscard]] base::Words table_label(std::string_view table);

}  // namespace platform::tables
