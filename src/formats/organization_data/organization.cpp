#include "formats/organization_data/organization.h"

#include <algorithm>
#include <array>
#include <set>

namespace formats::organization_data {

namespace {

constexpr std::array<std::string_view, 4> headquarters_kinds = {"headquarters", "department", "division",
                                                                "section"};

// One section as every station of a size has it.
struct SectionTemplate {
    std::string code;
    std::string key;
    std::string name;
    std::string name_en;
    std::string kana;
    bool coordinator = false;
    std::vector<std::string> duties;
};

struct SectionLists {
    std::map<std::string, SectionTemplate> sections;
    std::map<std::string, std::vector<std::string>> lists;
    std::string source;
    bool confirmed = false;
};

UnitEntry read_unit(YamlEntry& entry) {
    UnitEntry unit;
    unit.code = entry.required_text("code");
    unit.kind = entry.required_text("kind");
    unit.parent = entry.text("parent").value_or("");
    unit.name = entry.required_text("name_ja");
    unit.name_en = entry.text("name_en").value_or("");
    unit.kana = entry.text("kana").value_or("");
    unit.valid_from = entry.required_date("valid_from");
    unit.valid_to = entry.date("valid_to");
    unit.successor = entry.text("successor").value_or("");
    unit.phone = entry.text("phone");
    unit.extension = entry.text("extension");
    unit.symbol = entry.text("number_symbol").value_or("");
    unit.document_symbol = entry.text("document_symbol").value_or("");
    unit.duties = entry.texts("duties");
    unit.confirmed = entry.flag("confirmed");
    unit.source = entry.required_text("source");
    unit.note = entry.text("note").value_or("");
    unit.where = entry.where(entry.line());
    if (unit.valid_to && *unit.valid_to <= unit.valid_from) {
        entry.refuse("valid_to", "設置日より後の日にしてください", "is not after valid_from");
    }
    return unit;
}

SectionTemplate read_section(YamlEntry& entry) {
    SectionTemplate section;
    section.code = entry.required_text("code");
    section.key = entry.required_text("key");
    section.name = entry.required_text("name_ja");
    section.name_en = entry.text("name_en").value_or("");
    section.kana = entry.text("kana").value_or("");
    section.coordinator = entry.flag("coordinator");
    section.duties = entry.texts("duties");
    entry.refuse_unknown();
    return section;
}

SectionLists read_section_lists(File const& file, std::vector<base::Violation>& violations) {
    SectionLists lists;
    auto const root = read_root(file, violations);
    if (!root) {
        return lists;
    }
    YamlEntry top(*root, file.name, violations);
    lists.source = top.required_text("source");
    lists.confirmed = top.flag("confirmed");
    for (auto& entry : top.entries("sections")) {
        auto section = read_section(entry);
        if (entry.is_good() && !lists.sections.emplace(section.code, section).second) {
            entry.refuse("code", "同じコードが既にあります", "exists already");
        }
    }
    if (auto named = top.entry("lists")) {
        for (auto const& name : named->keys()) {
            auto& codes = lists.lists[name] = named->texts(name);
            for (auto const& code : codes) {
                if (!lists.sections.contains(code)) {
                    named->refuse(name, "ない課を挙げています", "names a section that does not exist");
                }
            }
            std::erase_if(codes, [&](auto const& code) { return !lists.sections.contains(code); });
        }
    }
    top.refuse_unknown();
    return lists;
}

std::string section_code(std::string const& station, std::string const& section) {
    std::string code = station;
    return code.append("-").append(section);
}

struct Station {
    UnitEntry unit;
    std::vector<SectionTemplate> sections;
};

std::string coordinator_code(Station const& station) {
    auto const found = std::ranges::find_if(station.sections, &SectionTemplate::coordinator);
    return found == station.sections.end() ? station.unit.code : section_code(station.unit.code, found->code);
}

// Who takes over a section when its station ends: the section of the same kind, the one that compiles the
// reports for the one that did, or the new station itself.
std::string successor_of(SectionTemplate const& section, Station const& successor) {
    bool const same = std::ranges::any_of(successor.sections,
                                          [&](auto const& other) { return other.code == section.code; });
    if (same) {
        return section_code(successor.unit.code, section.code);
    }
    return section.coordinator ? coordinator_code(successor) : successor.unit.code;
}

UnitEntry make_section(Station const& station, SectionTemplate const& section, SectionLists const& lists) {
    UnitEntry unit;
    unit.code = section_code(station.unit.code, section.code);
    unit.kind = "station_section";
    unit.parent = station.unit.code;
    unit.name = section.name;
    unit.name_en = section.name_en;
    unit.kana = section.kana;
    unit.valid_from = station.unit.valid_from;
    unit.valid_to = station.unit.valid_to;
    unit.section_key = section.key;
    unit.coordinator = section.coordinator;
    unit.duties = section.duties;
    unit.confirmed = lists.confirmed;
    unit.source = lists.source;
    unit.where = station.unit.where;
    return unit;
}

std::vector<Station> read_stations(File const& file, SectionLists const& lists,
                                   std::vector<base::Violation>& violations) {
    std::vector<Station> stations;
    auto const root = read_root(file, violations);
    if (!root) {
        return stations;
    }
    YamlEntry top(*root, file.name, violations);
    for (auto& entry : top.entries("stations")) {
        Station station{read_unit(entry), {}};
        auto const list = lists.lists.find(entry.required_text("sections"));
        entry.refuse_unknown();
        if (list == lists.lists.end()) {
            entry.refuse("sections", "課の一覧にない名前です", "is not the name of a list of sections");
        } else {
            for (auto const& code : list->second) {
                station.sections.push_back(lists.sections.at(code));
            }
        }
        if (station.unit.kind != "station") {
            entry.refuse("kind", "station にしてください", "is not 'station'");
        }
        if (entry.is_good()) {
            stations.push_back(std::move(station));
        }
    }
    top.refuse_unknown();
    return stations;
}

void add_headquarters(File const& file, Organization& organization) {
    auto const root = read_root(file, organization.violations);
    if (!root) {
        return;
    }
    YamlEntry top(*root, file.name, organization.violations);
    for (auto& entry : top.entries("units")) {
        auto unit = read_unit(entry);
        entry.refuse_unknown();
        if (std::ranges::find(headquarters_kinds, unit.kind) == headquarters_kinds.end()) {
            entry.refuse("kind", "headquarters, department, division, section のどれかにしてください",
                         "is none of headquarters, department, division, section");
        }
        if (entry.is_good()) {
            organization.units.push_back(std::move(unit));
        }
    }
    top.refuse_unknown();
}

void add_stations(std::vector<Station> const& stations, SectionLists const& lists,
                  Organization& organization) {
    for (auto const& station : stations) {
        organization.units.push_back(station.unit);
        auto const successor = std::ranges::find_if(
            stations, [&](auto const& other) { return other.unit.code == station.unit.successor; });
        for (auto const& section : station.sections) {
            auto unit = make_section(station, section, lists);
            if (successor != stations.end()) {
                unit.successor = successor_of(section, *successor);
            }
            organization.units.push_back(std::move(unit));
        }
    }
}

std::map<std::string, base::Words> read_words(YamlEntry& top, std::string const& key,
                                              std::set<std::string> const& also,
                                              std::vector<std::string>& order) {
    std::map<std::string, base::Words> words;
    for (auto& entry : top.entries(key)) {
        auto const code = entry.required_text("code");
        base::Words const name{entry.required_text("name_ja"), entry.text("name_en").value_or("")};
        for (auto const& other : also) {
            static_cast<void>(entry.text(other));
        }
        entry.refuse_unknown();
        if (entry.is_good() && words.emplace(code, name).second) {
            order.push_back(code);
        }
    }
    return words;
}

void add_posts(File const& file, Organization& organization) {
    auto const root = read_root(file, organization.violations);
    if (!root) {
        return;
    }
    YamlEntry top(*root, file.name, organization.violations);
    organization.ranks =
        read_words(top, "ranks", {"kana", "kind", "source", "confirmed"}, organization.rank_order);
    organization.posts =
        read_words(top, "posts", {"kana", "approves", "source", "confirmed"}, organization.post_order);
    // Kinds of employment are for the personnel module.
    std::vector<std::string> unused;
    static_cast<void>(read_words(top, "job_kinds", {"source", "confirmed"}, unused));
    top.refuse_unknown();
}

void refuse_unit(Organization& organization, UnitEntry const& unit, std::string_view ja,
                 std::string_view en) {
    std::string reason_ja = unit.code;
    std::string reason_en = unit.code;
    organization.violations.push_back(
        {unit.where, {reason_ja.append(": ").append(ja), reason_en.append(": ").append(en)}});
}

// Parents before children; what has no parent, or is there twice, or succeeds to nothing is named and left
// out.
void put_in_order(Organization& organization) {
    std::vector<UnitEntry> waiting = std::move(organization.units);
    organization.units.clear();
    std::set<std::string> known;
    for (bool moved = true; moved;) {
        moved = false;
        std::vector<UnitEntry> later;
        for (auto& unit : waiting) {
            if (known.contains(unit.code)) {
                refuse_unit(organization, unit, "同じコードが既にあります", "the code exists already");
            } else if (unit.parent.empty() ? unit.kind == "headquarters" : known.contains(unit.parent)) {
                known.insert(unit.code);
                organization.units.push_back(std::move(unit));
                moved = true;
            } else {
                later.push_back(std::move(unit));
            }
        }
        waiting = std::move(later);
    }
    for (auto const& unit : waiting) {
        refuse_unit(organization, unit, "上位の所属がありません", "its parent does not exist");
    }
    for (auto& unit : organization.units) {
        if (!unit.successor.empty() && !known.contains(unit.successor)) {
            refuse_unit(organization, unit, "承継先がありません", "its successor does not exist");
            unit.successor.clear();
        }
    }
}

}  // namespace

Organization parse_organization(OrganizationFiles const& files) {
    Organization organization;
    add_headquarters(files.headquarters, organization);
    auto const lists = read_section_lists(files.station_sections, organization.violations);
    auto const stations = read_stations(files.stations, lists, organization.violations);
    add_stations(stations, lists, organization);
    add_posts(files.posts, organization);
    put_in_order(organization);
    return organization;
}

DemoAccounts parse_demo_accounts(File const& file) {
    DemoAccounts demo;
    auto const root = read_root(file, demo.violations);
    if (!root) {
        return demo;
    }
    YamlEntry top(*root, file.name, demo.violations);
    demo.password = top.required_text("password");
    for (auto& entry : top.entries("accounts")) {
        DemoAccount account;
        account.account = entry.required_text("account");
        account.role = entry.required_text("role");
        account.unit = entry.required_text("unit");
        account.name = entry.required_text("name");
        account.kana = entry.text("kana").value_or("");
        account.rank = entry.text("rank").value_or("");
        account.post = entry.text("post").value_or("");
        account.extension = entry.text("extension").value_or("");
        account.what = {entry.required_text("what_ja"), entry.text("what_en").value_or("")};
        entry.refuse_unknown();
        if (entry.is_good()) {
            demo.accounts.push_back(std::move(account));
        }
    }
    top.refuse_unknown();
    return demo;
}

}  // namespace formats::organization_data
