// For measurements: many more consultations of the shape that a folder has already, through the same
// functions that the program writes them with, so that numbers, journal, search and sightings are as they
// must be.

#include "app/commands.h"
#include "app/data_folder.h"
#include "modules/intake/consultation.h"
#include "modules/intake/referrals.h"
#include "platform/registry/numbers.h"
#include "platform/registry/parties.h"
#include "platform/registry/records.h"
#include "platform/registry/shared_records.h"
#include "platform/registry/sightings.h"
#include "platform/registry/unit.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <iostream>

namespace app {

namespace intake = modules::intake;
namespace registry = platform::registry;
namespace store = platform::store;

namespace {

constexpr std::size_t most_patterns = 5000;
constexpr std::int64_t written_at_once = 500;
// As a directive's records lie: over the years that are kept, all but the last weeks' closed.
constexpr std::int64_t days_covered = 3650;
constexpr std::int64_t days_open = 60;

// A consultation with what stands around it.
struct Pattern {
    record::StoredRecord consultation;
    std::vector<registry::Seen> seen;
    std::vector<registry::ToldParty> parties;
    std::vector<record::StoredRecord> decisions;
    base::Ulid station;
};

std::vector<Pattern> read_patterns(store::Reader& reader, std::size_t decisions) {
    registry::PageRequest page;
    page.limit = most_patterns;
    std::vector<Pattern> patterns;
    for (auto& found : registry::list(reader, intake::consultation_schema, page).items) {
        Pattern pattern{std::move(found), {}, {}, {}, {}};
        auto const& id = pattern.consultation.envelope.id;
        for (auto const& sighting : registry::sightings_of(reader, id)) {
            pattern.seen.push_back(sighting.seen);
        }
        for (auto& party : registry::parties_of(reader, id)) {
            pattern.parties.push_back({party.role, std::move(party.told)});
        }
        pattern.decisions =
            registry::all(reader, registry::decision_schema, {"r.record_id = ?", {store::id_value(id)}});
        pattern.decisions.erase(pattern.decisions.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                decisions, pattern.decisions.size())),
                                pattern.decisions.end());
        auto const owner = registry::unit_by_id(reader, pattern.consultation.envelope.owner_unit);
        BASE_ASSERT(owner);
        pattern.station = owner->value.station.is_nil() ? owner->envelope.id : owner->value.station;
        patterns.push_back(std::move(pattern));
    }
    return patterns;
}

// The last copy was received now, the first one years ago.
void place_in_time(intake::Consultation& value, std::int64_t copy, std::int64_t wanted, base::Instant now) {
    auto const age = (wanted - 1 - copy) * (days_covered * base::milliseconds_per_day / wanted);
    value.received_at = base::Instant{now.milliseconds - age};
    auto const open_for = days_open * base::milliseconds_per_day;
    if (age > open_for) {
        value.status = intake::Status::closed;
        value.closed_at = base::Instant{now.milliseconds - age + open_for};
    }
}

// One more of `pattern`, as if told where `place` was.
void write_one_more(store::Transaction& transaction, Pattern const& pattern, Pattern const& place,
                    std::int64_t copy, std::int64_t wanted, base::Instant now) {
    auto value = pattern.consultation.record.as<intake::Consultation>();
    auto const& unit = place.consultation.envelope.owner_unit;
    auto const number =
        registry::next_number(transaction, "consultation", place.station, base::calendar_year(now));
    // 「令和8年 古川第12号」: everything before the number stays.
    auto const& before = place.consultation.record.as<intake::Consultation>().number;
    value.number = fmt::format("{}第{}号", before.substr(0, before.rfind("第")), number);
    value.narrative += fmt::format("（写し {}）", copy);
    value.source_id = fmt::format("{}x{}", value.source_id, copy);
    place_in_time(value, copy, wanted, now);
    registry::Change change{{std::nullopt, unit}, now, "import", std::nullopt};
    auto const envelope =
        registry::insert(transaction, record::View(intake::consultation_schema, value), {unit, unit}, change);
    registry::write_sightings(transaction, "consultation", envelope.id, pattern.seen, now);
    registry::write_parties(transaction, "consultation", envelope.id, pattern.parties);
    change.about = envelope.id;
    change.action = "propose";
    for (auto const& stored : pattern.decisions) {
        auto decision = stored.record.as<registry::Decision>();
        decision.record_id = envelope.id;
        registry::insert(transaction, record::View(registry::decision_schema, decision), {unit, unit},
                         change);
    }
    intake::open_lead(transaction, envelope.id, unit, std::nullopt, change);
}

}  // namespace

int multiply(std::filesystem::path const& data, std::int64_t wanted, std::size_t decisions) {
    auto const opened = open_store(data, 2, std::chrono::milliseconds(0));
    check_memory(*opened, data);
    std::vector<Pattern> patterns;
    std::int64_t present = 0;
    opened->read([&](store::Reader& reader) {
        patterns = read_patterns(reader, decisions);
        present = registry::count(reader, intake::consultation_schema, {});
    });
    if (patterns.empty()) {
        throw base::Problem(base::Problem::conflict, "写すべき相談がありません",
                            "there is no consultation to copy");
    }
    base::SystemTime const time;
    while (present < wanted) {
        auto const end = std::min(wanted, present + written_at_once);
        opened->write([&](store::Transaction& transaction) {
            for (auto at = present; at < end; ++at) {
                // In every round each goes one place further: after many, every station has told all of them.
                auto const copy = static_cast<std::size_t>(at);
                auto const& pattern = patterns[copy % patterns.size()];
                auto const& place = patterns[(copy + copy / patterns.size()) % patterns.size()];
                write_one_more(transaction, pattern, place, at, wanted, time.now());
            }
        });
        present = end;
        if (present % 50'000 < written_at_once) {
            spdlog::info("{} consultations", present);
        }
    }
    remember(*opened, data);
    std::cout << present << "\n";
    return 0;
}

}  // namespace app
