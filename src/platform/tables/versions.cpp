#include "platform/tables/versions.h"

#include "base/hash.h"
#include "base/problem.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <set>

namespace platform::tables {

namespace {

constexpr std::string_view in_force = "triage";
constexpr std::string_view shipped = "seed";

std::string serialize(Files const& files) {
    boost::json::object object;
    for (auto const& [name, bytes] : files) {
        object[name] = bytes;
    }
    return boost::json::serialize(object);
}

Files deserialize(std::string const& text) {
    Files files;
    auto const parsed = boost::json::parse(text);  // named: the loop only borrows it
    for (auto const& member : parsed.as_object()) {
        files.emplace_back(std::string(member.key()), std::string(member.value().as_string()));
    }
    return sorted(std::move(files));
}

store::Value digest_of(std::string const& text) {
    auto const digest = base::sha256(text);
    return base::Blob{std::string(base::as_bytes(digest))};
}

// Of `v`, in the order that version_of() reads.
constexpr std::string_view columns =
    "SELECT v.seq, v.digest, v.loaded_at, v.loaded_by, v.origin, v.proposal_id";

std::string select(std::string_view rest) {
    return std::string(columns).append(rest);
}

// seq, digest, loaded_at, loaded_by, origin, proposal_id
Version version_of(store::Row const& row) {
    return {row.integer(0),   base::to_hex(row.blob(1)),
            {row.integer(2)}, row.optional_id(3).value_or(base::Ulid{}),
            row.text(4),      row.optional_id(5).value_or(base::Ulid{})};
}

std::optional<StoredVersion> stored(std::optional<store::Row> const& row) {
    return row ? std::optional(StoredVersion{version_of(*row), deserialize(row->text(6))}) : std::nullopt;
}

std::optional<std::string> text_in(Files const& files, std::string const& name) {
    auto const found = std::ranges::find(files, name, [](auto const& each) { return each.first; });
    return found == files.end() ? std::nullopt : std::optional(found->second);
}

// The names of what is otherwise in one than in the other.
std::set<std::string> differing(Files const& before, Files const& after) {
    std::set<std::string> names;
    for (auto const* side : {&before, &after}) {
        for (auto const& [name, text] : *side) {
            if (text_in(before, name) != text_in(after, name)) {
                names.insert(name);
            }
        }
    }
    return names;
}

void note_change(store::Transaction& transaction, std::int64_t number, Files const& files) {
    auto const before = version_before(transaction, number);
    auto names = differing(before ? before->files : Files{}, files);
    names.insert("");  // looked at
    for (auto const& name : names) {
        transaction.execute(
            "INSERT INTO rule_version_change (version, file) VALUES (?, ?) ON CONFLICT DO NOTHING",
            {number, name});
    }
}

std::int64_t insert(store::Transaction& transaction, std::string_view area, NewVersion const& made,
                    journal::Author const& author, base::Instant now, std::string_view action) {
    auto const text = serialize(made.files);
    auto const digest = digest_of(text);
    auto const id = base::new_ulid();
    auto const staff = author.staff ? store::id_value(*author.staff) : store::Value{};
    auto const row = transaction.first(
        "INSERT INTO rule_version (id, area, digest, files, loaded_at, loaded_by, origin, proposal_id) "
        "VALUES "
        "(?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq",
        {store::id_value(id), store::text_value(area), digest, text, now.milliseconds, staff,
         store::text_value(made.origin),
         made.proposal.is_nil() ? store::Value{} : store::id_value(made.proposal)});
    BASE_ASSERT(row);
    auto const number = row->integer(0);
    journal::Entry entry{now, author, std::string(action), "rule_version", id, number, {}};
    entry.content["digest"] = base::to_hex(std::get<base::Blob>(digest).bytes);
    entry.content["origin"] = made.origin;
    if (!made.proposal.is_nil()) {
        entry.content["proposal"] = base::to_string(made.proposal);
    }
    journal::append(transaction, entry);
    return number;
}

std::optional<Seed> seed_of(std::optional<store::Row> const& row) {
    return row ? std::optional(Seed{row->integer(0), deserialize(row->text(1))}) : std::nullopt;
}

}  // namespace

Files sorted(Files files) {
    std::ranges::sort(files);
    return files;
}

std::vector<Version> versions(store::Reader& reader, std::size_t most) {
    std::vector<Version> found;
    reader.each(select(" FROM rule_version v WHERE v.area = ? ORDER BY v.seq DESC LIMIT ?"),
                {store::text_value(in_force), static_cast<std::int64_t>(most)},
                [&](store::Row const& row) { found.push_back(version_of(row)); });
    return found;
}

std::vector<Version> versions_of(store::Reader& reader, std::string_view file, std::size_t most) {
    std::vector<Version> found;
    reader.each(
        select(" FROM rule_version_change c JOIN rule_version v ON v.seq = c.version WHERE c.file = ? "
               "ORDER BY v.seq DESC LIMIT ?"),
        {store::text_value(file), static_cast<std::int64_t>(most)},
        [&](store::Row const& row) { found.push_back(version_of(row)); });
    return found;
}

std::map<std::string, Version, std::less<>> since(store::Reader& reader) {
    std::map<std::string, Version, std::less<>> found;
    reader.each(select(", c.file FROM (SELECT file, MAX(version) AS version FROM rule_version_change WHERE "
                       "file <> '' GROUP BY file) c JOIN rule_version v ON v.seq = c.version"),
                {}, [&](store::Row const& row) { found[row.text(6)] = version_of(row); });
    return found;
}

void note_changes(store::Store& store) {
    std::vector<std::int64_t> unknown;
    store.read([&](store::Reader& reader) {
        reader.each(
            "SELECT v.seq FROM rule_version v WHERE v.area = ? AND NOT EXISTS (SELECT 1 FROM "
            "rule_version_change c WHERE c.version = v.seq AND c.file = '') ORDER BY v.seq",
            {store::text_value(in_force)}, [&](store::Row const& row) { unknown.push_back(row.integer(0)); });
    });
    for (auto const number : unknown) {
        store.write([&](store::Transaction& transaction) {
            if (auto const made = version(transaction, number)) {
                note_change(transaction, number, made->files);
            }
        });
    }
}

std::optional<StoredVersion> version_before(store::Reader& reader, std::int64_t number) {
    return stored(reader.first(
        select(", v.files FROM rule_version v WHERE v.area = ? AND v.seq < ? ORDER BY v.seq DESC LIMIT 1"),
        {store::text_value(in_force), number}));
}

std::optional<StoredVersion> version(store::Reader& reader, std::int64_t number) {
    return stored(reader.first(select(", v.files FROM rule_version v WHERE v.area = ? AND v.seq = ?"),
                               {store::text_value(in_force), number}));
}

std::optional<StoredVersion> newest_version(store::Reader& reader) {
    return stored(
        reader.first(select(", v.files FROM rule_version v WHERE v.area = ? ORDER BY v.seq DESC LIMIT 1"),
                     {store::text_value(in_force)}));
}

std::optional<std::int64_t> newest_number(store::Reader& reader) {
    auto const row = reader.first("SELECT seq FROM rule_version WHERE area = ? ORDER BY seq DESC LIMIT 1",
                                  {store::text_value(in_force)});
    return row ? std::optional(row->integer(0)) : std::nullopt;
}

std::int64_t add_version(store::Transaction& transaction, NewVersion const& made,
                         journal::Author const& author, base::Instant now) {
    auto const number = insert(transaction, in_force, made, author, now, "load_tables");
    note_change(transaction, number, made.files);
    return number;
}

std::optional<Seed> newest_seed(store::Reader& reader) {
    return seed_of(
        reader.first("SELECT seq, files FROM rule_version WHERE area = ? ORDER BY seq DESC LIMIT 1",
                     {store::text_value(shipped)}));
}

std::int64_t newest_seed_number(store::Reader& reader) {
    auto const row = reader.first("SELECT seq FROM rule_version WHERE area = ? ORDER BY seq DESC LIMIT 1",
                                  {store::text_value(shipped)});
    return row ? row->integer(0) : 0;
}

std::optional<Seed> seed(store::Reader& reader, std::int64_t seq) {
    return seed_of(reader.first("SELECT seq, files FROM rule_version WHERE area = ? AND seq = ?",
                                {store::text_value(shipped), seq}));
}

bool is_known_seed(store::Reader& reader, Files const& files) {
    return reader
        .first("SELECT seq FROM rule_version WHERE area = ? AND digest = ? LIMIT 1",
               {store::text_value(shipped), digest_of(serialize(files))})
        .has_value();
}

std::int64_t add_seed(store::Transaction& transaction, Files const& files, base::Instant now) {
    return insert(transaction, shipped, {files, from_program, {}}, {}, now, "ship_tables");
}

std::shared_ptr<Active const> load(store::Store& store, Files const& files, journal::Author const& author,
                                   base::Instant now) {
    auto const wanted = sorted(files);
    auto const checked = compile(wanted, "");
    std::int64_t number = 0;
    store.write([&](store::Transaction& transaction) {
        auto const last = newest_version(transaction);
        number = last && last->files == wanted
                     ? last->version.number
                     : add_version(transaction, {wanted, from_command, {}}, author, now);
    });
    auto active = *checked;
    active.version = std::to_string(number);
    return std::make_shared<Active const>(std::move(active));
}

std::shared_ptr<Active const> newest(store::Store& store) {
    std::optional<StoredVersion> found;
    store.read([&](store::Reader& reader) { found = newest_version(reader); });
    return found ? compile(found->files, std::to_string(found->version.number)) : nullptr;
}

}  // namespace platform::tables
