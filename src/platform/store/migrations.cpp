#include "platform/store/migrations.h"

#include "base/problem.h"

#include <fmt/format.h>

#include <array>

namespace platform::store {

namespace {

constexpr std::array<record::TypeWord, 6> sqlite_words = {{{"{seq}", "INTEGER PRIMARY KEY AUTOINCREMENT"},
                                                           {"{int}", "INTEGER"},
                                                           {"{text}", "TEXT"},
                                                           {"{bool}", "INTEGER"},
                                                           {"{blob}", "BLOB"},
                                                           {"{id}", "BLOB"}}};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

// Statements end with ';' at the end of a line; none of ours holds one elsewhere.
std::vector<std::string> split_statements(std::string const& sql) {
    std::vector<std::string> statements;
    std::size_t start = 0;
    for (auto end = sql.find(";\n"); end != std::string::npos; end = sql.find(";\n", start)) {
        statements.push_back(sql.substr(start, end - start));
        start = end + 2;
    }
    BASE_ASSERT(sql.find_first_not_of(" \n", start) == std::string::npos);
    return statements;
}

int applied(Transaction& transaction) {
    transaction.execute(
        "CREATE TABLE IF NOT EXISTS schema_version (number INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT "
        "NOT NULL "
        "DEFAULT CURRENT_TIMESTAMP)");
    auto const row = transaction.first("SELECT coalesce(max(number), 0) FROM schema_version");
    return static_cast<int>(row->integer(0));
}

}  // namespace

std::span<record::TypeWord const> type_words(std::string_view dialect) {
    BASE_ASSERT(dialect == "sqlite");
    return sqlite_words;
}

std::string translate(std::string_view sql, std::string_view dialect) {
    std::string text;
    bool skipping = false;
    for (std::size_t at = 0; at < sql.size();) {
        auto const end = std::min(sql.find('\n', at), sql.size() - 1) + 1;
        auto const line = sql.substr(at, end - at);
        at = end;
        if (line.starts_with("-- only ")) {
            skipping = line.substr(8, dialect.size()) != dialect;
        } else if (line.starts_with("-- end")) {
            skipping = false;
        } else if (!skipping && !line.starts_with("--")) {
            text += line;
        }
    }
    for (auto const& [word, filled] : type_words(dialect)) {
        replace_all(text, word, filled);
    }
    return text;
}

void migrate(Store& store, std::span<Migration const> list) {
    int done = 0;
    store.write([&](Transaction& transaction) { done = applied(transaction); });
    int const newest = list.empty() ? 0 : list.back().number;
    if (done > newest) {
        throw base::Problem(
            base::Problem::unavailable,
            fmt::format("データは新しい版のプログラムで書かれています (構造 {}、このプログラムは {} まで)",
                        done, newest),
            fmt::format("the data was written by a newer program (schema {}, this program knows {})", done,
                        newest));
    }
    for (auto const& migration : list) {
        if (migration.number <= done) {
            continue;
        }
        store.write([&](Transaction& transaction) {
            if (applied(transaction) >= migration.number) {
                return;  // another process was faster
            }
            for (auto const& statement : split_statements(translate(migration.sql, store.dialect()))) {
                transaction.execute(statement);
            }
            transaction.execute("INSERT INTO schema_version (number, name) VALUES (?, ?)",
                                {std::int64_t{migration.number}, text_value(migration.name)});
        });
    }
}

}  // namespace platform::store
