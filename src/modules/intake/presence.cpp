#include "modules/intake/presence.h"

#include "platform/live/notice.h"

#include <algorithm>

namespace modules::intake {

namespace store = platform::store;

namespace {

void tell(store::Transaction& transaction, base::Ulid const& record, base::Instant now) {
    platform::live::tell(transaction, "consultation", record, "presence", now);
}

// Tabs that crashed: whoever looks at the same record is told by the next one that is heard of.
void sweep(store::Transaction& transaction, base::Instant now) {
    auto const gone = transaction.query("SELECT DISTINCT record_id FROM presence WHERE seen_at < ?",
                                        {now.milliseconds - present_for});
    if (gone.empty()) {
        return;
    }
    transaction.execute("DELETE FROM presence WHERE seen_at < ?", {now.milliseconds - present_for});
    for (auto const& row : gone) {
        tell(transaction, row.id(0), now);
    }
}

store::Values key_of(Tab const& tab) {
    return {store::id_value(tab.record), store::id_value(tab.staff), store::text_value(tab.name)};
}

}  // namespace

void enter(store::Transaction& transaction, Tab const& tab, std::string_view field, base::Instant now) {
    sweep(transaction, now);
    auto const before = transaction.first(
        "SELECT field FROM presence WHERE record_id = ? AND staff = ? AND tab = ?", key_of(tab));
    transaction.execute(
        "INSERT INTO presence (record_id, staff, tab, field, since, seen_at) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (record_id, staff, tab) DO UPDATE SET field = excluded.field, seen_at = "
        "excluded.seen_at",
        {store::id_value(tab.record), store::id_value(tab.staff), store::text_value(tab.name),
         store::text_value(field), now.milliseconds, now.milliseconds});
    if (!before || before->text(0) != field) {
        tell(transaction, tab.record, now);
    }
}

void leave(store::Transaction& transaction, Tab const& tab, base::Instant now) {
    auto const gone = transaction.execute(
        "DELETE FROM presence WHERE record_id = ? AND staff = ? AND tab = ?", key_of(tab));
    if (gone > 0) {
        tell(transaction, tab.record, now);
    }
}

std::vector<Present> present(store::Reader& reader, base::Ulid const& record, base::Ulid const& own,
                             base::Instant now) {
    std::vector<Present> people;
    reader.each(
        "SELECT staff, field, since FROM presence WHERE record_id = ? AND staff <> ? AND seen_at >= ? "
        "ORDER BY CASE WHEN field = '' THEN 1 ELSE 0 END, since, staff, tab",
        {store::id_value(record), store::id_value(own), now.milliseconds - present_for},
        [&](store::Row const& row) {
            auto const staff = row.id(0);
            if (std::ranges::find(people, staff, &Present::staff) == people.end()) {
                people.push_back({staff, row.text(1), {row.integer(2)}});
            }
        });
    return people;
}

}  // namespace modules::intake
