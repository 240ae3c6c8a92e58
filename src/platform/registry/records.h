#pragma once
// Writing and reading any described record: row, version, journal entry and search terms in one transaction.
// Thread rule: functions work on the Transaction or Reader they are given.

#include "base/id.h"
#include "base/instant.h"
#include "platform/journal/journal.h"
#include "platform/store/store.h"
#include "record/envelope.h"
#include "record/record.h"
#include "record/sql.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::registry {

// Who changes something, when, and what it is called in the journal ("create", "update", "hand_over" …).
struct Change {
    journal::Author author;
    base::Instant at;
    std::string action;
    // The record whose timeline shows this change; empty: the record itself.
    std::optional<base::Ulid> about;
};

struct Ownership {
    base::Ulid owner_unit;
    base::Ulid origin_unit;
    record::Restriction restriction = record::Restriction::none;
    base::Ulid id = {};  // of the new record, where something must name it before; nil: one is made
};

// Inserts a new record as version 1 and returns its envelope. Problem::conflict when a unique value exists
// already.
record::Envelope insert(store::Transaction& transaction, record::View value, Ownership const& ownership,
                        Change const& change);

// Writes `after` as the next version of what was read as `before`. Problem::stale when somebody else wrote in
// between. The envelope of `after` may change owner and restriction; version and change marks are set here.
record::Envelope update(store::Transaction& transaction, record::StoredRecord const& before,
                        record::StoredRecord const& after, Change const& change);

[[nodiscard]] std::optional<record::StoredRecord> find(store::Reader& reader, record::Schema const& schema,
                                                       base::Ulid const& id);
// As find, but an absent record is Problem::not_found.
[[nodiscard]] record::StoredRecord get(store::Reader& reader, record::Schema const& schema,
                                       base::Ulid const& id);

// Part of a WHERE clause over alias `r`, with its bound values. Written by the program, never from a client's
// text.
struct Condition {
    std::string sql;
    store::Values values;
};

struct Order {
    std::string column = "seq";  // from record::sortable_column
    bool descending = true;
};

struct Page {
    std::vector<record::StoredRecord> items;
    std::optional<std::string> next_cursor;
};
struct PageRequest {
    std::vector<Condition> conditions;  // all must hold
    Order order;
    std::size_t limit = 50;
    std::optional<std::string> cursor;  // what a page gave; Problem::bad_request when it is not one of ours
    // An index that holds what the conditions ask of a row: rows themselves are then fetched for the page
    // only.
    std::string index = {};
};
// Keyset paging: stable while records are added. NULLS LAST in both directions, ties broken by seq.
[[nodiscard]] Page list(store::Reader& reader, record::Schema const& schema, PageRequest const& request);
[[nodiscard]] std::int64_t count(store::Reader& reader, record::Schema const& schema,
                                 std::vector<Condition> const& conditions);
// Every record that meets the condition, in order of seq; for small sets.
[[nodiscard]] std::vector<record::StoredRecord> all(store::Reader& reader, record::Schema const& schema,
                                                    Condition const& condition);

}  // namespace platform::registry
