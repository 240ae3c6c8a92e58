#include "platform/documents/workbook.h"

#include "base/problem.h"
#include "base/utf8.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <charconv>
#include <optional>

namespace platform::documents {

namespace {

constexpr std::size_t longest_cell = 32'000;
constexpr double column_width = 18.0;  // characters

// A plain number as we write it; what only begins with one is a text.
std::optional<double> number_in(std::string const& text) {
    double value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const is_whole = error == std::errc{} && end == text.data() + text.size();
    return is_whole ? std::optional(value) : std::nullopt;
}

[[noreturn]] void cannot_make() {
    throw base::Problem(base::Problem::unavailable, "表計算ファイルを作成できません",
                        "the spreadsheet cannot be made");
}

}  // namespace

Workbook::Workbook(std::string const& sheet, std::vector<std::string> const& headings, base::Instant made_at)
    : memory_(::memfd_create("workbook", MFD_CLOEXEC)),
      columns_(static_cast<std::uint16_t>(headings.size())) {
    if (memory_.number() < 0) {
        cannot_make();
    }
    workbook_ = ::workbook_new(fmt::format("/proc/self/fd/{}", memory_.number()).c_str());
    if (workbook_ == nullptr) {
        cannot_make();
    }
    lxw_doc_properties properties{};
    properties.created = made_at.milliseconds / 1000;
    ::workbook_set_properties(workbook_, &properties);
    sheet_ = ::workbook_add_worksheet(workbook_, sheet.c_str());
    wrapped_ = ::workbook_add_format(workbook_);
    ::format_set_text_wrap(wrapped_);
    ::format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
    auto* const bold = ::workbook_add_format(workbook_);
    ::format_set_bold(bold);
    ::format_set_bottom(bold, LXW_BORDER_THIN);
    for (std::uint16_t column = 0; column < columns_; ++column) {
        ::worksheet_write_string(sheet_, 0, column, headings[column].c_str(), bold);
    }
    ::worksheet_set_column(sheet_, 0, static_cast<std::uint16_t>(columns_ - 1), column_width, nullptr);
    ::worksheet_freeze_panes(sheet_, 1, 1);
    next_row_ = 1;
}

Workbook::~Workbook() {
    if (workbook_ != nullptr) {
        ::workbook_close(workbook_);
    }
}

void Workbook::add(std::vector<WorkbookCell> const& row) {
    BASE_ASSERT(row.size() == columns_ && workbook_ != nullptr);
    for (std::uint16_t column = 0; column < columns_; ++column) {
        auto const& cell = row[column];
        if (auto const number = cell.is_number ? number_in(cell.text) : std::nullopt) {
            ::worksheet_write_number(sheet_, next_row_, column, *number, wrapped_);
            continue;
        }
        auto const shown = base::first_code_points(cell.text, longest_cell);
        auto text = std::string(shown);
        if (shown.size() < cell.text.size()) {
            text.append("…");
        }
        ::worksheet_write_string(sheet_, next_row_, column, text.c_str(), wrapped_);
    }
    ++next_row_;
}

std::string Workbook::finish() {
    ::worksheet_autofilter(sheet_, 0, 0, next_row_ - 1, static_cast<std::uint16_t>(columns_ - 1));
    auto* const workbook = workbook_;
    workbook_ = nullptr;
    if (::workbook_close(workbook) != LXW_NO_ERROR) {
        cannot_make();
    }
    std::string bytes(static_cast<std::size_t>(::lseek(memory_.number(), 0, SEEK_END)), '\0');
    std::size_t read = 0;
    while (read < bytes.size()) {
        auto const got =
            ::pread(memory_.number(), bytes.data() + read, bytes.size() - read, static_cast<off_t>(read));
        if (got <= 0) {
            cannot_make();
        }
        read += static_cast<std::size_t>(got);
    }
    return bytes;
}

}  // namespace platform::documents
