#pragma once
// Entries of both logs as the auditor reads them: filtered, newest first, page by page. Content is never
// read. Thread rule: functions work on the Reader they are given.

#include "base/id.h"
#include "base/instant.h"
#include "modules/audit/names.h"
#include "platform/http/message.h"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modules::audit {

enum class Log : std::uint8_t { journal, access };

// What may be asked of a log; empty members let everything through.
struct Filter {
    std::optional<std::vector<base::Ulid>> records{};
    std::optional<base::Ulid> staff{};
    std::vector<base::Ulid> units{};  // one of these
    std::string action{};
    std::string kind{};
    std::string purpose{};  // part of it, or of a screen's name
    std::optional<base::Instant> from{};
    std::optional<base::Instant> until{};  // the first moment after the period
};
// filter[record] (number or id), filter[account], filter[staff], filter[unit] (id or code), filter[action],
// filter[kind], filter[from] and filter[to] (days, both included), and of the access log filter[purpose].
// Problem::bad_request names what there is not.
[[nodiscard]] Filter read_filter(store::Reader& reader, registry::RecordKinds const& kinds,
                                 platform::http::Request const& request, Log log);
// "2026-11-22" and the like of a query or body; Problem::bad_request names `field`.
[[nodiscard]] base::Date read_day(std::string_view text, std::string_view field);

struct Entry {
    Log log = Log::access;
    std::string node{};  // empty in the journal
    std::int64_t seq = 0;
    base::Instant at;
    std::optional<base::Ulid> staff{};
    std::optional<base::Ulid> unit{};
    std::string action{};
    std::string purpose{};
    std::string kind{};
    std::optional<base::Ulid> record{};
    std::vector<base::Ulid> records{};  // all that it names, `record` first
    std::int64_t observables = 0;       // how many it names
    std::int64_t version = 0;
};

// Where a page ended; the next one begins with what is older.
struct Position {
    std::int64_t at = 0;
    Log log = Log::access;
    std::string node{};
    std::int64_t seq = 0;
};
[[nodiscard]] Position position_of(Entry const& entry);
[[nodiscard]] std::string to_cursor(Position const& position);
// Problem::bad_request for what is not one of ours.
[[nodiscard]] std::optional<Position> read_cursor(std::string_view cursor);

// At most `limit` entries older than `before`, newest first.
[[nodiscard]] std::vector<Entry> entries(store::Reader& reader, Log log, Filter const& filter,
                                         std::optional<Position> const& before, std::size_t limit);
// The same of both logs together.
[[nodiscard]] std::vector<Entry> entries_of_both(store::Reader& reader, Filter const& filter,
                                                 std::optional<Position> const& before, std::size_t limit);
[[nodiscard]] std::optional<Entry> entry_of(store::Reader& reader, std::string_view node, std::int64_t seq);

// How many entries pass, by action and, in the journal, kind.
struct Count {
    std::string kind{};  // empty in the access log
    std::string action{};
    std::int64_t count = 0;
};
[[nodiscard]] std::vector<Count> counts(store::Reader& reader, Log log, Filter const& filter);

}  // namespace modules::audit
