#include "modules/organization/merger.h"

#include "modules/organization/coordinator_marks.h"
#include "modules/organization/unit_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace modules::organization {

namespace {

using registry::StoredUnit;
using registry::Unit;
using registry::UnitKind;

constexpr std::size_t most_sources = 20;

void check_source(StoredUnit const& source, UnitKind kind, base::Date day, std::string const& field,
                  Violations& violations) {
    auto const& unit = source.value;
    if (unit.kind != kind) {
        violations.push_back(
            violation(field, "同じ種別の所属だけを統合できます", "only units of one kind are merged"));
    }
    if (unit.valid_to) {
        violations.push_back(
            violation(field, unit.name + "は" + base::to_iso(*unit.valid_to) + "に廃止と登録されています",
                      unit.name_en + " ends on " + base::to_iso(*unit.valid_to) + " already"));
    } else if (unit.valid_from >= day) {
        violations.push_back(violation("date", unit.name + "の設置日より後の日を指定してください",
                                       "must be after the first day of " + unit.name_en));
    }
    if (kind == UnitKind::headquarters || kind == UnitKind::department) {
        violations.push_back(violation(field, "警察署・課・係だけを統合できます",
                                       "only stations, divisions and sections are merged"));
    }
}

std::vector<StoredUnit> read_sources(store::Reader& reader, MergerRequest const& request,
                                     Violations& violations) {
    std::vector<StoredUnit> sources;
    std::set<base::Ulid> const distinct(request.units.begin(), request.units.end());
    if (request.units.empty() || request.units.size() > most_sources ||
        distinct.size() != request.units.size()) {
        violations.push_back(violation("units",
                                       "統合する所属を 1 から 20 まで、それぞれ一度だけ選んでください",
                                       "choose 1 to 20 units, each once"));
        return sources;
    }
    for (auto const& id : request.units) {
        auto unit = registry::unit_by_id(reader, id);
        auto const field = fmt::format("units/{}", sources.size());
        if (!unit) {
            violations.push_back(violation(field, "その所属はありません", "there is no such unit"));
            continue;
        }
        check_source(*unit, sources.empty() ? unit->value.kind : sources.front().value.kind, request.day,
                     field, violations);
        sources.push_back(std::move(*unit));
    }
    return sources;
}

// Sections of different stations keep their places.
void check_one_parent(std::vector<StoredUnit> const& sources, Violations& violations) {
    bool const is_section = sources.front().value.kind == UnitKind::section ||
                            sources.front().value.kind == UnitKind::station_section;
    bool const one = std::ranges::all_of(
        sources, [&](StoredUnit const& unit) { return unit.value.parent == sources.front().value.parent; });
    if (is_section && !one) {
        violations.push_back(violation("units", "同じ警察署・課の中の係・課を選んでください",
                                       "choose sections of one station or division"));
    }
}

void check_names(store::Reader& reader, MergerRequest const& request, UnitKind kind, Violations& violations) {
    if (!is_unit_code(request.code)) {
        violations.push_back(violation("code",
                                       "半角の英大文字・数字・ハイフンで、2文字以上64文字以内にしてください",
                                       "2 to 64 of A-Z, 0-9 and hyphens"));
    } else if (registry::unit_by_code(reader, request.code)) {
        violations.push_back(violation("code", "既に使われたコードです。新しいコードを付けてください",
                                       "was used before; give a new one"));
    }
    if (request.name.empty()) {
        violations.push_back(violation("name", "新しい名称を入力してください", "is required"));
    }
    if (request.reason.empty()) {
        violations.push_back(
            violation("reason", "根拠 (条例・規則など) を入力してください。引き継ぐ受理票の経過に残ります",
                      "say on what basis; it stands in the account of each record that changes "
                      "hands"));
    }
    if (kind == UnitKind::station && request.symbol.empty()) {
        violations.push_back(
            violation("symbol", "受理番号の記号を入力してください", "is required for a station"));
    }
}

// The new station's symbol may be one that ends with its holder.
void check_symbol(store::Reader& reader, MergerRequest const& request, Violations& violations) {
    for (auto const& other : registry::units(reader, {.as_of = request.day})) {
        if (!request.symbol.empty() && other.value.symbol == request.symbol &&
            std::ranges::find(request.units, other.envelope.id) == request.units.end()) {
            violations.push_back(violation("symbol", other.value.name + "が同じ記号を使っています",
                                           other.value.name_en + " has this symbol already"));
        }
    }
}

Unit new_unit(MergerRequest const& request, std::vector<StoredUnit> const& sources) {
    Unit unit = sources.front().value;
    unit.code = request.code;
    unit.name = request.name;
    unit.name_en = request.name_en.empty() ? request.name : request.name_en;
    unit.kana = request.kana;
    unit.symbol = request.symbol;
    unit.document_symbol = request.document_symbol;
    unit.valid_from = request.day;
    unit.valid_to.reset();
    unit.successor = {};
    unit.confirmed = true;
    unit.source = request.reason;
    unit.note.clear();
    unit.coordinator = false;
    return unit;
}

// "S-FURUKAWA-SEIAN" under "S-FURUKAWA" → "SEIAN".
std::string suffix_of(std::string const& code, std::string const& parent_code) {
    return code.starts_with(parent_code + "-") ? code.substr(parent_code.size() + 1) : code;
}

void name_sections(MergerPlan& plan, std::string const& reason, Violations& violations) {
    std::map<base::Ulid, std::string> codes;
    for (auto const& source : plan.sources) {
        codes.emplace(source.envelope.id, source.value.code);
    }
    for (auto const& section : plan.sections) {
        for (auto const& from : section.from) {
            codes.emplace(from.envelope.id, from.value.code);
        }
    }
    std::set<std::string> used;
    for (auto& section : plan.sections) {
        auto& unit = section.unit;
        auto const& above = section.above ? plan.sections[*section.above].unit : plan.unit;
        auto const first = above.code + "-" + suffix_of(unit.code, codes[section.from.front().value.parent]);
        auto code = first;
        for (int i = 2; !used.insert(code).second; ++i) {
            code = fmt::format("{}-{}", first, i);
        }
        if (!is_unit_code(code) && is_unit_code(plan.unit.code)) {
            violations.push_back(violation(
                "code", unit.name + "のコード " + code + " が 64 文字を超えます。短いコードにしてください",
                "makes the code of " + unit.name_en + " (" + code + ") longer than 64"));
        }
        unit.code = code;
        unit.valid_from = plan.unit.valid_from;
        unit.valid_to.reset();
        unit.successor = {};
        unit.confirmed = true;
        unit.source = reason;
    }
}

void merge_duties(Unit& unit, Unit const& other) {
    for (auto const& duty : other.duties) {
        if (std::ranges::find(unit.duties, duty) == unit.duties.end()) {
            unit.duties.push_back(duty);
        }
    }
}

void end_unit(store::Transaction& transaction, base::Ulid const& id, base::Ulid const& successor,
              base::Date day, registry::Change const& change) {
    auto const before = registry::get(transaction, registry::unit_schema, id);
    auto after = before;
    after.record.as<Unit>().valid_to = day;
    after.record.as<Unit>().successor = successor;
    registry::update(transaction, before, after, change);
}

}  // namespace

