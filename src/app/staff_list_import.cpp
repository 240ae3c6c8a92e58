#include "app/staff_list_import.h"

#include "app/files.h"
#include "modules/organization/staff_import.h"

#include <iostream>

namespace app {

namespace organization = modules::organization;

namespace {

std::string_view in_japanese(organization::LineFate fate) {
    switch (fate) {
        case organization::LineFate::added:
            return "新規";
        case organization::LineFate::changed:
            return "変更";
        case organization::LineFate::unchanged:
            return "変更なし";
        case organization::LineFate::refused:
            break;
    }
    return "取り込みません";
}

void tell(organization::LineReport const& line) {
    std::cout << line.line << ": " << in_japanese(line.fate) << " / " << organization::fate_text(line.fate);
    for (auto const& change : line.changes) {
        std::cout << "; " << change.field.ja << " / " << change.field.en << ": " << change.before.ja << " -> "
                  << change.after.ja;
    }
    std::cout << "\n";
    for (auto const& reason : line.reasons) {
        std::cerr << "line " << line.line << (reason.field.empty() ? "" : "/") << reason.field << ": "
                  << reason.reason.ja << " / " << reason.reason.en << "\n";
    }
}

}  // namespace

StaffListCount import_staff_list(House& house, std::filesystem::path const& path, StaffListMode mode) {
    organization::StaffImport how;
    how.mode =
        mode == StaffListMode::trying ? organization::ImportMode::trying : organization::ImportMode::writing;
    how.at = house.time.now();
    how.day = base::date_in_japan(how.at);
    auto const report = organization::import_staff(*house.store, read_file(path), *house.open_work, how);
    for (auto const& line : report.lines) {
        tell(line);
    }
    return {report.added + report.changed, report.unchanged, report.refused};
}

}  // namespace app
