#include "platform/retention/disposal.h"

#include "base/hash.h"
#include "platform/files/kept_files.h"
#include "platform/journal/disposal.h"
#include "platform/search/search.h"
#include "record/field.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <set>

namespace platform::retention {

namespace json = boost::json;

namespace {

using record::field;

constexpr record::Field disposal_fields[] = {
    field<&Disposal::record_kind>("対象の種類", "Record kind", {.read_only = true, .max_length = 60}),
    field<&Disposal::record_id>("対象", "Record", {.read_only = true}),
    field<&Disposal::number>("番号", "Number", {.read_only = true, .max_length = 80}),
    field<&Disposal::state>("状態", "State", {.read_only = true}),
    field<&Disposal::kept_until>("保存期間満了日", "Kept until", {.read_only = true}),
    field<&Disposal::basis>("根拠", "Basis", {.read_only = true, .max_length = 400}),
    field<&Disposal::proposed_by>("起案者", "Proposed by", {.read_only = true, .references = "staff"}),
    field<&Disposal::proposed_at>("起案日時", "Proposed at", {.read_only = true}),
    field<&Disposal::decided_by>("決裁者", "Decided by", {.read_only = true, .references = "staff"}),
    field<&Disposal::decided_at>("決裁日時", "Decided at", {.read_only = true}),
    field<&Disposal::reason>("差戻しの理由", "Reason for the return",
                             {.read_only = true, .max_length = 1000}),
    field<&Disposal::journal_entry>("記録番号", "Journal entry", {.read_only = true}),
};

// One record on its way out: what hangs on it, table by table.
class Eraser {
  public:
    Eraser(store::Transaction& transaction, registry::RecordKind const& kind, base::Ulid const& record)
        : tx_(transaction), kind_(kind), record_(record), id_(store::id_value(record)) {}

    void run() {
        forget_journal();
        auto const observables =
            tx_.query("SELECT DISTINCT observable FROM sighting WHERE record_id = ?", {id_});
        for (auto const* table : {"sighting", "assignments", "clocks", "decisions", "referrals"}) {
            remove(table, "record_id");
        }
        remove("separations", "record_a");
        remove("separations", "record_b");
        remove("identity_decisions", "record_a");
        remove("identity_decisions", "record_b");
        for (auto const* table : {"party_key", "party"}) {
            remove(table, "record_id");
        }
        for (auto const& row : observables) {
            remove_observable(row.integer(0));
        }
        remove("idempotency_key", "record_id");
        remove("retention_hold", "record_id");
        count("disposals",
              tx_.execute("DELETE FROM disposals WHERE record_id = ? AND state = 'returned'", {id_}));
        for (auto const& table : kind_.owned_tables) {
            remove(table, "record_id");
        }
        files::forget_files(tx_, record_);
        search::remove(tx_, record_);
        remove(kind_.schema->plural, "id");
    }

    [[nodiscard]] std::map<std::string, std::int64_t> const& rows() const { return rows_; }
    [[nodiscard]] std::vector<journal::DisposedEntry> const& entries() const { return entries_; }

  private:
    void remove(std::string_view table, std::string_view column) {
        count(table, tx_.execute(fmt::format("DELETE FROM {} WHERE {} = ?", table, column), {id_}));
    }
    void count(std::string_view table, std::int64_t rows) {
        if (rows > 0) {
            rows_[std::string(table)] += rows;
        }
    }

    // Values that nothing else holds any more.
    void remove_observable(std::int64_t observable) {
        constexpr std::string_view unused =
            " NOT EXISTS (SELECT 1 FROM sighting s WHERE s.observable = ?) AND NOT EXISTS (SELECT 1 FROM "
            "feed_item f WHERE f.observable = ?)";
        count("look_up_seen",
              tx_.execute(fmt::format("DELETE FROM look_up_seen WHERE observable = ? AND{}", unused),
                          {observable, observable, observable}));
        count("observable", tx_.execute(fmt::format("DELETE FROM observable WHERE seq = ? AND{}", unused),
                                        {observable, observable, observable}));
    }