std::vector<base::Ulid> MergerPlan::ending() const {
    std::vector<base::Ulid> ids;
    ids.reserve(sources.size());
    for (auto const& source : sources) {
        ids.push_back(source.envelope.id);
    }
    for (auto const& section : sections) {
        for (auto const& from : section.from) {
            ids.push_back(from.envelope.id);
        }
    }
    return ids;
}

std::string section_key_of(Unit const& section) {
    return section.section_key.empty() ? section.name : section.section_key;
}

Grouped group_sections(std::vector<StoredUnit> const& old_sections,
                       std::map<base::Ulid, std::string> const& chosen) {
    Grouped grouped;
    // A key that its own sections keep is named by one of them: 刑事課 may go into 刑事第一課, not the other
    // way round as well.
    auto const key_for = [&](StoredUnit const& section) {
        auto const found = chosen.find(section.envelope.id);
        return found == chosen.end() || found->second.empty() ? section_key_of(section.value) : found->second;
    };
    for (auto const& section : old_sections) {
        auto const key = key_for(section);
        auto const same = std::ranges::find(grouped.sections, key, &NewSection::key);
        if (same != grouped.sections.end()) {
            merge_duties(same->unit, section.value);
            same->from.push_back(section);
            if (section_key_of(same->unit) != key && section_key_of(section.value) == key) {
                auto duties = same->unit.duties;
                same->unit = section.value;
                same->unit.duties = std::move(duties);
                std::swap(same->from.front(), same->from.back());
            }
        } else {
            grouped.sections.push_back({key, section.value, {section}});
        }
    }
    for (auto const& section : grouped.sections) {
        if (section_key_of(section.unit) != section.key) {
            grouped.violations.push_back(
                violation("sections/" + base::to_string(section.from.front().envelope.id),
                          "「" + section.key + "」という課はありません",
                          "there is no section \"" + section.key + "\""));
        }
    }
    return grouped;
}

