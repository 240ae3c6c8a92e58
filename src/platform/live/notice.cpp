#include "platform/live/notice.h"

namespace platform::live {

namespace {

constexpr std::int64_t kept_for = base::milliseconds_per_minute;

}  // namespace

void tell(store::Transaction& transaction, std::string_view record_kind, base::Ulid const& record,
          std::string_view action, base::Instant now) {
    transaction.execute("DELETE FROM live_notice WHERE at < ?", {now.milliseconds - kept_for});
    transaction.execute("INSERT INTO live_notice (at, record_kind, record_id, action) VALUES (?, ?, ?, ?)",
                        {now.milliseconds, store::text_value(record_kind), store::id_value(record),
                         store::text_value(action)});
}

std::int64_t last_notice(store::Reader& reader) {
    auto const row = reader.first("SELECT coalesce(max(seq), 0) FROM live_notice");
    return row ? row->integer(0) : 0;
}

std::vector<Notice> notices_after(store::Reader& reader, std::int64_t seq, std::size_t limit) {
    std::vector<Notice> notices;
    reader.each(
        "SELECT seq, record_kind, record_id, action FROM live_notice WHERE seq > ? ORDER BY seq LIMIT ?",
        {seq, static_cast<std::int64_t>(limit)}, [&](store::Row const& row) {
            notices.push_back({row.integer(0), row.text(1), row.id(2), row.text(3)});
        });
    return notices;
}

}  // namespace platform::live
