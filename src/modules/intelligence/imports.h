#pragma once
// Public indicators into the store: MISP events and feeds, plain lists. What is refused is named and the rest
// goes on; memory is bounded by one event. Called by the command line; safe beside a running server.

#include "modules/intelligence/import_report.h"
#include "platform/platform.h"

#include <filesystem>

namespace modules::intelligence {

// A feed folder (manifest.json), one file of events, or every *.json below a folder. The same event with the
// same content is skipped, a changed one replaced. Problem::not_found when there is nothing at `path`.
[[nodiscard]] ImportReport import_misp(platform::Platform const& platform, std::filesystem::path const& path,
                                       ImportOptions const& options = {});

// A plain list (one value a line, hosts file, CSV of value and comment), or every *.txt and *.csv below a
// folder.
[[nodiscard]] ImportReport import_indicators(platform::Platform const& platform,
                                             std::filesystem::path const& path,
                                             ImportOptions const& options = {});

}  // namespace modules::intelligence
