#pragma once
// Standings and disposals as the API shows them: numbers, days and people, no word of a record. One Presenter
// per request.

#include "modules/records_management/standing.h"
#include "platform/http/message.h"
#include "platform/registry/refs.h"
#include "platform/retention/disposal.h"

#include <boost/json/object.hpp>

#include <string>

namespace modules::records_management {

class Presenter {
  public:
    Presenter(store::Reader& reader, platform::access::Actor const& actor, base::Instant now)
        : reader_(reader), actor_(actor), now_(now), refs_(reader, base::date_in_japan(now)) {}

    [[nodiscard]] boost::json::object standing(Standing const& standing);
    // With why the last proposal was returned.
    [[nodiscard]] boost::json::object standing_in_full(Standing const& standing);
    [[nodiscard]] boost::json::object disposal(record::StoredRecord const& stored);
    // With its proof; null members where it is not done.
    [[nodiscard]] boost::json::object proved(record::StoredRecord const& stored);
    // One line of the register as a file, ended by CRLF.
    [[nodiscard]] std::string csv_row(record::StoredRecord const& stored, platform::http::Language language);

  private:
    store::Reader& reader_;
    platform::access::Actor const& actor_;
    base::Instant now_;
    registry::Refs refs_;
};

[[nodiscard]] std::string csv_header(platform::http::Language language);

}  // namespace modules::records_management
