#include "platform/search/gram_index.h"

#include "platform/search/bigram_tokenizer.h"

#include <set>

namespace platform::search {

namespace {

constexpr std::int64_t documents_at_once = 5000;

// A run's pairs in order; with its last character too when `and_last`, or when it is the only one.
std::vector<std::string_view> tokens_of(std::string_view run, bool and_last) {
    auto const starts = character_starts(run);
    std::vector<std::string_view> tokens;
    for (std::size_t i = 0; i + 2 < starts.size(); ++i) {
        tokens.push_back(run.substr(starts[i], starts[i + 2] - starts[i]));
    }
    if (and_last || starts.size() == 2) {
        tokens.push_back(run.substr(starts[starts.size() - 2]));
    }
    return tokens;
}

void append(std::string& list, std::string_view separator, std::string_view item) {
    list.append(list.empty() ? "" : separator).append(item);
}

// 'ab' & 'bc': every pair of the word; a lone last character is the beginning of a pair. Runs hold letters
// and digits only, so that nothing in them can end the quotes.
std::string pairs_expression(std::vector<std::string_view> const& runs) {
    std::string expression;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        bool const last = i + 1 == runs.size();
        auto const tokens = tokens_of(runs[i], false);
        for (auto const token : tokens) {
            std::string quoted = "'";
            quoted.append(token).append(last && tokens.size() == 1 ? "':*" : "'");
            append(expression, " & ", quoted);
        }
    }
    return expression;
}

}  // namespace

Grams grams_of(std::string_view folded) {
    Grams made;
    std::set<std::string_view> tokens;
    for (auto const run : word_runs(folded)) {
        append(made.runs, " ", run);
        for (auto const token : tokens_of(run, true)) {
            if (tokens.insert(token).second) {
                append(made.grams, " ", token);
            }
        }
    }
    return made;
}

void put_grams(store::Transaction& transaction, std::int64_t document, std::string_view folded) {
    auto made = grams_of(folded);
    transaction.execute(
        "INSERT INTO search_index (document, runs, grams) VALUES (?, ?, "
        "array_to_tsvector(string_to_array(?, ' '))) "
        "ON CONFLICT (document) DO UPDATE SET runs = excluded.runs, grams = excluded.grams",
        {document, std::move(made.runs), std::move(made.grams)});
}

void rebuild_grams(store::Transaction& transaction) {
    transaction.execute("DELETE FROM search_index");
    std::int64_t last = 0;
    for (bool more = true; more;) {
        auto const rows =
            transaction.query("SELECT seq, body FROM search_document WHERE seq > ? ORDER BY seq LIMIT ?",
                              {last, documents_at_once});
        auto const index = transaction.insert_many("search_index", {"document", "runs", "grams"});
        for (auto const& row : rows) {
            last = row.integer(0);
            auto made = grams_of(row.text(1));
            index->add({last, std::move(made.runs), std::move(made.grams)});
        }
        index->finish();
        more = !rows.empty();
    }
}

GramQuery gram_query(std::vector<std::string> const& words) {
    std::string expression;
    std::string phrases;
    store::Values values{std::string()};
    for (auto const& word : words) {
        auto const runs = word_runs(word);
        append(expression, " & ", pairs_expression(runs));
        auto phrase = joined_runs(word);
        if (character_starts(phrase).size() > 3) {  // a pair says itself
            phrases.append(" AND position(? in i.runs) > 0");
            values.emplace_back(std::move(phrase));
        }
    }
    values.front() = std::move(expression);
    return {
        "SELECT d.record_id FROM search_index i JOIN search_document d ON d.seq = i.document "
        "WHERE i.grams @@ CAST(? AS tsquery)" +
            phrases,
        std::move(values)};
}

}  // namespace platform::search
