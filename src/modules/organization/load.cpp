#include "modules/organization/load.h"

#include "modules/organization/changes.h"
#include "platform/journal/journal.h"
#include "platform/registry/unit.h"
#include "record/json.h"
#include "record/sql.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <fstream>
#include <iterator>
#include <map>
#include <set>

namespace modules::organization {

namespace {

namespace registry = platform::registry;
namespace store = platform::store;
using registry::StoredUnit;
using registry::Unit;
using registry::UnitKind;

constexpr std::size_t largest_batch = 1000;

data::File read_file(std::filesystem::path const& folder, std::string const& name) {
    std::ifstream stream(folder / name, std::ios::binary);
    if (!stream) {
        std::string ja = "ファイルを開けません: ";
        std::string en = "cannot open the file: ";
        auto const path = (folder / name).string();
        throw base::Problem(base::Problem::unavailable, ja.append(path), en.append(path));
    }
    data::File file{name, std::string(data::largest_file + 1, '\0')};
    stream.read(file.bytes.data(), static_cast<std::streamsize>(file.bytes.size()));
    file.bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return file;
}

// One load inside one transaction: what is there, what becomes of it, and the journal of both.
class Load {
  public:
    Load(store::Transaction& transaction, base::Instant at) : transaction_(transaction), at_(at) {
        for (auto& unit : registry::units(transaction)) {
            auto const code = unit.value.code;
            there_.emplace(code, std::move(unit));
        }
    }

    LoadReport run(data::Organization const& organization) {
        for (auto const& entry : organization.units) {
            give_id(entry);
        }
        std::vector<data::UnitEntry const*> added;
        for (auto const& entry : organization.units) {
            if (!there_.contains(entry.code)) {
                insert(entry);
                added.push_back(&entry);
            }
        }
        for (auto const* entry : added) {  // only now does every successor exist
            set_successor(*entry);
        }
        for (auto const& entry : organization.units) {
            if (auto const found = there_.find(entry.code); found != there_.end()) {
                update(entry, found->second);
            }
        }
        write_journal();
        add_posts(organization);
        report_.violations = organization.violations;
        return std::move(report_);
    }

  private:
    // Ranks and posts that are not there yet; what a person changed stays.
    void add_posts(data::Organization const& organization) {
        std::set<std::string> there;
        for (auto const& post : posts(transaction_)) {
            there.insert(post.value.code);
        }
        auto const add = [&](PostKind kind, std::map<std::string, base::Words> const& words,
                             std::vector<std::string> const& order) {
            for (std::size_t i = 0; i < order.size(); ++i) {
                if (there.contains(order[i])) {
                    continue;
                }
                auto const& name = words.at(order[i]);
                Post const post{order[i], kind, name.ja, name.en, static_cast<std::int64_t>(10 * (i + 1)),
                                {}};
                registry::insert(transaction_, record::View(post_schema, post), {}, {{}, at_, "import", {}});
            }
        };
        add(PostKind::rank, organization.ranks, organization.rank_order);
        add(PostKind::post, organization.posts, organization.post_order);
    }

    void give_id(data::UnitEntry const& entry) {
        auto const found = there_.find(entry.code);
        ids_.emplace(entry.code, found == there_.end() ? base::new_ulid() : found->second.envelope.id);
    }

    [[nodiscard]] base::Ulid id_of(std::string const& code) const {
        auto const found = ids_.find(code);
        return found == ids_.end() ? base::Ulid{} : found->second;
    }

    // The station or division that a unit belongs to; its parent was met before it.
    base::Ulid station_of(data::UnitEntry const& entry, UnitKind kind) {
        base::Ulid station;
        if (kind == UnitKind::station || kind == UnitKind::division) {
            station = id_of(entry.code);
        } else if (kind == UnitKind::section || kind == UnitKind::station_section) {
            station = stations_[entry.parent];
        }
        stations_[entry.code] = station;
        return station;
    }

