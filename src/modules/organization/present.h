#pragma once
// Units, staff, posts, mergers and open work as the API shows them, and what a list was asked for.

#include "modules/organization/changes.h"
#include "modules/organization/merger.h"
#include "platform/http/message.h"
#include "platform/registry/ports/open_work.h"
#include "platform/registry/staff.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace modules::organization {

// What a list was asked for; everything wrong with the query is said at once.
class Query {
  public:
    explicit Query(platform::http::Request const& request) : request_(request) {}

    [[nodiscard]] std::string text(std::string_view name) const;
    std::optional<base::Ulid> id(std::string_view name);
    // 「令和8年4月1日」, "2026-04-01" …
    std::optional<base::Date> date(std::string_view name);
    std::optional<registry::UnitKind> unit_kind(std::string_view name);
    // Problem::bad_request with all of it.
    void finish();

  private:
    void refuse(std::string_view name, std::string_view ja, std::string_view en);

    platform::http::Request const& request_;
    Violations violations_;
};

// The {id} of the path; what is no id is not_found.
[[nodiscard]] base::Ulid path_id(platform::http::Request const& request);

[[nodiscard]] boost::json::value unit_ref_json(store::Reader& reader, base::Ulid const& id);
// `coordinator`: whether it is its station's 署生安課 on the day that is asked for.
[[nodiscard]] boost::json::object unit_json(store::Reader& reader, registry::StoredUnit const& stored,
                                            bool coordinator);
// Which section compiled its station's reports when: of a station and its sections; else empty.
[[nodiscard]] boost::json::array coordinators_json(store::Reader& reader, registry::StoredUnit const& stored,
                                                   base::Date today);
// With its history, and its station's 署生安課 over time.
[[nodiscard]] boost::json::object unit_detail_json(store::Reader& reader, registry::StoredUnit const& stored,
                                                   base::Date today);
// What came before and after it, the mergers that it took part in, and what is planned.
[[nodiscard]] boost::json::object unit_history_json(store::Reader& reader,
                                                    registry::StoredUnit const& stored);

enum class StaffDetail : std::uint8_t { to_reach, to_administer };
// To reach somebody: name, rank, post, extension, unit. To administer also reading, number and accounts.
[[nodiscard]] boost::json::object staff_json(store::Reader& reader, registry::StoredStaff const& stored,
                                             base::Date day, StaffDetail detail);
[[nodiscard]] boost::json::array periods_json(store::Reader& reader, registry::StoredStaff const& stored,
                                              base::Date today);
[[nodiscard]] boost::json::object post_json(StoredPost const& stored);
[[nodiscard]] boost::json::object open_work_json(store::Reader& reader, registry::OpenWork const& work);
[[nodiscard]] boost::json::object merger_json(store::Reader& reader, record::StoredRecord const& stored,
                                              registry::OpenWorkKeeper const& work);
// What follows from a merger: sections, staff, open work, who sees what afterwards.
[[nodiscard]] boost::json::object plan_json(store::Reader& reader, MergerPlan const& plan,
                                            registry::OpenWorkKeeper const& work);

}  // namespace modules::organization
