#pragma once
// Check boxes drawn over the cells of a sheet (form controls), from its VML drawing.

#include "formats/spreadsheet/workbook.h"

#include <pugixml.hpp>

#include <vector>

namespace formats::spreadsheet {

[[nodiscard]] std::vector<CheckBox> read_check_boxes(pugi::xml_document const& drawing);

}  // namespace formats::spreadsheet