    Unit to_unit(data::UnitEntry const& entry) {
        Unit unit;
        unit.code = entry.code;
        unit.name = entry.name;
        unit.name_en = entry.name_en;
        unit.kana = entry.kana;
        auto const kind = record::parse_enum<UnitKind>(entry.kind);
        BASE_ASSERT(kind);  // the parser takes no other
        unit.kind = *kind;
        unit.parent = id_of(entry.parent);
        unit.station = station_of(entry, *kind);
        unit.valid_from = entry.valid_from;
        unit.valid_to = entry.valid_to;
        unit.successor = id_of(entry.successor);
        unit.phone = entry.phone;
        unit.extension = entry.extension;
        unit.symbol = entry.symbol;
        unit.document_symbol = entry.document_symbol;
        unit.section_key = entry.section_key;
        unit.coordinator = entry.coordinator;
        unit.duties = entry.duties;
        unit.confirmed = entry.confirmed;
        unit.source = entry.source;
        unit.note = entry.note;
        return unit;
    }

    void insert(data::UnitEntry const& entry) {
        auto unit = to_unit(entry);
        record::Envelope envelope;
        envelope.id = id_of(entry.code);
        envelope.created_at = envelope.changed_at = at_;
        envelope.owner_unit = envelope.origin_unit = envelope.id;
        note(envelope, unit);
        unit.successor = {};
        transaction_.execute(record::insert_statement(registry::unit_schema),
                             record::insert_values(envelope, record::View(registry::unit_schema, unit)));
        ++report_.added;
    }

    void set_successor(data::UnitEntry const& entry) {
        if (!entry.successor.empty()) {
            transaction_.execute(
                "UPDATE units SET successor = ? WHERE id = ?",
                {store::id_value(id_of(entry.successor)), store::id_value(id_of(entry.code))});
        }
    }

    void update(data::UnitEntry const& entry, StoredUnit const& before) {
        auto const unit = to_unit(entry);
        if (unit == before.value) {
            ++report_.unchanged;
            return;
        }
        if (!before.envelope.changed_by.is_nil()) {
            ++report_.kept;
            return;
        }
        auto envelope = before.envelope;
        ++envelope.version;
        envelope.changed_at = at_;
        auto const changed =
            transaction_.execute(record::update_statement(registry::unit_schema),
                                 record::update_values(envelope, record::View(registry::unit_schema, unit),
                                                       before.envelope.version));
        BASE_ASSERT(changed == 1);
        note(envelope, unit);
        ++report_.changed;
    }

    void note(record::Envelope const& envelope, Unit const& unit) {
        journaled_.push_back(
            boost::json::object{{"id", base::to_string(envelope.id)},
                                {"version", envelope.version},
                                {"after", record::to_json(record::View(registry::unit_schema, unit))}});
        if (journaled_.size() == largest_batch) {
            write_journal();
        }
    }

    void write_journal() {
        if (journaled_.empty()) {
            return;
        }
        platform::journal::Entry entry;
        entry.at = at_;
        entry.action = "import";
        entry.record_kind = std::string(registry::unit_schema.name);
        entry.content = {{"source", "data/organization"}, {"items", std::move(journaled_)}};
        platform::journal::append(transaction_, entry);
        journaled_ = {};
    }

    store::Transaction& transaction_;
    base::Instant at_;
    std::map<std::string, StoredUnit> there_;
    std::map<std::string, base::Ulid> ids_;
    std::map<std::string, base::Ulid> stations_;
    boost::json::array journaled_;
    LoadReport report_;
};

}  // namespace

data::Organization read_organization(std::filesystem::path const& folder) {
    return data::parse_organization(
        {read_file(folder, "headquarters.yaml"), read_file(folder, "stations.yaml"),
         read_file(folder, "station-sections.yaml"), read_file(folder, "posts.yaml")});
}

data::DemoAccounts read_demo_accounts(std::filesystem::path const& folder) {
    return data::parse_demo_accounts(read_file(folder, "demo-accounts.yaml"));
}

LoadReport load_organization(store::Store& store, base::TimeSource const& time,
                             data::Organization const& organization) {
    LoadReport report;
    store.write(
        [&](store::Transaction& transaction) { report = Load(transaction, time.now()).run(organization); });
    return report;
}

}  // namespace modules::organization
