// Classes of 保存期間: any bytes give classes or refusals by line; what is accepted says for every closing
// day until when a record is kept, and the two ways of asking agree.

#include "base/problem.h"
#include "formats/retention_rules/retention_rules.h"
#include "platform/retention/rules.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace retention = platform::retention;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    auto const classes = formats::retention_rules::parse({reinterpret_cast<char const*>(data), size});
    BASE_ASSERT(static_cast<bool>(classes) != !classes.violations().empty());
    for (auto const& violation : classes.violations()) {
        BASE_ASSERT(!violation.field.empty() && violation.field != "line 0");
        BASE_ASSERT(!violation.reason.ja.empty() && !violation.reason.en.empty());
    }
    if (!classes) {
        return 0;
    }
    retention::Rules const rules(*classes);
    for (auto const& each : rules.classes()) {
        BASE_ASSERT(rules.find(each.record_kind, each.kind) != nullptr);
        BASE_ASSERT(each.years >= 1 && !each.label.ja.empty() && !each.basis.empty());
        for (auto const& closed :
             {base::Date{2022, 3, 31}, base::Date{2022, 4, 1}, base::Date{2024, 2, 29}}) {
            auto const at = base::start_of_day_in_japan(closed);
            auto const until = retention::kept_until(at, each.years);
            BASE_ASSERT(until.month == 3 && until.day == 31 && until.year > closed.year);
            BASE_ASSERT(!(at < retention::closed_before(until, each.years)));
            BASE_ASSERT(at < retention::closed_before(base::add_days(until, 1), each.years));
        }
    }
    return 0;
}
