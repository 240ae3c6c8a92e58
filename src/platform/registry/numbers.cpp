#include "platform/registry/numbers.h"

namespace platform::registry {

std::int64_t next_number(store::Transaction& transaction, std::string_view series, base::Ulid const& unit,
                         int period) {
    auto const row = transaction.first(
        "INSERT INTO number_counter (series, unit, period, last) VALUES (?, ?, ?, 1) "
        "ON CONFLICT (series, unit, period) DO UPDATE SET last = number_counter.last + 1 RETURNING last",
        {store::text_value(series), store::id_value(unit), std::int64_t{period}});
    return row->integer(0);
}

}  // namespace platform::registry