namespace {

// Those that the sources have on the day. One that would outlive its station, or begin after it, is refused.
std::vector<StoredUnit> sections_of(store::Reader& reader, std::vector<StoredUnit> const& sources,
                                    base::Date day, Violations& violations) {
    std::vector<StoredUnit> found;
    for (auto const& source : sources) {
        for (auto& section : registry::units(reader, {.parent = source.envelope.id})) {
            auto const& unit = section.value;
            if (unit.valid_to && *unit.valid_to <= day) {
                continue;
            }
            if (unit.valid_to) {
                violations.push_back(violation(
                    "units", unit.name + "には統合日より後の廃止が登録されています。先に取り消してください",
                    unit.name_en + " is to be closed after that day; take that back first"));
            }
            if (unit.valid_from > day) {
                violations.push_back(violation("units", unit.name + "は統合日より後に設置される予定です",
                                               unit.name_en + " is to begin after that day"));
            }
            found.push_back(std::move(section));
        }
    }
    return found;
}

// Those below `sources` come together by their keys, then those below each of the new ones.
void add_sections(store::Reader& reader, MergerRequest const& request, std::optional<std::size_t> above,
                  MergerPlan& plan, Violations& violations) {
    auto const sources = above ? plan.sections[*above].from : plan.sources;
    auto grouped = group_sections(sections_of(reader, sources, request.day, violations), request.sections);
    violations.insert(violations.end(), grouped.violations.begin(), grouped.violations.end());
    for (auto& section : grouped.sections) {
        section.above = above;
        section.unit.coordinator = false;
        plan.sections.push_back(std::move(section));
        add_sections(reader, request, plan.sections.size() - 1, plan, violations);
    }
}

// Of the sections of the new station exactly one compiles its reports: the one that is chosen, else the one
// into which that of the first station goes.
void choose_coordinator(store::Reader& reader, MergerRequest const& request, MergerPlan& plan,
                        Violations& violations) {
    NewSection* chosen = nullptr;
    auto const find = [&](auto const& meets) {
        for (auto& section : plan.sections) {
            if (chosen == nullptr && !section.above && meets(section)) {
                chosen = &section;
            }
        }
    };
    if (!request.coordinator.empty()) {
        find([&](NewSection const& section) { return section.key == request.coordinator; });
        if (chosen == nullptr) {
            violations.push_back(violation("coordinator",
                                           "「" + request.coordinator + "」という課はありません",
                                           "there is no section \"" + request.coordinator + "\""));
            return;
        }
    }
    for (auto const& source : plan.sources) {
        auto const present = registry::coordinator_of(reader, source.envelope.id, request.day);
        find([&](NewSection const& section) {
            return present && std::ranges::any_of(section.from, [&](StoredUnit const& from) {
                       return from.envelope.id == present->envelope.id;
                   });
        });
        if (auto const later = marked_after(reader, source.envelope.id, request.day)) {
            violations.push_back(violation("units",
                                           source.value.name + "には統合日より後 (" + base::to_iso(*later) +
                                               ") の署生安課の指定があります。先に取り消してください",
                                           "a section of " + source.value.name_en + " is marked from " +
                                               base::to_iso(*later) +
                                               " on, after that day; withdraw that first"));
        }
    }
    if (chosen != nullptr) {
        chosen->unit.coordinator = true;
    } else if (!plan.sections.empty()) {
        violations.push_back(violation("coordinator", "署生安課となる課を選んでください",
                                       "say which section compiles the reports"));
    }
}

}  // namespace

