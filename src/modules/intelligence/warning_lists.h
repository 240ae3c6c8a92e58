#pragma once
// Warning lists in the store, and the matcher made of them and of our own lists. Which of them suppress what:
// README.md.

#include "engine/warninglists/matcher.h"
#include "formats/warninglists/warninglists.h"
#include "modules/intelligence/import_report.h"
#include "platform/platform.h"
#include "platform/store/store.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace modules::intelligence {

struct WarningListReport {
    std::size_t files = 0;  // = added + changed + unchanged + refused
    std::size_t added = 0;
    std::size_t changed = 0;
    std::size_t unchanged = 0;
    std::size_t refused = 0;
    std::size_t entries = 0;  // of the lists added or changed
    Refusals refusals;        // whole lists, and single entries

    [[nodiscard]] bool nothing_refused() const noexcept { return refusals.empty(); }
};

// One list.json, or every list.json below a folder. Afterwards:
// Recogniser::use_lists(load_warning_lists(…).matcher).
[[nodiscard]] WarningListReport import_warninglists(platform::Platform const& platform,
                                                    std::filesystem::path const& path,
                                                    ImportOptions const& options = {});

struct WarningLists {
    std::shared_ptr<engine::warninglists::Matcher const>
        matcher;  // shared with whoever is asking while it is replaced
    std::size_t lists = 0;
    std::size_t set_aside = 0;  // stored, but not asked: what they name is rented by somebody
    Refusals refusals;
};

// Those of the store and every *.yaml of `our_lists` (data/lists; may be absent).
[[nodiscard]] WarningLists load_warning_lists(platform::store::Reader& reader,
                                              std::filesystem::path const& our_lists);

// Changes whenever a list was imported, by this process or another.
[[nodiscard]] std::string warning_lists_mark(platform::store::Reader& reader);

// The list as the matcher takes it: without entries that would hide links between offenders. Empty: not asked
// at all.
[[nodiscard]] std::optional<engine::warninglists::List> asked_list(
    formats::warninglists::WarningList const& list);

}  // namespace modules::intelligence
