// JSON bodies and records: what the HTTP side accepts, the record side reads alike; a record that was read is
// written and read again unchanged, and its CSV row has the header's cells. The input is JSON or, cut at form
// feeds, two of them: the second edits the first.

#include "base/problem.h"
#include "formats/csv/csv.h"
#include "formats/text/json_text.h"
#include "modules/intake/consultation.h"
#include "platform/http/json_message.h"
#include "platform/registry/unit.h"
#include "record/csv.h"
#include "record/json.h"
#include "record/merge.h"
#include "record/validate.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace json = boost::json;

namespace {

void check(std::vector<base::Violation> const& violations) {
    BASE_ASSERT(!violations.empty());
    for (auto const& violation : violations) {
        BASE_ASSERT(!violation.reason.ja.empty() && !violation.reason.en.empty());
    }
}

std::optional<json::value> parse(std::string_view text) {
    auto const body = platform::http::parse_json(text);
    auto const ours = record::parse_json(text);
    auto const file = formats::text::parse_json(text, "file");
    if (!body) {
        check(body.violations());
        return std::nullopt;
    }
    BASE_ASSERT(ours && *ours == *body && file && *file == *body);
    return *body;
}

void check_csv(record::Record const& record) {
    std::string const bytes =
        record::csv_header(record.schema(), record::CsvLanguage::ja) +
        record::csv_row(record, record::CsvLanguage::ja, record::CsvPersonalData::shown);
    auto const table = formats::csv::parse(bytes);
    BASE_ASSERT(table && table->rows.size() == 2);
    BASE_ASSERT(table->rows[0].fields.size() == table->rows[1].fields.size());
    for (auto const& cell : table->rows[1].fields) {
        BASE_ASSERT(cell.empty() || std::string_view("=+@\t\r").find(cell.front()) == std::string_view::npos);
    }
}

void check_read(record::Record const& read) {
    auto const written = record::to_json(read);
    auto const again = record::from_json(read.schema(), json::value(written), record::Source::program);
    BASE_ASSERT(again && record::to_json(*again) == written);
    for (auto const mode : {record::Mode::draft, record::Mode::full}) {
        for (auto const& violation : record::validate(read, mode)) {
            BASE_ASSERT(!violation.field.empty() && !violation.reason.ja.empty() &&
                        !violation.reason.en.empty());
        }
    }
    if (record::validate(read, record::Mode::draft).empty()) {
        check_csv(read);
    }
}

void check_edit(record::Record const& before, json::value const& change) {
    auto const mine = record::patch_json(before, change, record::Source::client);
    if (!mine) {
        check(mine.violations());
        return;
    }
    check_read(*mine);
    auto const merged = record::merge(before, before, *mine, {"甲", "乙"});
    BASE_ASSERT(merged.conflicts.empty() && record::to_json(merged.record) == record::to_json(*mine));
}

void check_schema(record::Schema const& schema, json::value const& first,
                  std::optional<json::value> const& second) {
    for (auto const source : {record::Source::client, record::Source::program}) {
        auto const read = record::from_json(schema, first, source);
        if (!read) {
            check(read.violations());
            continue;
        }
        check_read(*read);
        if (second) {
            check_edit(*read, *second);
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const input(reinterpret_cast<char const*>(data), size);
    auto const cut = std::min(input.find('\f'), input.size());
    auto const first = parse(input.substr(0, cut));
    auto const second = parse(input.substr(std::min(cut + 1, input.size())));
    if (first) {
        check_schema(modules::intake::consultation_schema, *first, second);
        check_schema(platform::registry::unit_schema, *first, second);
    }
    return 0;
}
