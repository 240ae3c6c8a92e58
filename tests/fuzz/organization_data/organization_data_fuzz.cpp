// Organisation data: any bytes as the four files, or as the demonstration accounts, give units in order or
// refusals by file and line.

#include "base/problem.h"
#include "formats/organization_data/organization.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace data = formats::organization_data;

namespace {

void check(std::vector<base::Violation> const& violations) {
    for (auto const& violation : violations) {
        BASE_ASSERT(violation.field.ends_with(".yaml") || violation.field.find(".yaml line ") == 1);
        BASE_ASSERT(violation.field.find("line 0") == std::string::npos);
        BASE_ASSERT(!violation.reason.ja.empty() && !violation.reason.en.empty());
    }
}

// What the store relies on: each code once, parents first, successors that exist.
void check(data::Organization const& organization) {
    check(organization.violations);
    std::set<std::string> codes;
    for (auto const& unit : organization.units) {
        BASE_ASSERT(!unit.code.empty() && !unit.name.empty() && codes.insert(unit.code).second);
        BASE_ASSERT(unit.parent.empty() ? unit.kind == "headquarters" : codes.contains(unit.parent));
        BASE_ASSERT(!unit.valid_to || *unit.valid_to > unit.valid_from);
        BASE_ASSERT(unit.kind != "station_section" || unit.valid_to.has_value() || unit.where.size() > 1);
    }
    for (auto const& unit : organization.units) {
        BASE_ASSERT(unit.successor.empty() || codes.contains(unit.successor));
    }
    BASE_ASSERT(codes.size() <= 100'000);
}

}  // namespace

// The input is up to four files, cut at form feeds: headquarters, stations, station sections, posts.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
    std::string_view const input(reinterpret_cast<char const*>(bytes), size);
    std::array<std::string_view, 4> parts;
    auto rest = input;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto const end = i + 1 == parts.size() ? std::string_view::npos : rest.find('\f');
        parts[i] = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    check(data::parse_organization({{"h.yaml", std::string(parts[0])},
                                    {"s.yaml", std::string(parts[1])},
                                    {"c.yaml", std::string(parts[2])},
                                    {"p.yaml", std::string(parts[3])}}));
    auto const demo = data::parse_demo_accounts({"d.yaml", std::string(input)});
    check(demo.violations);
    for (auto const& account : demo.accounts) {
        BASE_ASSERT(!account.account.empty() && !account.role.empty() && !account.unit.empty());
    }
    return 0;
}
