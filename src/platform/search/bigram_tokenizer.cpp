#include "platform/search/bigram_tokenizer.h"

#include "base/problem.h"

#include <sqlite3.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace platform::search {

namespace {

using Emit = int (*)(void*, int, char const*, int, int, int);

struct Character {
    int start;
    int end;
    bool word;  // part of a run, not a space or a mark between runs
};

Character next_character(char const* text, int at, int size) {
    UChar32 code = 0;
    int end = at;
    U8_NEXT(reinterpret_cast<std::uint8_t const*>(text), end, size, code);
    // ー and 々 are letters to a reader; ICU calls them modifiers (Lm), which u_isalnum leaves out.
    bool const word = code >= 0 && (u_isalnum(code) || u_charType(code) == U_MODIFIER_LETTER ||
                                    u_charType(code) == U_OTHER_LETTER);
    return {at, end, word};
}

// SQLite's callback signature fixes the parameters.
int tokenize(Fts5Tokenizer* /*tokenizer*/, void* context, int flags, char const* text, int size, Emit emit) {
    bool const query = (flags & FTS5_TOKENIZE_QUERY) != 0;
    int at = 0;
    while (at < size) {
        auto current = next_character(text, at, size);
        at = current.end;
        if (!current.word) {
            continue;
        }
        bool first = true;
        while (at < size) {
            auto const following = next_character(text, at, size);
            if (!following.word) {
                break;
            }
            int const code = emit(context, 0, text + current.start, following.end - current.start,
                                  current.start, following.end);
            if (code != SQLITE_OK) {
                return code;
            }
            first = false;
            current = following;
            at = following.end;
        }
        if (query && !first) {
            continue;  // pairs alone say the whole run
        }
        int const token_flags = first ? 0 : FTS5_TOKEN_COLOCATED;
        int const code = emit(context, token_flags, text + current.start, current.end - current.start,
                              current.start, current.end);
        if (code != SQLITE_OK) {
            return code;
        }
    }
    return SQLITE_OK;
}

int create(void* /*context*/, char const** /*arguments*/, int /*count*/, Fts5Tokenizer** made) {
    static char marker = 0;  // it holds no state, yet FTS5 wants an address
    *made = reinterpret_cast<Fts5Tokenizer*>(&marker);
    return SQLITE_OK;
}

void destroy(Fts5Tokenizer* /*tokenizer*/) {}

std::string_view text_of(sqlite3_value* value) {
    auto const* const bytes = reinterpret_cast<char const*>(sqlite3_value_text(value));
    return {bytes == nullptr ? "" : bytes, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

// renkei_holds(text, word): 1 where the word's pairs stand one after the other in the text, as MATCH finds
// them.
void holds(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
    auto const found = joined_runs(text_of(values[0])).find(joined_runs(text_of(values[1])));
    sqlite3_result_int(context, found == std::string::npos ? 0 : 1);
}

}  // namespace

std::string joined_runs(std::string_view text) {
    std::string joined;
    for (auto const run : word_runs(text)) {
        joined.append(joined.empty() ? "" : " ").append(run);
    }
    return joined;
}

bool holds_word(std::string_view text) {
    int const size = static_cast<int>(text.size());
    for (int at = 0; at < size;) {
        auto const character = next_character(text.data(), at, size);
        if (character.word) {
            return true;
        }
        at = character.end;
    }
    return false;
}

std::vector<std::string_view> word_runs(std::string_view text) {
    std::vector<std::string_view> runs;
    int const size = static_cast<int>(text.size());
    int start = -1;  // of the run that at is in
    for (int at = 0; at < size;) {
        auto const character = next_character(text.data(), at, size);
        if (character.word && start < 0) {
            start = at;
        }
        if (!character.word && start >= 0) {
            runs.push_back(
                text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(at - start)));
            start = -1;
        }
        at = character.end;
    }
    if (start >= 0) {
        runs.push_back(text.substr(static_cast<std::size_t>(start)));
    }
    return runs;
}

std::vector<std::size_t> character_starts(std::string_view run) {
    std::vector<std::size_t> starts;
    int const size = static_cast<int>(run.size());
    int at = 0;
    while (at < size) {
        starts.push_back(static_cast<std::size_t>(at));
        at = next_character(run.data(), at, size).end;
    }
    starts.push_back(run.size());
    return starts;
}

void register_bigram_tokenizer(sqlite3* database) {
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    fts5_tokenizer tokenizer{create, destroy, tokenize};
    if (api == nullptr ||
        api->xCreateTokenizer(api, "renkei_bigram", nullptr, &tokenizer, nullptr) != SQLITE_OK ||
        sqlite3_create_function_v2(database, "renkei_holds", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr,
                                   holds, nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw base::Problem(
            base::Problem::unavailable, "データベースの全文検索を使えません",
            std::string("the database's full-text search cannot be used: ").append(sqlite3_errmsg(database)));
    }
}

}  // namespace platform::search
