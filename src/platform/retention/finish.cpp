#include "platform/retention/finish.h"

#include "platform/files/kept_files.h"
#include "platform/journal/anchor.h"
#include "platform/retention/disposal.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <optional>
#include <set>

namespace platform::retention {

namespace json = boost::json;

namespace {

// One line: what a restored backup must forget again, and what its row of `disposals` then says.
struct Line {
    base::Ulid instance;
    base::Ulid disposal;
    base::Ulid record;
    std::string record_kind;
    std::string number;
    std::string basis;
    std::string kept_until;
    base::Ulid proposed_by;
    base::Ulid decided_by;
    std::int64_t decided_at = 0;
};

std::string spelled(Line const& line) {
    return json::serialize(json::object{{"disposal", base::to_string(line.disposal)},
                                        {"instance", base::to_string(line.instance)},
                                        {"record_kind", line.record_kind},
                                        {"record", base::to_string(line.record)},
                                        {"number", line.number},
                                        {"basis", line.basis},
                                        {"kept_until", line.kept_until},
                                        {"proposed_by", base::to_string(line.proposed_by)},
                                        {"decided_by", base::to_string(line.decided_by)},
                                        {"decided_at", line.decided_at}}) +
           "\n";
}

std::optional<std::string> text_in(json::object const& object, std::string_view name) {
    auto const* const found = object.if_contains(name);
    return found != nullptr && found->is_string() ? std::optional(std::string(found->as_string()))
                                                  : std::nullopt;
}

std::optional<Line> read_line(std::string const& text) {
    json::error_code error;
    auto const parsed = json::parse(text, error);
    auto const* const object = error ? nullptr : parsed.if_object();
    if (object == nullptr) {
        return std::nullopt;
    }
    auto const id = [&](std::string_view name) {
        auto const found = text_in(*object, name);
        return found ? base::parse_ulid(*found) : std::nullopt;
    };
    auto const instance = id("instance");
    auto const disposal = id("disposal");
    auto const record = id("record");
    auto const kind = text_in(*object, "record_kind");
    auto const* const at = object->if_contains("decided_at");
    if (!instance || !disposal || !record || !kind || at == nullptr || !at->is_int64()) {
        return std::nullopt;
    }
    return Line{*instance,
                *disposal,
                *record,
                *kind,
                text_in(*object, "number").value_or(""),
                text_in(*object, "basis").value_or(""),
                text_in(*object, "kept_until").value_or(""),
                id("proposed_by").value_or(base::Ulid{}),
                id("decided_by").value_or(base::Ulid{}),
                at->as_int64()};
}

base::Ulid instance_of(store::Reader& reader) {
    auto const row = reader.first("SELECT id FROM instance WHERE \"only\" = 1");
    return row ? row->id(0) : base::Ulid{};
}

// `more`: of those that are not finished, the ones for which this holds too.
std::vector<Line> unfinished(store::Reader& reader, std::string_view more) {
    std::vector<Line> lines;
    auto const instance = instance_of(reader);
    auto const condition =
        fmt::format("r.id IN (SELECT u.disposal FROM disposal_unfinished u WHERE {})", more);
    for (auto const& stored : registry::all(reader, disposal_schema, {condition, {}})) {
        auto const& of = stored.record.as<Disposal>();
        lines.push_back({instance, stored.envelope.id, of.record_id, of.record_kind, of.number, of.basis,
                         of.kept_until ? base::to_iso(*of.kept_until) : std::string(), of.proposed_by,
                         of.decided_by, of.decided_at.value_or(base::Instant{}).milliseconds});
    }
    return lines;
}

void change_each(store::Store& store, std::vector<Line> const& lines, std::string_view sql) {
    store.write([&](store::Transaction& transaction) {
        for (auto const& line : lines) {
            transaction.execute(sql, {store::id_value(line.disposal)});
        }
    });
}

// Before the files are scrubbed, which may have to wait: each line once.
void write_ledgers(store::Store& store, std::vector<std::filesystem::path> const& ledgers) {
    std::vector<Line> lines;
    store.read([&](store::Reader& reader) { lines = unfinished(reader, "u.in_ledgers = 0"); });
    if (lines.empty()) {
        return;
    }
    std::string text;
    for (auto const& line : lines) {
        text.append(spelled(line));
    }
    for (auto const& ledger : ledgers) {
        journal::append_lines(ledger, text);
    }
    change_each(store, lines, "UPDATE disposal_unfinished SET in_ledgers = 1 WHERE disposal = ?");
}

// Nothing was approved in the last seconds, and it is the hour for it.
bool is_time(Patience const& patience, std::vector<Line> const& lines) {
    constexpr std::int64_t nothing_more_comes = 5000;
    bool const is_quiet = std::ranges::all_of(lines, [&](Line const& line) {
        return line.decided_at + nothing_more_comes <= patience.now.milliseconds;
    });
    auto const today = base::start_of_day_in_japan(base::date_in_japan(patience.now));
    auto const hour = (patience.now.milliseconds - today.milliseconds) / base::milliseconds_per_hour;
    return is_quiet && (!patience.hour || hour == *patience.hour);
}

// Whatever may have held a word of a disposed record.
std::vector<std::string> touched_tables(registry::RecordKinds const& kinds) {
    std::vector<std::string> tables = {
        "journal_content", "sighting",  "observable",  "look_up_seen",      "assignments",  "clocks",
        "decisions",       "referrals", "separations", "search_document",   "search_index", "idempotency_key",
        "retention_hold",  "drafts",    "disposals",   "uploads",           "file_use",     "files",
        "file_removal",    "party",     "party_key",   "identity_decisions"};
    for (auto const& kind : kinds.all()) {
        if (!kind.closed.empty()) {
            tables.emplace_back(kind.schema->plural);
            tables.insert(tables.end(), kind.owned_tables.begin(), kind.owned_tables.end());
        }
    }
    return tables;
}

bool exists(store::Reader& reader, registry::RecordKind const& kind, base::Ulid const& record) {
    return reader
        .first(fmt::format("SELECT 1 FROM {} WHERE id = ?", kind.schema->plural), {store::id_value(record)})
        .has_value();
}

// An officer whom the older backup does not know yet is left out: the ledger names him.
base::Ulid known(store::Reader& reader, base::Ulid const& staff) {
    return reader.first("SELECT 1 FROM staff WHERE id = ?", {store::id_value(staff)}) ? staff : base::Ulid{};
}

// The disposal's row as the backup has it, or anew with the ledger's words.
record::StoredRecord disposal_of(store::Transaction& transaction, registry::RecordKind const& kind,
                                 Line const& line, registry::Change const& change) {
    auto found = registry::all(transaction, disposal_schema,
                               {"r.record_id = ? AND r.state = 'proposed'", {store::id_value(line.record)}});
    if (!found.empty()) {
        return std::move(found.front());
    }
    auto const units = transaction.first(
        fmt::format("SELECT owner_unit, origin_unit, restriction FROM {} WHERE id = ?", kind.schema->plural),
        {store::id_value(line.record)});
    BASE_ASSERT(units);
    Disposal made{line.record_kind,
                  line.record,
                  line.number,
                  DisposalState::proposed,
                  base::parse_date(line.kept_until),
                  line.basis,
                  known(transaction, line.proposed_by),
                  std::nullopt,
                  {},
                  {},
                  {},
                  0};
    auto const restriction = record::parse_enum<record::Restriction>(units->text(2));
    auto const envelope = registry::insert(
        transaction, record::View(disposal_schema, made),
        {units->id(0), units->id(1), restriction.value_or(record::Restriction::need_to_know)}, change);
    return registry::get(transaction, disposal_schema, envelope.id);
}

}  // namespace

std::size_t finish(store::Store& store, registry::RecordKinds const& kinds, files::Vault const& vault,
                   std::vector<std::filesystem::path> const& ledgers,
                   std::optional<Patience> const& patience) {
    write_ledgers(store, ledgers);
    files::remove_forgotten(store, vault);
    std::vector<Line> lines;
    bool files_wait = false;
    store.read([&](store::Reader& reader) {
        lines = unfinished(reader, "u.in_ledgers = 1");
        files_wait = reader.first("SELECT 1 FROM file_removal").has_value();
    });
    if (files_wait) {
        return 0;  // a backup is copying them: it holds what the records said when it began
    }
    if (lines.empty() || (patience && !is_time(*patience, lines))) {
        return 0;
    }
    store.scrub(touched_tables(kinds));
    change_each(store, lines, "DELETE FROM disposal_unfinished WHERE disposal = ?");
    spdlog::info("retention: {} disposals are finished", lines.size());
    return lines.size();
}

Replayed replay(store::Store& store, registry::RecordKinds const& kinds, std::filesystem::path const& ledger,
                base::Instant now) {
    Replayed result;
    std::set<base::Ulid> seen;
    journal::each_line(ledger, [&](std::int64_t number, std::string const& text) {
        ++result.lines;
        auto const line = read_line(text);
        auto const* const kind = line ? kinds.find(line->record_kind) : nullptr;
        auto const where = fmt::format("line {}", number);
        if (kind == nullptr || kind->closed.empty()) {
            result.refused.push_back({where, {"廃棄の記録として読めません", "is not a disposal"}});
            return;
        }
        bool ours = false;
        bool erased = false;
        store.write([&](store::Transaction& transaction) {
            ours = instance_of(transaction) == line->instance;
            erased = ours && exists(transaction, *kind, line->record);
            if (!erased) {
                return;
            }
            // Nobody decides anew: who did stands in the ledger.
            auto const officer = known(transaction, line->decided_by);
            registry::Change const change{
                {officer.is_nil() ? std::nullopt : std::optional(officer), std::nullopt},
                now,
                "replay_disposal",
                std::nullopt};
            erase(transaction, *kind, disposal_of(transaction, *kind, *line, change), change);
        });
        if (!ours) {
            result.refused.push_back(
                {where, {"別のデータフォルダーの廃棄です", "is another data folder's disposal"}});
            return;
        }
        result.erased += erased ? 1 : 0;
        result.absent += erased || seen.contains(line->record) ? 0 : 1;
        seen.insert(line->record);
    });
    return result;
}

}  // namespace platform::retention
