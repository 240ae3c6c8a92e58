#pragma once
// The people of the police as far as the work needs them: name, rank, post, extension, unit. Not their
// personal file. Thread rule: functions work on the Transaction or Reader they are given.

#include "base/id.h"
#include "base/instant.h"
#include "platform/registry/unit.h"
#include "platform/store/store.h"
#include "record/envelope.h"
#include "record/schema.h"

#include <boost/json/object.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::registry {

struct Staff {
    std::string name;
    std::optional<std::string> kana;
    std::string rank;  // 「警部補」; empty for 警察行政職員
    std::string post;  // 「係長」
    std::optional<std::string> extension;
    base::Ulid unit;
    std::optional<std::string> employee_number;
    base::Date valid_from;
    std::optional<base::Date> valid_to;  // the first day on which it no longer holds

    bool operator==(Staff const&) const = default;
};

extern record::Schema const staff_schema;

using StoredStaff = record::Stored<Staff>;

[[nodiscard]] std::optional<StoredStaff> staff_by_id(store::Reader& reader, base::Ulid const& id);

struct StaffQuery {
    base::Date as_of;                   // who serves on this day, and where
    std::optional<base::Ulid> unit;     // served in on that day
    std::optional<base::Ulid> station;  // in any of its sections
    std::string text;                   // part of name or reading, or a whole number; empty: all
    std::size_t limit = 200;
    std::optional<std::string> cursor;  // of the page before
};
struct StaffPage {
    std::vector<StoredStaff> items;  // as they serve on the day
    std::optional<std::string> next_cursor;
};
[[nodiscard]] StaffPage staff_list(store::Reader& reader, StaffQuery const& query);

// How a person is spoken of elsewhere.
struct StaffRef {
    base::Ulid id;
    std::string name;
    std::string rank;
    std::string post;
    std::optional<std::string> extension;
    std::optional<UnitRef> unit;
};
// As they serve on that day.
[[nodiscard]] std::optional<StaffRef> staff_ref(store::Reader& reader, base::Ulid const& id, base::Date day);
[[nodiscard]] boost::json::object to_json(StaffRef const& staff);

// The ranks and posts of the list by their Japanese name, in English: 警部補 → Assistant Inspector.
[[nodiscard]] std::map<std::string, std::string> titles_in_english(store::Reader& reader);

}  // namespace platform::registry
