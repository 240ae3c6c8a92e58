#include "modules/audit/entries.h"

#include "base/hash.h"
#include "base/problem.h"
#include "platform/access/purpose.h"
#include "platform/journal/access_index.h"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <functional>
#include <tuple>

namespace modules::audit {

namespace json = boost::json;

namespace {

[[noreturn]] void refuse_cursor() {
    throw base::Problem(base::Problem::bad_request, "続きの位置 (cursor) が正しくありません",
                        "the cursor is not one that this list gave",
                        {{"cursor", {"この一覧が返した値ではありません", "not a value this list returned"}}});
}

struct Where {
    std::string sql;
    store::Values values;

    void add(std::string_view condition, store::Value value) {
        add(condition);
        values.push_back(std::move(value));
    }
    void add(std::string_view condition) { sql.append(sql.empty() ? " WHERE " : " AND ").append(condition); }
};

// `%`, `_` and `\` of the words stand for themselves.
std::string contains_pattern(std::string_view words) {
    std::string pattern = "%";
    for (char const letter : words) {
        if (letter == '%' || letter == '_' || letter == '\\') {
            pattern.push_back('\\');
        }
        pattern.push_back(letter);
    }
    return pattern + "%";
}

void add_records(Where& where, std::vector<base::Ulid> const& records, Log log) {
    if (records.empty()) {
        where.add("1 = 0");
        return;
    }
    auto const among = placeholders(records.size());
    where.add(log == Log::access ? "(a.node, a.seq) IN (SELECT r.node, r.entry FROM access_log_record r "
                                   "WHERE r.record_id IN " +
                                       among + ")"
                                 : "a.record_id IN " + among);
    for (auto const& record : records) {
        where.values.push_back(store::id_value(record));
    }
}

// The words that a reader gave, or the name of a screen as people see it.
void add_purpose(Where& where, std::string const& words) {
    std::string sql = "(lower(a.purpose) LIKE lower(?) ESCAPE '\\'";
    where.values.emplace_back(contains_pattern(words));
    for (auto const& screen : platform::access::screens()) {
        if (screen.ja.find(words) != std::string_view::npos ||
            screen.en.find(words) != std::string_view::npos) {
            sql.append(" OR a.purpose = ?");
            where.values.emplace_back(platform::access::screen_purpose(screen.code));
        }
    }
    where.add(sql.append(")"));
}

Where where_of(Filter const& filter, Log log) {
    Where where;
    if (filter.records) {
        add_records(where, *filter.records, log);
    }
    if (filter.staff) {
        where.add("a.actor = ?", store::id_value(*filter.staff));
    }
    if (!filter.units.empty()) {
        where.add("a.unit IN " + placeholders(filter.units.size()));
        for (auto const& unit : filter.units) {
            where.values.push_back(store::id_value(unit));
        }
    }
    if (!filter.action.empty()) {
        where.add("a.action = ?", filter.action);
    }
    if (!filter.kind.empty()) {
        where.add("a.record_kind = ?", filter.kind);
    }
    if (!filter.purpose.empty() && log == Log::access) {
        add_purpose(where, filter.purpose);
    }
    if (filter.from) {
        where.add("a.at >= ?", filter.from->milliseconds);
    }
    if (filter.until) {
        where.add("a.at < ?", filter.until->milliseconds);
    }
    return where;
}

// What is older than the position, in the order of both logs together: time, then log, node and number.
void add_before(Where& where, Position const& before, Log log) {
    if (log != before.log) {
        bool const same_moment_follows = log < before.log;
        where.add(same_moment_follows ? "a.at <= ?" : "a.at < ?", before.at);
        return;
    }
    if (log == Log::journal) {
        where.add("(a.at, a.seq) < (?, ?)");
        where.values.insert(where.values.end(), {before.at, before.seq});
        return;
    }
    where.add("(a.at, a.node, a.seq) < (?, ?, ?)");
    where.values.insert(where.values.end(), {before.at, store::text_value(before.node), before.seq});
}

constexpr std::string_view access_columns =
    "SELECT a.seq, a.at, a.actor, a.unit, a.action, a.record_kind, a.record_id, a.node, a.purpose, a.detail "
    "FROM access_log a";
constexpr std::string_view journal_columns =
    "SELECT a.seq, a.at, a.actor, a.unit, a.action, a.record_kind, a.record_id, a.record_version FROM "
    "journal "
    "a";

std::int64_t count_numbers(std::string_view detail) {
    std::int64_t count = 0;
    for (std::size_t at = 0; at < detail.size();) {
        auto const end = std::min(detail.find(' ', at), detail.size());
        auto const word = detail.substr(at, end - at);
        count += !word.empty() && word.size() < 20 &&
                         std::ranges::all_of(word, [](char letter) { return letter >= '0' && letter <= '9'; })
                     ? 1
                     : 0;
        at = end + 1;
    }
    return count;
}

// Its own record first, then the others in the order shown.
std::vector<base::Ulid> named(Entry const& entry, std::string_view detail) {
    auto records = platform::journal::records_named(entry.record, detail);
    if (entry.record) {
        std::ranges::stable_partition(records,
                                      [&](base::Ulid const& record) { return record == *entry.record; });
    }
    return records;
}

Entry to_entry(store::Row const& row, Log log) {
    Entry entry;
    entry.log = log;
    entry.seq = row.integer(0);
    entry.at = {row.integer(1)};
    entry.staff = row.optional_id(2);
    entry.unit = row.optional_id(3);
    entry.action = row.text(4);
    entry.kind = row.text(5);
    entry.record = row.optional_id(6);
    if (log == Log::journal) {
        entry.version = row.integer(7);
        entry.records = named(entry, "");
        return entry;
    }
    entry.node = row.text(7);
    entry.purpose = row.text(8);
    entry.records = named(entry, row.text(9));
    entry.observables = count_numbers(row.text(9));
    return entry;
}

}  // namespace

Position position_of(Entry const& entry) {
    return {entry.at.milliseconds, entry.log, entry.node, entry.seq};
}

std::string to_cursor(Position const& position) {
    json::array const parts{position.at, position.log == Log::access ? 1 : 0, position.node, position.seq};
    return base::to_hex(json::serialize(parts));
}

std::optional<Position> read_cursor(std::string_view cursor) {
    if (cursor.empty()) {
        return std::nullopt;
    }
    auto const bytes = base::from_hex(cursor);
    json::error_code error;
    auto const parsed = bytes ? json::parse(*bytes, error) : json::value();
    auto const* const parts = parsed.if_array();
    if (error || parts == nullptr || parts->size() != 4 || !(*parts)[0].is_int64() ||
        !(*parts)[1].is_int64() || !(*parts)[2].is_string() || !(*parts)[3].is_int64()) {
        refuse_cursor();
    }
    return Position{(*parts)[0].as_int64(), (*parts)[1].as_int64() == 1 ? Log::access : Log::journal,
                    std::string((*parts)[2].as_string()), (*parts)[3].as_int64()};
}

std::vector<Entry> entries(store::Reader& reader, Log log, Filter const& filter,
                           std::optional<Position> const& before, std::size_t limit) {
    auto where = where_of(filter, log);
    if (before) {
        add_before(where, *before, log);
    }
    std::string sql(log == Log::access ? access_columns : journal_columns);
    sql.append(where.sql).append(log == Log::access ? " ORDER BY a.at DESC, a.node DESC, a.seq DESC LIMIT ?"
                                                    : " ORDER BY a.at DESC, a.seq DESC LIMIT ?");
    where.values.emplace_back(static_cast<std::int64_t>(limit));
    std::vector<Entry> found;
    reader.each(sql, where.values, [&](store::Row const& row) {
        found.push_back(to_entry(row, log));
        if (filter.records) {  // those that were asked for are shown first
            std::ranges::stable_partition(found.back().records, [&](base::Ulid const& record) {
                return std::ranges::find(*filter.records, record) != filter.records->end();
            });
        }
    });
    return found;
}

std::vector<Entry> entries_of_both(store::Reader& reader, Filter const& filter,
                                   std::optional<Position> const& before, std::size_t limit) {
    auto found = entries(reader, Log::access, filter, before, limit);
    auto const changes = entries(reader, Log::journal, filter, before, limit);
    found.insert(found.end(), changes.begin(), changes.end());
    std::ranges::sort(found, std::greater<>(), [](Entry const& entry) {
        return std::tuple(entry.at.milliseconds, entry.log, entry.node, entry.seq);
    });
    if (found.size() > limit) {
        found.resize(limit);
    }
    return found;
}

std::optional<Entry> entry_of(store::Reader& reader, std::string_view node, std::int64_t seq) {
    std::string sql(access_columns);
    auto const row =
        reader.first(sql.append(" WHERE a.node = ? AND a.seq = ?"), {store::text_value(node), seq});
    return row ? std::optional(to_entry(*row, Log::access)) : std::nullopt;
}

std::vector<Count> counts(store::Reader& reader, Log log, Filter const& filter) {
    auto const where = where_of(filter, log);
    std::string sql = log == Log::access ? "SELECT a.action, a.action, count(*) FROM access_log a"
                                         : "SELECT a.record_kind, a.action, count(*) FROM journal a";
    sql.append(where.sql);
    sql.append(log == Log::access ? " GROUP BY a.action" : " GROUP BY a.record_kind, a.action");
    sql.append(" ORDER BY 3 DESC, 1, 2");
    std::vector<Count> found;
    reader.each(sql, where.values, [&](store::Row const& row) {
        found.push_back({log == Log::access ? std::string() : row.text(0), row.text(1), row.integer(2)});
    });
    return found;
}

}  // namespace modules::audit
