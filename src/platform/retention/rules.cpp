#include "platform/retention/rules.h"

#include <algorithm>

namespace platform::retention {

namespace {

constexpr base::Date last_day(int year) {
    return {year, 3, 31};
}

}  // namespace

base::Date kept_until(base::Instant closed_at, int years) {
    return last_day(base::fiscal_year(base::date_in_japan(closed_at)) + 1 + years);
}

base::Instant closed_before(base::Date today, int years) {
    int const last_past = today > last_day(today.year) ? today.year : today.year - 1;
    return base::start_of_day_in_japan({last_past - years, 4, 1});
}

Class const* Rules::find(std::string_view record_kind, std::string_view kind) const {
    auto const found = std::ranges::find_if(
        classes_, [&](Class const& one) { return one.record_kind == record_kind && one.kind == kind; });
    return found == classes_.end() ? nullptr : &*found;
}

}  // namespace platform::retention
