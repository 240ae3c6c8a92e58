#include "record/csv.h"

#include "record/random_test.h"
#include "record/sample_test.h"

#include <doctest/doctest.h>

namespace record {

namespace {

using sample::report_schema;

// A plain reader of RFC 4180, to see that what we write comes back.
std::vector<std::string> cells_of(std::string_view row) {
    REQUIRE(row.ends_with("\r\n"));
    row.remove_suffix(2);
    std::vector<std::string> cells(1);
    bool is_quoted = false;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (is_quoted && row[i] == '"' && i + 1 < row.size() && row[i + 1] == '"') {
            cells.back().push_back(row[++i]);
        } else if (row[i] == '"') {
            is_quoted = !is_quoted;
        } else if (row[i] == ',' && !is_quoted) {
            cells.emplace_back();
        } else {
            cells.back().push_back(row[i]);
        }
    }
    CHECK_FALSE(is_quoted);
    return cells;
}

TEST_CASE("the header opens with a byte order mark and has a cell for every cell of a row") {
    auto const header = csv_header(report_schema, CsvLanguage::ja);
    CHECK(header.starts_with("\xEF\xBB\xBF件名,概要,"));
    auto const cells = cells_of(header).size();
    std::mt19937_64 generator(9);
    for (int i = 0; i < 200; ++i) {
        auto const record = sample::random_record(report_schema, generator);
        CHECK(cells_of(csv_row(record, CsvLanguage::en, CsvPersonalData::shown)).size() == cells);
    }
}

TEST_CASE("a text that a spreadsheet would run is disarmed") {
    CHECK(csv_cell("=HYPERLINK(\"x\")") == "\"'=HYPERLINK(\"\"x\"\")\"");
    CHECK(csv_cell("+81-90") == "'+81-90");
    CHECK(csv_cell("@SUM(1)") == "'@SUM(1)");
    CHECK(csv_cell("＝1+1") == "'＝1+1");
    CHECK(csv_cell("\t=1") == "'\t=1");
    CHECK(csv_cell("a=b") == "a=b");
    CHECK(csv_cell("").empty());
}

TEST_CASE("times are Japan's, choices are labels, numbers stay numbers, personal data is masked on request") {
    sample::Report report;
    report.subject = "a,\"b\"";
    report.caller = "佐藤";
    report.visits = -3;
    report.received_at = *base::parse_instant("2026-11-22T05:02:00Z");
    report.loss = {1250, "USD"};
    report.words = {"甲", "乙"};
    auto const row = csv_row({report_schema, report}, CsvLanguage::ja, CsvPersonalData::masked);
    auto const cells = cells_of(row);
    CHECK(cells[0] == "a,\"b\"");
    CHECK(cells[2] == "***");
    CHECK(cells[3] == "電話");
    CHECK(cells[7] == "-3");
    CHECK(cells[9] == "2026-11-22 14:02:00");
    CHECK(row.find("12.50,USD") != std::string::npos);
    CHECK(row.find("\"甲\n乙\"") != std::string::npos);
    CHECK(row.find("佐藤") == std::string::npos);
    CHECK(csv_row({report_schema, report}, CsvLanguage::ja, CsvPersonalData::shown).find("佐藤") !=
          std::string::npos);
}

}  // namespace

}  // namespace record
