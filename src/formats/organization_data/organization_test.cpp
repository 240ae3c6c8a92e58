#include "formats/organization_data/organization.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace formats::organization_data {

namespace {

constexpr base::Date day_of_directive{2022, 9, 28};

File shipped(std::string const& name) {
    std::string path = RENKEI_SOURCE_DIR "/data/organization/";
    std::ifstream stream(path.append(name), std::ios::binary);
    REQUIRE(stream.good());
    return {name, {std::istreambuf_iterator<char>(stream), {}}};
}

OrganizationFiles shipped_files() {
    return {shipped("headquarters.yaml"), shipped("stations.yaml"), shipped("station-sections.yaml"),
            shipped("posts.yaml")};
}

UnitEntry const* find(Organization const& organization, std::string_view code) {
    auto const found = std::ranges::find(organization.units, code, &UnitEntry::code);
    return found == organization.units.end() ? nullptr : &*found;
}

std::ptrdiff_t stations_on(Organization const& organization, base::Date day) {
    return std::ranges::count_if(organization.units, [day](UnitEntry const& unit) {
        return unit.kind == "station" && unit.valid_from <= day && (!unit.valid_to || day < *unit.valid_to);
    });
}

bool says(std::vector<base::Violation> const& violations, std::string_view field, std::string_view reason) {
    return std::ranges::any_of(violations, [&](base::Violation const& violation) {
        return violation.field == field && violation.reason.en.find(reason) != std::string::npos &&
               !violation.reason.ja.empty();
    });
}

constexpr std::string_view top =
    "units:\n"
    "  - {code: H, kind: headquarters, parent: null, name_ja: 本部, valid_from: 2022-09-28, source: x}\n";

}  // namespace

TEST_CASE("the shipped organisation reads without a fault: 25 stations at the directive, 24 since 栗原") {
    auto const organization = parse_organization(shipped_files());
    for (auto const& violation : organization.violations) {
        INFO(violation.field, " ", violation.reason.en);
        CHECK(false);
    }
    CHECK(stations_on(organization, day_of_directive) == 25);
    CHECK(stations_on(organization, {2025, 3, 20}) == 25);
    CHECK(stations_on(organization, {2025, 3, 21}) == 24);
    CHECK(organization.ranks.at("sergeant").ja == "巡査部長");
    CHECK(organization.posts.at("unit_head").ja == "係長");
    auto const demo = parse_demo_accounts(shipped("demo-accounts.yaml"));
    CHECK(demo.violations.empty());
    CHECK(demo.accounts.size() >= 12);
    for (auto const& account : demo.accounts) {
        CHECK(find(organization, account.unit) != nullptr);
        CHECK((account.rank.empty() || organization.ranks.contains(account.rank)));
    }
}

TEST_CASE(
    "a station's sections are spread out, and those of a merged station go to the same kind in the new one") {
    auto const organization = parse_organization(shipped_files());
    auto const* section = find(organization, "S-FURUKAWA-SEIAN");
    REQUIRE(section != nullptr);
    CHECK(section->parent == "S-FURUKAWA");
    CHECK(section->kind == "station_section");
    CHECK(section->coordinator);
    CHECK(find(organization, "S-TSUKIDATE-KEIJI")->successor == "S-KURIHARA-KEIJI");
    CHECK(find(organization, "S-TSUKIDATE-KEIJI")->valid_to == base::Date{2025, 3, 21});
    // 若柳 was small: its 刑事生活安全課 goes to the section that compiles the reports at 栗原.
    CHECK(find(organization, "S-WAKAYANAGI-KEIJI-SEIAN")->successor == "S-KURIHARA-SEIAN");
    for (auto const& unit : organization.units) {
        CHECK((unit.successor.empty() || find(organization, unit.successor) != nullptr));
    }
}

TEST_CASE("bad entries are named by file, line and reason, and the rest goes on") {
    auto files = shipped_files();
    files.headquarters = {
        "hq.yaml",
        std::string(top) +
            "  - {code: H-A, kind: division, parent: H, name_ja: 甲課, valid_from: 2022-09-31, source: x}\n"
            "  - {code: H-B, kind: division, parent: H-Z, name_ja: 乙課, valid_from: 2022-09-28, source: x}\n"
            "  - {code: H-C, kind: club, parent: H, name_ja: 丙課, valid_from: 2022-09-28, source: x}\n"
            "  - {code: H-D, kind: division, parent: H, name_ja: 丁課, valid_from: 2022-09-28, source: x, "
            "color: red}\n"
            "  - {code: H-E, kind: division, parent: H, valid_from: 2022-09-28, source: x, duties: y}\n"
            "  - 7\n"
            "  - {code: H-F, kind: division, parent: H, name_ja: 己課, valid_from: 2022-09-28, valid_to: "
            "2022-09-28, source: x}\n"
            "  - {code: H, kind: headquarters, name_ja: 本部, valid_from: 2022-09-28, source: x}\n"
            "  - {code: H-G, kind: division, parent: H, name_ja: 庚課, valid_from: 2022-09-28, source: x, "
            "successor: H-Y}\n"};
    auto const organization = parse_organization(files);
    CHECK(says(organization.violations, "hq.yaml line 3", "valid_from: is not a date"));
    CHECK(says(organization.violations, "hq.yaml line 4", "H-B: its parent does not exist"));
    CHECK(says(organization.violations, "hq.yaml line 5", "kind: is none of"));
    CHECK(says(organization.violations, "hq.yaml line 6", "color: is not a known member"));
    CHECK(says(organization.violations, "hq.yaml line 7", "name_ja: is required"));
    CHECK(says(organization.violations, "hq.yaml line 7", "duties: is not a list"));
    CHECK(says(organization.violations, "hq.yaml line 8", "is not a mapping"));
    CHECK(says(organization.violations, "hq.yaml line 9", "valid_to: is not after"));
    CHECK(says(organization.violations, "hq.yaml line 10", "H: the code exists already"));
    CHECK(says(organization.violations, "hq.yaml line 11", "H-G: its successor does not exist"));
    CHECK(find(organization, "H-G") != nullptr);
    CHECK(find(organization, "S-FURUKAWA-SEIAN") != nullptr);
    for (auto const* refused : {"H-A", "H-B", "H-C", "H-D", "H-E", "H-F"}) {
        CHECK(find(organization, refused) == nullptr);
    }
}

TEST_CASE("files that are no YAML, no UTF-8 or too large are refused as a whole") {
    auto const refused = [](std::string bytes, std::string_view reason) {
        auto const demo = parse_demo_accounts({"demo.yaml", std::move(bytes)});
        return demo.accounts.empty() &&
               std::ranges::any_of(demo.violations, [&](base::Violation const& violation) {
                   return violation.field.starts_with("demo.yaml") &&
                          violation.reason.en.find(reason) != std::string::npos;
               });
    };
    CHECK(refused("accounts: [", "not readable as YAML"));
    CHECK(refused("\xff\xfe", "not valid UTF-8"));
    CHECK(refused("accounts: &a [*a]\n", "anchors (&) are not allowed"));
    CHECK(refused("- a\n- b\n", "not a YAML mapping"));
    CHECK(refused("", "not a YAML mapping"));
    CHECK(refused(std::string(largest_file + 1, 'a'), "too large"));
    CHECK(refused("a: " + std::string(100, '[') + std::string(100, ']'), "nested too deeply"));
    CHECK(refused("password: x\n", "a list is required"));
}

}  // namespace formats::organization_data
