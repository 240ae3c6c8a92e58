#include "app/consultation_import.h"

#include "formats/consultations/consultations.h"
#include "modules/intake/acceptance.h"
#include "platform/registry/coordinator.h"
#include "platform/registry/unit.h"
#include "record/enum_values.h"

#include <boost/json/parse.hpp>
#include <spdlog/spdlog.h>

#include <fstream>
#include <iostream>
#include <set>
#include <utility>

namespace app {

namespace intake = modules::intake;
namespace registry = platform::registry;
namespace store = platform::store;

namespace {

constexpr std::size_t chunk_size = 256 * 1024;
constexpr std::size_t most_reasons = 1000;
constexpr std::size_t most_waiting = 32;  // share one commit, which no other writer waits for long
constexpr std::int64_t future_allowance = 5 * base::milliseconds_per_minute;

template <typename E>
std::optional<E> by_word(std::string_view word) {  // a template because each enum has labels of its own
    for (auto const& label : record::enum_values<E>) {
        if (label.ja == word) {
            return static_cast<E>(label.number);
        }
    }
    return std::nullopt;
}

struct Receiver {
    base::Ulid unit;
    base::Ulid station;
};

// Where intake of a station goes: its 生活安全 section when the unit is a station, else the unit itself.
std::optional<Receiver> receiver(store::Reader& reader, std::string_view code, base::Date today) {
    auto const unit = registry::unit_by_code(reader, code);
    if (!unit || !unit->value.is_valid_on(today)) {
        return std::nullopt;
    }
    auto const coordinator = registry::coordinator_of(reader, unit->envelope.id, today);
    auto const station = unit->value.station.is_nil() ? unit->envelope.id : unit->value.station;
    return Receiver{coordinator ? coordinator->envelope.id : unit->envelope.id, station};
}

std::vector<std::string> station_codes(store::Reader& reader, base::Date today) {
    registry::UnitQuery query;
    query.as_of = today;
    query.kind = registry::UnitKind::station;
    std::vector<std::string> codes;
    for (auto const& unit : registry::units(reader, query)) {
        codes.push_back(unit.value.code);
    }
    return codes;
}

class Importer {
  public:
    Importer(House& house, std::string source, ConsultationImport how)
        : house_(house), source_(std::move(source)), how_(std::move(how)), now_(house.time.now()) {
        if (how_.spread) {
            house_.store->read(
                [&](store::Reader& reader) { stations_ = station_codes(reader, base::date_in_japan(now_)); });
        }
    }

    void take(formats::consultations::NumberedItem const& numbered) {
        if (!numbered.item) {
            refuse(numbered.item.violations());
            return;
        }
        try {
            take(numbered.line, *numbered.item);
        } catch (base::Problem const& problem) {
            refuse(numbered.line, problem);
        }
    }

    // Writes what waits.
    void finish() {
        if (waiting_.empty()) {
            return;
        }
        auto const waiting = std::exchange(waiting_, {});
        waiting_ids_.clear();
        try {
            house_.store->write([&](store::Transaction& transaction) {
                for (auto const& one : waiting) {
                    intake::accept(transaction, *house_.intake, one.by, *one.prepared);
                }
            });
            count.taken += waiting.size();
        } catch (base::Problem const&) {
            // One of them: each by itself, so that the others are taken and that one says why.
            for (auto const& one : waiting) {
                write_alone(one);
            }
        }
    }

    ImportCount count;

  private:
    struct Waiting {
        std::size_t line = 0;
        intake::Intake by;
        std::shared_ptr<intake::Prepared> prepared;
    };

    void write_alone(Waiting const& one) {
        try {
            house_.store->write([&](store::Transaction& transaction) {
                intake::accept(transaction, *house_.intake, one.by, *one.prepared);
            });
            ++count.taken;
        } catch (base::Problem const& problem) {
            refuse(one.line, problem);
        }
    }

    void refuse(std::size_t line, base::Problem const& problem) {
        auto violations = problem.violations();
        if (violations.empty()) {
            violations.push_back({"", problem.title()});
        }
        for (auto& violation : violations) {
            // The file's member is called text.
            violation.field = place(line, violation.field == "narrative" ? "text" : violation.field);
        }
        refuse(std::move(violations));
    }

    static std::string place(std::size_t line, std::string_view field) {
        auto text = "line " + std::to_string(line);
        if (!field.empty()) {
            text.append("/").append(field);
        }
        return text;
    }

    // Reasons stand in the order of the lines.
    void refuse(std::vector<base::Violation> violations) {
        if (!waiting_.empty()) {
            finish();
        }
        ++count.refused;
        for (auto& violation : violations) {
            if (count.reasons.size() < most_reasons) {
                count.reasons.push_back(std::move(violation));
            }
        }
    }

