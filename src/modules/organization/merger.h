#pragma once
// Mergers of units: from a day on a new unit with its sections takes over from one or more that end.
// Everything follows by dates and successors; on the day the open records get their new lead. A merger that
// was entered wrongly is taken back while nothing was recorded under the new unit.

#include "modules/organization/changes.h"
#include "platform/registry/ports/open_work.h"

#include <map>

namespace modules::organization {

struct MergerRequest {
    std::vector<base::Ulid> units;  // that end
    std::string code;
    std::string name;
    std::string name_en;
    std::string kana;
    std::string symbol;
    std::string document_symbol;
    base::Date day;
    std::string reason;
    // Which of the new sections an old one goes into, by its key; left out: its own key.
    std::map<base::Ulid, std::string> sections;
    // Which of the new station's sections is its 署生安課, by its key; empty: the one into which that of the
    // first station goes.
    std::string coordinator;
};

// A section that will be, and which come together in it.
struct NewSection {
    std::string key;  // its own among the sections beside it
    registry::Unit unit;
    std::vector<registry::StoredUnit> from;
    std::optional<std::size_t> above = std::nullopt;  // 係: the section of the plan that it stands under
};

struct MergerPlan {
    registry::Unit unit;
    std::vector<registry::StoredUnit> sources;
    std::vector<NewSection> sections;  // each after the one that it stands under
    // Every unit that ends: the sources and what stands under them.
    [[nodiscard]] std::vector<base::Ulid> ending() const;
};

// What a section is told apart by inside its station: its kind, else its name.
[[nodiscard]] std::string section_key_of(registry::Unit const& section);
// The sections of the new unit, in the order in which the old ones are listed: those with one key come
// together. Violations name an old section ("sections/<id>") whose chosen key no section has.
struct Grouped {
    std::vector<NewSection> sections;
    Violations violations;
};
[[nodiscard]] Grouped group_sections(std::vector<registry::StoredUnit> const& old_sections,
                                     std::map<base::Ulid, std::string> const& chosen);

// Problem::invalid with every field that is wrong.
[[nodiscard]] MergerPlan plan_merger(store::Reader& reader, MergerRequest const& request, base::Date today);

// In one transaction: the new units, the end and successor of the old ones, and, when the day has come, the
// leads. Returns the id of the merger.
base::Ulid carry_out(store::Transaction& transaction, MergerPlan const& plan, std::string const& reason,
                     registry::OpenWorkKeeper const& work, registry::Change const& change);

// Why it can no longer be taken back; nothing: it can.
[[nodiscard]] std::optional<base::Words> why_not_taken_back(store::Reader& reader,
                                                            record::StoredRecord const& merger,
                                                            registry::OpenWorkKeeper const& work);
void take_back(store::Transaction& transaction, record::StoredRecord const& merger, std::string const& reason,
               registry::OpenWorkKeeper const& work, registry::Change const& change);

// Why the leads of a merger change: decided by whoever entered it.
[[nodiscard]] registry::LeadChange lead_change(record::StoredRecord const& merger,
                                               registry::Change const& change);

// Mergers and hand-overs of persons whose day has come: their open records change hands. Called now and then
// and at every start; does nothing when there is nothing. Returns how many records were passed on.
std::int64_t settle(store::Store& store, registry::OpenWorkKeeper const& work, base::Instant now);

// Old and new, section by section, of a merger that was entered.
[[nodiscard]] std::vector<registry::Succession> successions_of(store::Reader& reader, base::Ulid const& unit);

}  // namespace modules::organization
