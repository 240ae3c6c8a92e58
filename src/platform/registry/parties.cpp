#include "platform/registry/parties.h"

#include "base/joined.h"
#include "platform/access/policy.h"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace platform::registry {

namespace {

using engine::identity::Kind;
using engine::identity::Told;
using store::Values;

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        auto const end = std::min(text.find(' '), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

// In the order of the columns, from `kind` on.
Values values_of(Told const& told) {
    return {store::text_value(told.kind == Kind::person ? "person" : "organization"),
            told.name,
            told.kana,
            told.address,
            base::joined(told.phones),
            base::joined(told.mails),
            told.birth_date ? base::to_iso(*told.birth_date) : std::string(),
            told.corporate_number};
}

void write_keys(store::Transaction& transaction, std::int64_t party, base::Ulid const& record,
                Told const& told) {
    transaction.execute("DELETE FROM party_key WHERE party = ? AND record_id = ?",
                        {party, store::id_value(record)});
    auto const keys = keys_of(engine::identity::fold(told));
    std::vector<Values> rows;
    for (auto const* list : {&keys.keys, &keys.names}) {
        for (auto const key : *list) {
            rows.push_back({key, party, store::id_value(record)});
        }
    }
    transaction.run_each(
        "INSERT INTO party_key (key, party, record_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", rows);
}

void write_party(store::Transaction& transaction, std::string_view record_kind, base::Ulid const& record,
                 ToldParty const& party, Party const* before, PartyKeys keys) {
    auto values = values_of(party.told);
    if (before != nullptr) {
        bool const changed = values != values_of(before->told);
        if (changed) {
            values.emplace_back(before->seq);
            transaction.execute(
                "UPDATE party SET kind = ?, name = ?, kana = ?, address = ?, phones = ?, mails = ?, "
                "birth_date = ?, corporate_number = ? WHERE seq = ?",
                values);
        }
        if (changed || keys == PartyKeys::all) {
            write_keys(transaction, before->seq, record, party.told);
        }
        return;
    }
    Values row{store::id_value(base::new_ulid()), store::text_value(record_kind), store::id_value(record),
               party.role};
    row.insert(row.end(), values.begin(), values.end());
    auto const made = transaction.first(
        "INSERT INTO party (id, record_kind, record_id, role, kind, name, kana, address, phones, mails, "
        "birth_date, corporate_number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq",
        row);
    BASE_ASSERT(made);
    write_keys(transaction, made->integer(0), record, party.told);
}

}  // namespace

Party read_party(store::Row const& row) {
    Party party{row.integer(0), row.id(1), row.text(2), row.id(3), row.text(4), {}};
    auto& told = party.told;
    told.kind = row.text(5) == "person" ? Kind::person : Kind::organization;
    told.name = row.text(6);
    told.kana = row.text(7);
    told.address = row.text(8);
    told.phones = split(row.text(9));
    told.mails = split(row.text(10));
    told.birth_date = base::parse_date(row.text(11));
    told.corporate_number = row.text(12);
    return party;
}

void write_parties(store::Transaction& transaction, std::string_view record_kind, base::Ulid const& record,
                   std::vector<ToldParty> const& parties, PartyKeys keys) {
    std::map<std::string, Party> before;
    for (auto& party : parties_of(transaction, record)) {
        auto role = party.role;
        before.emplace(std::move(role), std::move(party));
    }
    for (auto const& party : parties) {
        auto const known = before.find(party.role);
        write_party(transaction, record_kind, record, party, known == before.end() ? nullptr : &known->second,
                    keys);
        if (known != before.end()) {
            before.erase(known);
        }
    }
    // Of a role that nobody is told in any more the id stays, for what was decided about it.
    for (auto const& [role, party] : before) {
        write_party(transaction, record_kind, record, {role, {}}, &party, keys);
    }
}

std::vector<Party> parties_of(store::Reader& reader, base::Ulid const& record) {
    std::vector<Party> found;
    std::string sql("SELECT ");
    sql.append(party_columns).append(" FROM party p WHERE p.record_id = ? ORDER BY p.seq");
    reader.each(sql, {store::id_value(record)},
                [&](store::Row const& row) { found.push_back(read_party(row)); });
    return found;
}

Condition readable_record(RecordKinds const& kinds, access::Actor const& actor, std::string_view column) {
    Condition condition;
    for (auto const& kind : kinds.all()) {
        auto const filter = access::filter(actor, kind.read, "o");
        condition.sql.append(condition.sql.empty() ? "(" : " OR ")
            .append(fmt::format("EXISTS (SELECT 1 FROM {} o WHERE o.id = {} AND ({}))", kind.schema->plural,
                                column, filter.sql));
        condition.values.insert(condition.values.end(), filter.values.begin(), filter.values.end());
    }
    condition.sql.append(condition.sql.empty() ? "1 = 0" : ")");
    return condition;
}

Condition reached_parties(RecordKinds const& kinds, access::Actor const& actor, Condition const& roots) {
    auto const a = readable_record(kinds, actor, "d.record_a");
    auto const b = readable_record(kinds, actor, "d.record_b");
    Condition reached{fmt::format("WITH RECURSIVE reached(root, party) AS (SELECT p.id, p.id FROM party p "
                                  "WHERE {} UNION SELECT s.root, CASE WHEN d.party_a = s.party THEN "
                                  "d.party_b ELSE d.party_a END FROM reached s JOIN identity_decisions d ON "
                                  "(d.party_a = s.party OR d.party_b = s.party) WHERE d.verdict = 'same' AND "
                                  "d.withdrawn = 0 AND {} AND {})",
                                  roots.sql, a.sql, b.sql),
                      roots.values};
    for (auto const* more : {&a, &b}) {
        reached.values.insert(reached.values.end(), more->values.begin(), more->values.end());
    }
    return reached;
}

Condition person_condition(RecordKinds const& kinds, access::Actor const& actor, PersonAsked const& asked) {
    if (asked.party) {
        // One alone is nobody who was put together: it would tell that another is hidden.
        auto reached = reached_parties(kinds, actor, {"p.id = ?", {store::id_value(*asked.party)}});
        reached.sql = "r.id IN (" + reached.sql +
                      " SELECT p.record_id FROM reached s JOIN party p ON p.id = s.party WHERE (SELECT "
                      "count(*) FROM reached) > 1)";
        return reached;
    }
    if (asked.keys.empty()) {
        return {"1 = 0", {}};
    }
    Condition condition{"r.id IN (SELECT pk.record_id FROM party_key pk WHERE pk.key IN (", {}};
    for (auto const key : asked.keys) {
        condition.sql.append(condition.values.empty() ? "?" : ", ?");
        condition.values.emplace_back(key);
    }
    condition.sql.append("))");
    return condition;
}

}  // namespace platform::registry
