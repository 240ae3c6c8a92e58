#pragma once
// The XML parts of an Office Open XML file: read within limits, without a document type, by relation.

#include "base/parsed.h"
#include "formats/spreadsheet/xlsx.h"

#include <pugixml.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace formats::spreadsheet {

// "x:row" is "row".
[[nodiscard]] std::string_view local_name(pugi::xml_node const& node) noexcept;
[[nodiscard]] pugi::xml_node child_of(pugi::xml_node const& node, std::string_view local);
// An attribute by its local name ("r:id" by "id").
[[nodiscard]] std::string_view attribute_of(pugi::xml_node const& node, std::string_view local);

struct Relation {
    std::string type;    // the last word of its address: "worksheet", "sharedStrings"
    std::string target;  // path in the package; as written where it is outside
    bool external = false;
};

class Package {
  public:
    Package(std::string_view bytes, Limits const& limits) : bytes_(bytes), limits_(limits) {}

    // Unpacks these parts; what cannot be had is a warning.
    void load(std::vector<std::string> const& names);
    // The document of a part; empty where there is none.
    [[nodiscard]] std::unique_ptr<pugi::xml_document> document(std::string const& name);
    // By id, from the relations of `part` ("xl/workbook.xml"; "" for the package).
    [[nodiscard]] std::map<std::string, Relation> relations(std::string const& part);
    [[nodiscard]] static std::string relations_name(std::string const& part);

    std::vector<base::Violation> warnings;

  private:
    std::string_view bytes_;
    Limits const& limits_;
    std::uint64_t used_ = 0;
    std::map<std::string, std::string> parts_;
};

}  // namespace formats::spreadsheet
