#pragma once
// Rows as an XLSX workbook of one sheet, for spreadsheets. A text is always a text, never a formula.
// Thread rule: one thread at a time.

#include "base/file_descriptor.h"
#include "base/instant.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace platform::documents {

struct WorkbookCell {
    std::string text;
    bool is_number = false;  // written as a number where it is one
};

class Workbook {
  public:
    // The headings stay in sight and can be filtered by. `made_at`: from the request, so that the same rows
    // are the same file.
    Workbook(std::string const& sheet, std::vector<std::string> const& headings, base::Instant made_at);
    ~Workbook();
    Workbook(Workbook const&) = delete;
    Workbook& operator=(Workbook const&) = delete;

    // A cell longer than a spreadsheet takes (32,767 characters) is cut with 「…」.
    void add(std::vector<WorkbookCell> const& row);
    // The file's bytes; nothing is added afterwards. Problem::unavailable when there is no room to make it.
    [[nodiscard]] std::string finish();

  private:
    base::FileDescriptor memory_;
    lxw_workbook* workbook_ = nullptr;  // owned; closing it frees it
    lxw_worksheet* sheet_ = nullptr;
    lxw_format* wrapped_ = nullptr;
    std::uint32_t next_row_ = 0;
    std::uint16_t columns_ = 0;
};

}  // namespace platform::documents
