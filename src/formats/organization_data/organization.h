#pragma once
// data/organization/*.yaml as structs: units of headquarters, stations with their sections spread out, words
// of ranks and posts. The format is explained in data/organization/README.md. Bad entries are named and left
// out, the rest goes on.

#include "base/instant.h"
#include "base/problem.h"
#include "formats/organization_data/yaml_entry.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace formats::organization_data {

struct UnitEntry {
    std::string code;
    std::string kind;    // "headquarters", "department", "division", "section", "station", "station_section"
    std::string parent;  // code; empty for the top
    std::string name;
    std::string name_en;
    std::string kana;
    base::Date valid_from;
    std::optional<base::Date> valid_to;
    std::string successor;  // code; of a section: worked out from its station's
    std::optional<std::string> phone;
    std::optional<std::string> extension;
    std::string symbol;
    std::string document_symbol;
    std::string section_key;
    bool coordinator = false;
    std::vector<std::string> duties;
    bool confirmed = false;
    std::string source;
    std::string note;
    std::string where;  // file and line, for what is found wrong later
};

struct Organization {
    std::vector<UnitEntry> units;              // a parent before its children
    std::map<std::string, base::Words> ranks;  // by code: "sergeant" → 巡査部長
    std::map<std::string, base::Words> posts;
    std::vector<std::string> rank_order;  // codes as the file lists them, highest first
    std::vector<std::string> post_order;
    std::vector<base::Violation> violations;
};

struct OrganizationFiles {
    File headquarters;
    File stations;
    File station_sections;
    File posts;
};
[[nodiscard]] Organization parse_organization(OrganizationFiles const& files);

// The accounts of `renkei serve --demo`.
struct DemoAccount {
    std::string account;
    std::string role;
    std::string unit;  // code
    std::string name;
    std::string kana;
    std::string rank;  // code; empty for 警察行政職員
    std::string post;  // code
    std::string extension;
    base::Words what;
};
struct DemoAccounts {
    std::string password;
    std::vector<DemoAccount> accounts;
    std::vector<base::Violation> violations;
};
[[nodiscard]] DemoAccounts parse_demo_accounts(File const& file);

}  // namespace formats::organization_data
