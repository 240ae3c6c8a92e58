#include "platform/tables/proposals.h"

#include "base/hash.h"
#include "base/problem.h"

#include <boost/json/object.hpp>

#include <algorithm>
#include <array>

namespace platform::tables {

namespace {

constexpr std::string_view columns =
    "id, version, kind, state, reason, base_version, seed_from, made_by, made_at, changed_at, proposed_at, "
    "decided_by, decided_at, decision, in_force_from, made_version, fault";

std::string select(std::string_view rest) {
    std::string sql("SELECT ");
    return sql.append(columns).append(" FROM table_proposal ").append(rest);
}

std::optional<base::Instant> instant(store::Row const& row, std::size_t column) {
    auto const value = row.optional_integer(column);
    return value ? std::optional(base::Instant{*value}) : std::nullopt;
}

Proposal proposal_of(store::Row const& row) {
    Proposal proposal;
    proposal.id = row.id(0);
    proposal.version = row.integer(1);
    proposal.kind = row.text(2);
    proposal.state = row.text(3);
    proposal.reason = row.text(4);
    proposal.base_version = row.integer(5);
    proposal.seed_from = row.optional_integer(6);
    proposal.made_by = row.optional_id(7).value_or(base::Ulid{});
    proposal.made_at = {row.integer(8)};
    proposal.changed_at = {row.integer(9)};
    proposal.proposed_at = instant(row, 10);
    proposal.decided_by = row.optional_id(11).value_or(base::Ulid{});
    proposal.decided_at = instant(row, 12);
    proposal.decision = row.text(13);
    proposal.in_force_from = instant(row, 14);
    proposal.made_version = row.optional_integer(15);
    proposal.fault = row.text(16);
    return proposal;
}

store::Value value(base::Ulid const& id) {
    return id.is_nil() ? store::Value{} : store::id_value(id);
}
store::Value value(std::optional<base::Instant> const& at) {
    return at ? store::Value{at->milliseconds} : store::Value{};
}
store::Value value(std::optional<std::int64_t> const& number) {
    return number ? store::Value{*number} : store::Value{};
}
store::Value value(std::optional<std::string> const& text) {
    return text ? store::Value{*text} : store::Value{};
}

// In the order of `columns`, without id and version.
store::Values values_of(Proposal const& of) {
    return {of.kind,
            of.state,
            of.reason,
            of.base_version,
            value(of.seed_from),
            value(of.made_by),
            of.made_at.milliseconds,
            of.changed_at.milliseconds,
            value(of.proposed_at),
            value(of.decided_by),
            value(of.decided_at),
            of.decision,
            value(of.in_force_from),
            value(of.made_version),
            of.fault};
}

void write_files(store::Transaction& transaction, base::Ulid const& id,
                 std::vector<FileChange> const& files) {
    transaction.execute("DELETE FROM table_proposal_file WHERE proposal_id = ?", {store::id_value(id)});
    for (auto const& change : files) {
        transaction.execute(
            "INSERT INTO table_proposal_file (proposal_id, file, base, text, shipped, is_conflict) VALUES "
            "(?, ?, ?, ?, ?, ?)",
            {store::id_value(id), change.file, value(change.base), value(change.text), value(change.shipped),
             std::int64_t{change.is_conflict ? 1 : 0}});
    }
}

// The journal proves which text it was; the text itself stands in the proposal and in the version made of it.
void journal_change(store::Transaction& transaction, Proposal const& proposal,
                    std::vector<FileChange> const& files, journal::Author const& author,
                    std::string_view action) {
    journal::Entry entry{proposal.changed_at, author, std::string(action), "table_proposal", proposal.id,
                         proposal.version,    {}};
    boost::json::object digests;
    for (auto const& change : files) {
        digests[change.file] =
            change.text ? boost::json::value(base::to_hex(base::as_bytes(base::sha256(*change.text))))
                        : boost::json::value();
    }
    entry.content["state"] = proposal.state;
    entry.content["reason"] = proposal.reason;
    entry.content["decision"] = proposal.decision;
    entry.content["files"] = std::move(digests);
    journal::append(transaction, entry);
}

}  // namespace

bool Proposal::is_open() const {
    return state == proposal_state::draft || state == proposal_state::proposed ||
           state == proposal_state::approved;
}

Proposal insert(store::Transaction& transaction, Proposal proposal, std::vector<FileChange> const& files,
                journal::Author const& author, std::string_view action) {
    proposal.id = base::new_ulid();
    proposal.version = 1;
    store::Values values{store::id_value(proposal.id), proposal.version};
    auto const rest = values_of(proposal);
    values.insert(values.end(), rest.begin(), rest.end());
    std::string sql("INSERT INTO table_proposal (");
    sql.append(columns).append(") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    transaction.execute(sql, values);
    write_files(transaction, proposal.id, files);
    journal_change(transaction, proposal, files, author, action);
    return proposal;
}

void update(store::Transaction& transaction, Proposal const& proposal,
            std::optional<std::vector<FileChange>> const& files, journal::Author const& author,
            std::string_view action) {
    auto values = values_of(proposal);
    values.emplace_back(store::id_value(proposal.id));
    values.emplace_back(proposal.version);
    auto const changed = transaction.execute(
        "UPDATE table_proposal SET version = version + 1, kind = ?, state = ?, reason = ?, base_version = ?, "
        "seed_from = ?, made_by = ?, made_at = ?, changed_at = ?, proposed_at = ?, decided_by = ?, "
        "decided_at "
        "= ?, decision = ?, in_force_from = ?, made_version = ?, fault = ? WHERE id = ? AND version = ?",
        values);
    if (changed == 0) {
        throw base::Problem(base::Problem::stale, "ほかの人が先に変更しました。開き直してください",
                            "somebody else changed it first; open it again");
    }
    if (files) {
        write_files(transaction, proposal.id, *files);
    }
    auto after = proposal;
    ++after.version;
    journal_change(transaction, after, files ? *files : files_of(transaction, proposal.id), author, action);
}

std::optional<Proposal> find_proposal(store::Reader& reader, base::Ulid const& id) {
    auto const row = reader.first(select("WHERE id = ?"), {store::id_value(id)});
    return row ? std::optional(proposal_of(*row)) : std::nullopt;
}

std::vector<FileChange> files_of(store::Reader& reader, base::Ulid const& id) {
    std::vector<FileChange> files;
    reader.each(
        "SELECT file, base, text, shipped, is_conflict FROM table_proposal_file WHERE proposal_id = ? ORDER "
        "BY file",
        {store::id_value(id)}, [&](store::Row const& row) {
            files.push_back({row.text(0), row.optional_text(1), row.optional_text(2), row.optional_text(3),
                             row.integer(4) != 0});
        });
    return files;
}

std::vector<std::string> file_names_of(store::Reader& reader, base::Ulid const& id) {
    std::vector<std::string> names;
    reader.each("SELECT file FROM table_proposal_file WHERE proposal_id = ? ORDER BY file",
                {store::id_value(id)}, [&](store::Row const& row) { names.push_back(row.text(0)); });
    return names;
}

std::vector<Proposal> proposals(store::Reader& reader, Which which) {
    std::vector<Proposal> found;
    auto const* const rest =
        which == Which::open
            ? "WHERE state IN ('draft', 'proposed', 'approved') ORDER BY seq DESC LIMIT 200"
            : "WHERE state NOT IN ('draft', 'proposed', 'approved') ORDER BY seq DESC LIMIT 200";
    reader.each(select(rest), {}, [&](store::Row const& row) { found.push_back(proposal_of(row)); });
    return found;
}

std::vector<OpenFile> open_files(store::Reader& reader) {
    std::vector<OpenFile> found;
    reader.each(
        "SELECT p.id, f.file, p.state FROM table_proposal p JOIN table_proposal_file f ON f.proposal_id = "
        "p.id "
        "WHERE p.state IN ('draft', 'proposed', 'approved') ORDER BY p.seq, f.file",
        {}, [&](store::Row const& row) {
            found.push_back({row.id(0), row.text(1), row.text(2)});
        });
    return found;
}

std::vector<Proposal> due(store::Reader& reader, base::Instant now) {
    std::vector<Proposal> found;
    reader.each(select("WHERE state = 'approved' AND in_force_from <= ? ORDER BY in_force_from, seq"),
                {now.milliseconds}, [&](store::Row const& row) { found.push_back(proposal_of(row)); });
    return found;
}

}  // namespace platform::tables
