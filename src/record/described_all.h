#pragma once
// A member that nobody described does not compile:
// static_assert(record::described_all<WifiSite>(wifi_site_fields)) in one test file per module. Kept apart
// because only this needs Boost.PFR. A record must not hold C arrays: PFR counts their elements.

#include "record/schema.h"

#include <boost/pfr/tuple_size.hpp>

namespace record {

template <typename T>
consteval bool described_all(std::span<Field const> fields) {
    return fields.size() == boost::pfr::tuple_size_v<T>;
}

}  // namespace record
