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
#include <span>
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
    std::optional<base::Date> as_of;
    std::optional<base::Ulid> unit;
    std::string text;  // part of name or reading; empty: all
    std::size_t limit = 200;
};
[[nodiscard]] std::vector<StoredStaff> staff_list(store::Reader& reader, StaffQuery const& query);

// How a person is spoken of elsewhere.
struct StaffRef {
    base::Ulid id;
    std::string name;
    std::string rank;
    std::string post;
    std::optional<std::string> extension;
    std::optional<UnitRef> unit;
};
[[nodiscard]] std::optional<StaffRef> staff_ref(store::Reader& reader, base::Ulid const& id);
[[nodiscard]] std::map<base::Ulid, StaffRef> staff_refs(store::Reader& reader,
                                                        std::span<base::Ulid const> ids);
[[nodiscard]] boost::json::object to_json(StaffRef const& staff);

}  // namespace platform::registry