MergerPlan plan_merger(store::Reader& reader, MergerRequest const& request, base::Date today) {
    constexpr std::string_view ja = "統合できません";
    constexpr std::string_view en = "the units cannot be merged";
    Violations violations;
    if (request.day < today) {
        violations.push_back(violation("date", "今日以後の日を指定してください", "must be today or later"));
    }
    MergerPlan plan;
    plan.sources = read_sources(reader, request, violations);
    if (plan.sources.empty()) {
        refuse(ja, en, std::move(violations));
    }
    check_one_parent(plan.sources, violations);
    check_names(reader, request, plan.sources.front().value.kind, violations);
    check_symbol(reader, request, violations);
    plan.unit = new_unit(request, plan.sources);
    add_sections(reader, request, std::nullopt, plan, violations);
    if (plan.unit.kind == UnitKind::station) {
        choose_coordinator(reader, request, plan, violations);
    } else {
        plan.unit.coordinator = std::ranges::any_of(plan.sources, [&](StoredUnit const& source) {
            return is_coordinator_on(reader, source, request.day);
        });
    }
    name_sections(plan, request.reason, violations);
    refuse_any(ja, en, std::move(violations));
    return plan;
}

base::Ulid carry_out(store::Transaction& transaction, MergerPlan const& plan, std::string const& reason,
                     registry::OpenWorkKeeper const& work, registry::Change const& change) {
    auto const day = plan.unit.valid_from;
    auto const id = base::new_ulid();
    auto unit = plan.unit;
    if (unit.kind == UnitKind::station || unit.kind == UnitKind::division) {
        unit.station = id;
    }
    insert_unit(transaction, id, unit, change);
    Merger merger;
    merger.valid_from = day;
    merger.unit = id;
    merger.reason = reason;
    std::vector<base::Ulid> made_ids;
    for (auto const& section : plan.sections) {
        auto made = section.unit;
        made.parent = section.above ? made_ids[*section.above] : id;
        made.station = unit.station;
        auto const section_id = made_ids.emplace_back(base::new_ulid());
        insert_unit(transaction, section_id, made, change);
        for (auto const& from : section.from) {
            end_unit(transaction, from.envelope.id, section_id, day, change);
        }
    }
    for (auto const& source : plan.sources) {
        end_unit(transaction, source.envelope.id, id, day, change);
        merger.sources.push_back(base::to_string(source.envelope.id));
    }
    auto const entered = base::new_ulid();
    if (day <= base::date_in_japan(change.at)) {
        merger.moved = work.carry_leads(transaction, successions_of(transaction, id),
                                        {change.author, change.at, "merge_lead", entered, reason,
                                         change.author.staff.value_or(base::Ulid{}), change.at});
        merger.state = MergerState::done;
        merger.settled_at = change.at;
    }
    return registry::insert(transaction, record::View(merger_schema, merger),
                            {id, id, record::Restriction::none, entered}, change)
        .id;
}

registry::LeadChange lead_change(record::StoredRecord const& merger, registry::Change const& change) {
    return {change.author,
            change.at,
            "merge_lead",
            merger.envelope.id,
            merger.record.as<Merger>().reason,
            merger.envelope.created_by,
            merger.envelope.created_at};
}

std::vector<registry::Succession> successions_of(store::Reader& reader, base::Ulid const& unit) {
    std::vector<registry::Succession> found;
    for (auto const& row : reader.query(
             "WITH RECURSIVE made(id) AS (SELECT u.id FROM units u WHERE u.id = ? UNION SELECT u.id "
             "FROM units u JOIN made m ON u.parent = m.id) SELECT o.id, n.id FROM units o JOIN units n "
             "ON o.successor = n.id AND o.valid_to = n.valid_from WHERE n.id IN (SELECT id FROM made) "
             "ORDER BY o.seq",
             {store::id_value(unit)})) {
        found.push_back({row.id(0), row.id(1)});
    }
    return found;
}

}  // namespace modules::organization