    // Entries of the record, of everything that hangs on it, and those by which another record tells of a
    // separation from it.
    void forget_journal() {
        std::set<std::int64_t> entries;
        auto const take = [&](std::string_view sql, store::Values const& values) {
            tx_.each(sql, values, [&](store::Row const& row) { entries.insert(row.integer(0)); });
        };
        constexpr std::string_view of_record = "SELECT seq FROM journal WHERE record_id = ?";
        take(of_record, {id_});
        for (auto const* table : {"sighting", "assignments", "clocks", "decisions", "referrals"}) {
            for (auto const& row :
                 tx_.query(fmt::format("SELECT id FROM {} WHERE record_id = ?", table), {id_})) {
                take(of_record, {row[0]});
            }
        }
        for (auto const& row :
             tx_.query("SELECT id, record_a, record_b FROM separations WHERE record_a = ? OR record_b = ?",
                       {id_, id_})) {
            take(of_record, {row[0]});
            auto const& other = row.id(1) == record_ ? row[2] : row[1];
            take(
                "SELECT j.seq FROM journal j JOIN journal_content c ON c.entry = j.seq WHERE j.record_id = ? "
                "AND j.record_kind = 'separation' AND c.content LIKE ?",
                {other, "%" + base::to_string(record_) + "%"});
        }
        for (auto const& row :
             tx_.query("SELECT id FROM identity_decisions WHERE record_a = ? OR record_b = ?", {id_, id_})) {
            take(of_record, {row[0]});
        }
        entries_ = journal::forget(tx_, {entries.begin(), entries.end()});
        count("journal_content", static_cast<std::int64_t>(entries_.size()));
    }

    store::Transaction& tx_;
    registry::RecordKind const& kind_;
    base::Ulid record_;
    store::Value id_;
    std::map<std::string, std::int64_t> rows_;
    std::vector<journal::DisposedEntry> entries_;
};

// What is counted after the record is gone.
void keep_statistic(store::Transaction& transaction, registry::RecordKind const& kind,
                    record::StoredRecord const& disposal, base::Instant now) {
    auto const& of = disposal.record.as<Disposal>();
    std::string columns;
    for (auto const& column : kind.statistics) {
        columns.append(", ").append(column);
    }
    auto const row = transaction.first(
        fmt::format("SELECT owner_unit, origin_unit, restriction, {}{} FROM {} WHERE id = ?", kind.time,
                    columns, kind.schema->plural),
        {store::id_value(of.record_id)});
    BASE_ASSERT(row);
    json::object codes;
    for (std::size_t i = 0; i < kind.statistics.size(); ++i) {
        auto const& value = (*row)[4 + i];
        if (auto const* text = std::get_if<std::string>(&value)) {
            codes[kind.statistics[i]] = *text;
        } else if (auto const* number = std::get_if<std::int64_t>(&value)) {
            codes[kind.statistics[i]] = *number;
        }
    }
    auto const code = [&](std::string_view name) {
        auto const* const found = codes.if_contains(name);
        return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
    };
    auto const at = row->optional_integer(3).value_or(disposal.envelope.created_at.milliseconds);
    transaction.execute(
        "INSERT INTO disposed_statistic (id, created_by, owner_unit, origin_unit, restriction, record_kind, "
        "year, kind, stat_category, internal_type, offence_class, codes, disposed_at) "
        "VALUES (?, NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {store::id_value(disposal.envelope.id), (*row)[0], (*row)[1], (*row)[2], of.record_kind,
         std::int64_t{base::calendar_year({at})}, code("kind"), code("stat_category"), code("internal_type"),
         code("offence_class"), json::serialize(codes), now.milliseconds});
}

json::array ids(std::set<base::Ulid> const& set) {
    json::array list;
    for (auto const& id : set) {
        list.emplace_back(base::to_string(id));
    }
    return list;
}

json::object facts_to_json(access::RecordFacts const& facts) {
    return {{"created_by", base::to_string(facts.created_by)},
            {"units", ids(facts.units)},
            {"stations", ids(facts.stations)},
            {"referred_to", ids(facts.referred_to)},
            {"may_know", ids(facts.may_know)},
            {"restriction", facts.restriction},
            {"kind", facts.kind}};
}

std::string text_in(json::object const& object, std::string_view name) {
    auto const* const found = object.if_contains(name);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
}

std::set<base::Ulid> ids_in(json::object const& object, std::string_view name) {
    std::set<base::Ulid> set;
    auto const* const found = object.if_contains(name);
    if (found != nullptr && found->is_array()) {
        for (auto const& item : found->as_array()) {
            auto const id =
                item.is_string() ? base::parse_ulid(std::string_view(item.as_string())) : std::nullopt;
            if (id) {
                set.insert(*id);
            }
        }
    }
    return set;
}

json::value id_or_null(base::Ulid const& id) {
    return id.is_nil() ? json::value() : json::value(base::to_string(id));
}

json::object proof_content(record::StoredRecord const& disposal, Eraser const& erased,
                           access::RecordFacts const& facts, registry::Change const& change) {
    auto const& of = disposal.record.as<Disposal>();
    json::object rows;
    for (auto const& [table, count] : erased.rows()) {
        rows[table] = count;
    }
    return {{"disposal", base::to_string(disposal.envelope.id)},
            {"number", of.number},
            {"kept_until", of.kept_until ? json::value(base::to_iso(*of.kept_until)) : json::value()},
            {"basis", of.basis},
            {"proposed_by", id_or_null(of.proposed_by)},
            {"proposed_at", of.proposed_at ? json::value(base::to_iso(*of.proposed_at)) : json::value()},
            {"approved_by", id_or_null(of.decided_by)},
            {"approved_at", base::to_iso(change.at)},
            {"rows", std::move(rows)},
            {"entries", journal::to_json(erased.entries())},
            {"audience", facts_to_json(facts)}};
}

}  // namespace

