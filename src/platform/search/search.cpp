#include "platform/search/search.h"

#include "base/text_fold.h"
#include "base/utf8.h"
#include "platform/search/bigram_tokenizer.h"
#include "platform/search/gram_index.h"

#include <algorithm>

namespace platform::search {

namespace {

constexpr std::size_t most_words = 8;
constexpr std::size_t longest_query = 512;  // bytes after folding

bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

// The folded query's words; punctuation inside a word is left to the tokenizer.
std::vector<std::string> words_of(std::string_view query) {
    auto folded = base::search_fold(query).text;
    folded = std::string(base::first_code_points(folded, longest_query));
    std::vector<std::string> words;
    std::string word;
    for (std::size_t i = 0; i <= folded.size(); ++i) {
        if (i == folded.size() || is_space(folded[i])) {
            if (!word.empty() && words.size() < most_words) {
                words.push_back(word);
            }
            word.clear();
        } else {
            word.push_back(folded[i]);
        }
    }
    return words;
}

// `"…"`: the pairs of the word one after the other. A run of one character at the end is `"…" *`, the
// beginning of a pair.
std::string phrase(std::string const& word) {
    std::string quoted = "\"";
    for (char const c : word) {
        quoted.append(c == '"' ? "\"\"" : std::string(1, c));
    }
    bool const ends_alone = character_starts(word_runs(word).back()).size() == 2;
    return quoted + (ends_alone ? "\" *" : "\"");
}

// Words that hold something to look for.
std::vector<std::string> asked_words(std::string_view query) {
    auto words = words_of(query);
    std::erase_if(words, [](std::string const& word) { return !holds_word(word); });
    return words;
}

// What FTS5 is asked.
std::string expression_of(std::vector<std::string> const& words) {
    std::string expression;
    for (auto const& word : words) {
        expression.append(expression.empty() ? "" : " AND ").append(phrase(word));
    }
    return expression;
}

bool is_sqlite(std::string_view dialect) {
    return dialect == "sqlite";
}

std::size_t to_boundary(std::string_view text, std::size_t at) {
    while (at > 0 && !base::is_character_boundary(text, at)) {
        --at;
    }
    return at;
}

}  // namespace

void remove(store::Transaction& transaction, base::Ulid const& record) {
    auto const old = transaction.first("SELECT seq, body FROM search_document WHERE record_id = ?",
                                       {store::id_value(record)});
    if (!old) {
        return;
    }
    if (is_sqlite(transaction.dialect())) {  // elsewhere the index row goes with its document
        transaction.execute("INSERT INTO search_index (search_index, rowid, body) VALUES ('delete', ?, ?)",
                            {old->integer(0), old->text(1)});
    }
    transaction.execute("DELETE FROM search_document WHERE seq = ?", {old->integer(0)});
}

void put(store::Transaction& transaction, std::string_view record_kind, base::Ulid const& record,
         std::string_view text) {
    auto folded = base::search_fold(text).text;
    auto const same = transaction.first("SELECT 1 FROM search_document WHERE record_id = ? AND body = ?",
                                        {store::id_value(record), folded});
    if (same) {
        return;
    }
    remove(transaction, record);
    auto const made = transaction.query(
        "INSERT INTO search_document (record_kind, record_id, body) VALUES (?, ?, ?) RETURNING seq",
        {store::text_value(record_kind), store::id_value(record), folded});
    auto const document = made.at(0).integer(0);
    if (is_sqlite(transaction.dialect())) {
        transaction.execute("INSERT INTO search_index (rowid, body) VALUES (?, ?)",
                            {document, std::move(folded)});
    } else {
        put_grams(transaction, document, folded);
    }
}

std::optional<Match> match(std::string_view query, std::string_view dialect) {
    auto const words = asked_words(query);
    if (words.empty()) {
        return std::nullopt;
    }
    if (!is_sqlite(dialect)) {
        auto found = gram_query(words);
        return Match{"r.id IN (" + found.sql + ")", std::move(found.values)};
    }
    return Match{
        "r.id IN (SELECT d.record_id FROM search_index i CROSS JOIN search_document d INDEXED BY "
        "search_document_records ON d.seq = i.rowid WHERE i.search_index MATCH ?)",
        {expression_of(words)}};
}

std::optional<Match> match_each(std::string_view query, std::string_view dialect) {
    auto const words = asked_words(query);
    if (words.empty() || !is_sqlite(dialect)) {  // PostgreSQL chooses the way by its statistics
        return std::nullopt;
    }
    Match each{"EXISTS (SELECT 1 FROM search_document d WHERE d.record_id = r.id", {}};
    for (auto const& word : words) {
        each.sql.append(" AND renkei_holds(d.body, ?)");
        each.values.emplace_back(word);
    }
    each.sql.append(")");
    return each;
}

Snippet snippet(std::string_view text, std::string_view query, std::size_t length) {
    auto const folded = base::search_fold(text);
    std::vector<Span> hits;
    for (auto const& word : words_of(query)) {
        for (auto at = folded.text.find(word); at != std::string::npos && hits.size() < 64;
             at = folded.text.find(word, at + word.size())) {
            auto const source = folded.source(at, at + word.size());
            hits.push_back({source.start, source.end});
        }
    }
    std::sort(hits.begin(), hits.end(), [](Span a, Span b) { return a.start < b.start; });
    std::size_t const first = hits.empty() ? 0 : hits.front().start;
    std::size_t const start = to_boundary(text, first > length / 3 ? first - length / 3 : 0);
    std::size_t const end = to_boundary(text, std::min(text.size(), start + length));
    Snippet snippet;
    if (start > 0) {
        snippet.text = "…";
    }
    std::size_t const shift = snippet.text.size();
    snippet.text.append(text.substr(start, end - start));
    for (auto const& hit : hits) {
        bool const inside = hit.start >= start && hit.end <= end;
        bool const apart =
            snippet.highlights.empty() || hit.start - start + shift >= snippet.highlights.back().end;
        if (inside && apart) {
            snippet.highlights.push_back({hit.start - start + shift, hit.end - start + shift});
        }
    }
    if (end < text.size()) {
        snippet.text += "…";
    }
    return snippet;
}

void rebuild(store::Transaction& transaction) {
    if (is_sqlite(transaction.dialect())) {
        transaction.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')");
    } else {
        rebuild_grams(transaction);
    }
    transaction.execute(
        "INSERT INTO search_state (\"only\", tokenizer) VALUES (1, ?) "
        "ON CONFLICT (\"only\") DO UPDATE SET tokenizer = excluded.tokenizer",
        {std::int64_t{tokenizer_version}});
}

void rebuild_if_needed(store::Store& store) {
    store.write([](store::Transaction& transaction) {
        auto const made_by = transaction.first("SELECT tokenizer FROM search_state WHERE \"only\" = 1");
        if (made_by && made_by->integer(0) == tokenizer_version) {
            return;
        }
        rebuild(transaction);
    });
}

}  // namespace platform::search
