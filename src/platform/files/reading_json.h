#pragma once
// Mails, archives and workbooks as JSON for the screens: bounded, valid UTF-8, nothing that acts.

#include "formats/archive/archive.h"
#include "formats/common_forms/common_forms.h"
#include "formats/mail/mail.h"
#include "formats/spreadsheet/workbook.h"
#include "formats/table_mapping/table_mapping.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstddef>
#include <string_view>

namespace platform::files {

// Valid UTF-8 without NUL, at most so many code points.
[[nodiscard]] boost::json::string clean(std::string_view text, std::size_t longest);
[[nodiscard]] boost::json::array to_json(std::vector<base::Violation> const& warnings);
[[nodiscard]] boost::json::object to_json(formats::mail::Mail const& mail);
[[nodiscard]] boost::json::object to_json(formats::archive::Listing const& listing);
[[nodiscard]] boost::json::object to_json(formats::spreadsheet::Workbook const& workbook);
[[nodiscard]] boost::json::object to_json(formats::common_forms::FilledForm const& form);
[[nodiscard]] boost::json::object to_json(std::string_view sheet,
                                          formats::table_mapping::Mapping const& mapping,
                                          formats::table_mapping::Result const& result);

}  // namespace platform::files