constinit record::Schema const disposal_schema =
    record::schema<Disposal>("disposal", "disposals", "廃棄", "Disposal", disposal_fields);

void erase(store::Transaction& transaction, registry::RecordKind const& kind,
           record::StoredRecord const& disposal, registry::Change const& change) {
    auto const& of = disposal.record.as<Disposal>();
    auto const facts = access::facts_of(transaction, *kind.schema, of.record_id);
    BASE_ASSERT(facts);
    auto const version =
        transaction.first(fmt::format("SELECT version FROM {} WHERE id = ?", kind.schema->plural),
                          {store::id_value(of.record_id)});
    keep_statistic(transaction, kind, disposal, change.at);
    Eraser eraser(transaction, kind, of.record_id);
    eraser.run();
    transaction.execute("UPDATE need_to_know SET record_id = ? WHERE record_id = ?",
                        {store::id_value(disposal.envelope.id), store::id_value(of.record_id)});
    auto after = disposal;
    auto& done = after.record.as<Disposal>();
    done.state = DisposalState::done;
    done.decided_by = change.author.staff.value_or(base::Ulid{});
    done.decided_at = change.at;
    auto const entry = journal::append(
        transaction, {change.at, change.author, std::string(journal::dispose_action), of.record_kind,
                      of.record_id, version->integer(0) + 1, proof_content(after, eraser, *facts, change)});
    done.journal_entry = entry;
    registry::update(transaction, disposal, after, change);
    transaction.execute("INSERT INTO disposal_unfinished (disposal, in_ledgers) VALUES (?, ?)",
                        {store::id_value(disposal.envelope.id), std::int64_t{0}});
}

std::optional<json::object> proof(store::Reader& reader, Disposal const& disposal) {
    auto content = journal::content_of(reader, disposal.journal_entry);
    auto const row = reader.first("SELECT hash FROM journal WHERE seq = ?", {disposal.journal_entry});
    if (!content || !row) {
        return std::nullopt;
    }
    content->erase("audience");
    (*content)["journal_entry"] = disposal.journal_entry;
    (*content)["journal_hash"] = base::to_hex(row->blob(0));
    return content;
}

bool is_finished(store::Reader& reader, base::Ulid const& disposal) {
    return !reader.first("SELECT 1 FROM disposal_unfinished WHERE disposal = ?", {store::id_value(disposal)});
}

std::optional<access::RecordFacts> audience(store::Reader& reader, std::int64_t entry) {
    auto const content = journal::content_of(reader, entry);
    auto const* const found = content ? content->if_contains("audience") : nullptr;
    if (found == nullptr || !found->is_object()) {
        return std::nullopt;
    }
    auto const& object = found->as_object();
    access::RecordFacts facts;
    facts.created_by = base::parse_ulid(text_in(object, "created_by")).value_or(base::Ulid{});
    facts.units = ids_in(object, "units");
    facts.stations = ids_in(object, "stations");
    facts.referred_to = ids_in(object, "referred_to");
    facts.may_know = ids_in(object, "may_know");
    facts.restriction = text_in(object, "restriction");
    facts.kind = text_in(object, "kind");
    return facts;
}

}  // namespace platform::retention
