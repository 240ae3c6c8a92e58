// Values in text form: what is accepted as a time, a date, an id or hexadecimal is written back as the same
// value.

#include "base/hash.h"
#include "base/id.h"
#include "base/instant.h"
#include "base/problem.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string const input(reinterpret_cast<char const*>(data), size);
    if (auto const at = base::parse_instant(input)) {
        BASE_ASSERT(base::parse_instant(base::to_iso(*at)) == at);
        auto const date = base::date_in_japan(*at);
        auto const start = base::start_of_day_in_japan(date);
        BASE_ASSERT(start <= *at && at->milliseconds - start.milliseconds < base::milliseconds_per_day);
        BASE_ASSERT(base::calendar_year(*at) == date.year);
    }
    if (auto const date = base::parse_date(input)) {
        BASE_ASSERT(base::to_iso(*date) == input);
        BASE_ASSERT(base::add_days(base::add_days(*date, 400), -400) == *date);
        BASE_ASSERT(base::day_of_week(*date) == (base::day_of_week(base::add_days(*date, 1)) + 6) % 7);
        BASE_ASSERT(!base::wareki(*date).empty() && date->year - base::fiscal_year(*date) <= 1);
    }
    if (auto const id = base::parse_ulid(input)) {
        BASE_ASSERT(base::parse_ulid(base::to_string(*id)) == id);
        BASE_ASSERT(base::ulid_from_bytes(base::as_bytes(*id)) == id);
    }
    if (auto const bytes = base::from_hex(input)) {
        BASE_ASSERT(bytes->size() * 2 == input.size() && base::from_hex(base::to_hex(*bytes)) == bytes);
    }
    return 0;
}
