#pragma once
// A list of staff brought in: line by line what is new, what changes and what is refused; tried without a
// trace, or written in one transaction. The same list again changes nothing.

#include "formats/staff_list/staff_list.h"
#include "modules/organization/changes.h"
#include "platform/registry/ports/open_work.h"

#include <cstdint>

namespace modules::organization {

enum class LineFate : std::uint8_t { added, changed, unchanged, refused };
[[nodiscard]] std::string_view fate_text(LineFate fate);

struct LineChange {
    base::Words field;
    base::Words before;
    base::Words after;
};
struct LineReport {
    std::size_t line = 0;
    LineFate fate = LineFate::unchanged;
    std::string name;
    std::vector<LineChange> changes;
    Violations reasons;
};
struct ImportReport {
    std::vector<formats::staff_list::Column> columns;
    std::vector<LineReport> lines;
    std::size_t added = 0;
    std::size_t changed = 0;
    std::size_t unchanged = 0;
    std::size_t refused = 0;
};

enum class ImportMode : std::uint8_t { trying, writing };
struct StaffImport {
    ImportMode mode = ImportMode::trying;
    base::Date day;  // of lines that name none
    platform::journal::Author author;
    base::Instant at;
};
// Problem::invalid when the file as a whole is refused.
ImportReport import_staff(store::Store& store, std::string_view bytes, registry::OpenWorkKeeper const& work,
                          StaffImport const& how);

}  // namespace modules::organization
