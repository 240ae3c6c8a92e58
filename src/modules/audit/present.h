#pragma once
// Entries as the API and files show them.

#include "modules/audit/activity.h"
#include "modules/audit/entries.h"
#include "modules/audit/names.h"
#include "platform/http/message.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <span>
#include <string>

namespace modules::audit {

class Presenter {
  public:
    Presenter(store::Reader& reader, registry::RecordKinds const& kinds, base::Date today)
        : names_(reader, kinds, today), kinds_(kinds) {}

    // With the first few of the records that each names, and how many there are.
    [[nodiscard]] boost::json::array entries(std::span<Entry const> entries);
    // With all of them.
    [[nodiscard]] boost::json::object entry(Entry const& entry);
    [[nodiscard]] boost::json::array counts(std::span<Count const> counts, Log log);
    [[nodiscard]] boost::json::array records(std::span<base::Ulid const> ids);
    [[nodiscard]] boost::json::object activity(Activity const& activity);
    [[nodiscard]] boost::json::value staff(base::Ulid const& id) { return names_.staff(id); }

    // One line of a file, ended by CRLF.
    [[nodiscard]] std::string csv_row(Entry const& entry, platform::http::Language language);
    void load(std::span<Entry const> entries);

  private:
    [[nodiscard]] boost::json::object entry(Entry const& entry, std::size_t most_records);

    Names names_;
    registry::RecordKinds const& kinds_;
};

[[nodiscard]] std::string csv_header(platform::http::Language language);
// [{code, label}]
[[nodiscard]] boost::json::array marks_json(std::set<Mark> const& marks);

}  // namespace modules::audit