    std::string station_of(formats::consultations::ConsultationItem const& item) {
        if (item.station) {
            return *item.station;
        }
        if (!stations_.empty()) {
            return stations_[next_station_++ % stations_.size()];
        }
        return how_.station;
    }

    // Whether the source and id were taken before; a changed text is refused, because what was accepted is
    // not overwritten.
    bool known(store::Reader& reader, formats::consultations::ConsultationItem const& item) {
        // The last condition is the index's own: without it SQLite reads the whole table.
        auto const row = reader.first(
            "SELECT id FROM consultations WHERE source = ? AND source_id = ? AND source_id <> ''",
            {source_, item.id});
        if (!row) {
            return false;
        }
        auto const stored = registry::get(reader, intake::consultation_schema, row->id(0));
        auto consultation = made_of(item);
        auto const texts = intake::read_texts(*house_.recogniser, consultation, {}, *house_.rules.current());
        if (stored.record.as<intake::Consultation>().narrative != consultation.narrative &&
            stored.envelope.version == 1) {
            throw base::Problem(
                base::Problem::conflict, "同じ番号で内容が異なります", "same id, other content",
                {{"id", {"取込済みの内容と異なります", "differs from what was taken before"}}});
        }
        return true;
    }

    [[nodiscard]] intake::Consultation made_of(formats::consultations::ConsultationItem const& item) const {
        intake::Consultation consultation;
        consultation.kind = by_word<intake::Kind>(item.kind).value_or(intake::Kind::consultation);
        consultation.channel = by_word<intake::Channel>(item.channel).value_or(intake::Channel::phone);
        consultation.narrative = item.text;
        consultation.received_at = item.received_at;
        consultation.source = source_;
        consultation.source_id = item.id;
        if (item.officer) {
            consultation.action_taken = "受理者 (取込元): " + *item.officer;
        }
        return consultation;
    }

    void take(std::size_t line, formats::consultations::ConsultationItem const& item) {
        if (item.received_at && item.received_at->milliseconds > now_.milliseconds + future_allowance) {
            refuse({{place(line, "received_at"), {"未来の日時です", "lies in the future"}}});
            return;
        }
        if (waiting_ids_.contains(item.id)) {
            finish();  // the same id again: compared with what was taken
        }
        bool seen = false;
        std::optional<Receiver> to;
        auto const code = station_of(item);
        house_.store->read([&](store::Reader& reader) {
            seen = known(reader, item);
            to = receiver(reader, code, base::date_in_japan(now_));
        });
        if (seen) {
            ++count.unchanged;
            return;
        }
        if (!to) {
            refuse({{place(line, "station"),
                     {code.empty() ? "station も --station も指定されていません"
                                   : "「" + code + "」という所属は現在ありません",
                      code.empty() ? "neither station nor --station is given"
                                   : "no unit \"" + code + "\" is in force"}}});
            return;
        }
        intake::Acceptance acceptance;
        acceptance.consultation = made_of(item);
        intake::Intake const by{{std::nullopt, to->unit}, {}, to->unit, to->station, "import"};
        waiting_.push_back({line, by, intake::prepare(*house_.intake, by, std::move(acceptance))});
        waiting_ids_.insert(item.id);
        if (waiting_.size() == most_waiting) {
            finish();
        }
    }

    House& house_;
    std::string source_;
    ConsultationImport how_;
    base::Instant now_;
    std::vector<std::string> stations_;
    std::size_t next_station_ = 0;
    std::vector<Waiting> waiting_;
    std::set<std::string, std::less<>> waiting_ids_;
};

}  // namespace

ImportCount import_consultations(House& house, std::filesystem::path const& file,
                                 ConsultationImport const& how) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file)) {
        throw base::Problem(base::Problem::unavailable, "ファイルを読めません: " + file.string(),
                            "cannot read " + file.string());
    }
    Importer importer(house, file.filename().string(), how);
    formats::consultations::Reader reader;
    std::string chunk(chunk_size, '\0');
    std::size_t lines = 0;
    auto const take_all = [&](std::vector<formats::consultations::NumberedItem> const& items) {
        for (auto const& item : items) {
            importer.take(item);
            if (++lines % 10'000 == 0) {
                spdlog::info("import: {} lines", lines);
            }
        }
    };
    while (stream) {
        stream.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
        take_all(reader.feed(std::string_view(chunk).substr(0, static_cast<std::size_t>(stream.gcount()))));
    }
    take_all(reader.finish());
    importer.finish();
    return importer.count;
}

void load_samples(House& house, std::filesystem::path const& file) {
    std::int64_t present = 0;
    house.store->read(
        [&](store::Reader& reader) { present = registry::count(reader, intake::consultation_schema, {}); });
    if (present > 0) {
        return;
    }
    auto const count = import_consultations(house, file, {"", true});
    std::cerr << "見本の相談 " << count.taken << "件を読み込みました / loaded " << count.taken
              << " sample consultations\n";
}

}  // namespace app
