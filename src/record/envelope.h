#pragma once
// The columns that every stored record has around its own: an envelope, not a base class.

#include "base/id.h"
#include "base/instant.h"
#include "record/enum_values.h"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <span>

namespace record {

BOOST_DEFINE_ENUM_CLASS(Restriction, none, need_to_know, security)
consteval auto enum_labels(Restriction) {
    return labels<Restriction>({
        {Restriction::none, "制限なし", "None"},
        {Restriction::need_to_know, "関係者限り", "Need to know"},
        {Restriction::security, "警備情報", "Security information"},
    });
}

struct Envelope {
    std::int64_t seq = 0;  // for full text, cursors and graph nodes; given by the store, never shown
    base::Ulid id;
    std::int64_t version = 1;
    base::Instant created_at;
    base::Ulid created_by;  // staff
    base::Instant changed_at;
    base::Ulid changed_by;
    base::Ulid owner_unit;
    base::Ulid origin_unit;
    Restriction restriction = Restriction::none;
    bool operator==(Envelope const&) const = default;
};

template <typename T>
struct Stored {
    Envelope envelope;
    T value;
};

// The envelope described like a record: its columns, JSON members and labels all come from here.
[[nodiscard]] Schema const& envelope_schema() noexcept;

}  // namespace record
