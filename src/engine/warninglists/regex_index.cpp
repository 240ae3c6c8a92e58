#include "engine/warninglists/regex_index.h"

#include <fmt/format.h>
#include <hs/hs.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <optional>
#include <utility>

namespace engine::warninglists {

namespace {

constexpr std::size_t longest_expression = 1024;
constexpr std::size_t most_expressions = 10'000;
constexpr int most_retries = 100;

struct Parsed {
    std::string pattern;
    unsigned flags = HS_FLAG_SINGLEMATCH | HS_FLAG_ALLOWEMPTY;
};

struct CloseDatabase {
    void operator()(hs_database_t* database) const noexcept { hs_free_database(database); }
};
struct CloseScratch {
    void operator()(hs_scratch_t* scratch) const noexcept { hs_free_scratch(scratch); }
};
struct CloseError {
    void operator()(hs_compile_error_t* error) const noexcept { hs_free_compile_error(error); }
};
using Database = std::unique_ptr<hs_database_t, CloseDatabase>;
using Scratch = std::unique_ptr<hs_scratch_t, CloseScratch>;
using CompileError = std::unique_ptr<hs_compile_error_t, CloseError>;

base::Words refused(std::string_view ja, std::string_view en) {
    return {std::string(ja), std::string(en)};
}

base::Words refused_by_engine(hs_compile_error_t const* error) {
    auto const* const why = error != nullptr && error->message != nullptr ? error->message : "unknown";
    return {fmt::format("この正規表現は使えません（{}）", why),
            fmt::format("the regular expression cannot be used ({})", why)};
}

// The flags after the closing slash; nullopt for one that we do not have.
std::optional<unsigned> flags_of(std::string_view letters) noexcept {
    unsigned flags = 0;
    for (char const letter : letters) {
        switch (letter) {
            case 'i':
                flags |= HS_FLAG_CASELESS;
                break;
            case 's':
                flags |= HS_FLAG_DOTALL;
                break;
            case 'm':
                flags |= HS_FLAG_MULTILINE;
                break;
            case 'u':
                flags |= HS_FLAG_UTF8;
                break;
            default:
                return std::nullopt;
        }
    }
    return flags;
}

struct Reading {
    Parsed parsed;
    std::optional<base::Words> refusal;
};

Reading read(std::string_view written) {
    Reading reading;
    if (written.size() > longest_expression || written.find('\0') != std::string_view::npos) {
        reading.refusal = refused("正規表現が長すぎるか、使えない文字があります",
                                  "the regular expression is too long or holds a zero byte");
        return reading;
    }
    auto const close = written.rfind('/');
    if (!written.starts_with('/') || close == 0) {
        reading.parsed.pattern = written;
    } else if (auto const flags = flags_of(written.substr(close + 1))) {
        reading.parsed.pattern = written.substr(1, close - 1);
        reading.parsed.flags |= *flags;
    } else {
        reading.refusal = refused("知らない修飾子があります（使えるのは i m s u）",
                                  "unknown flag (i, m, s, u are allowed)");
        return reading;
    }
    hs_expr_info_t* information = nullptr;
    hs_compile_error_t* error = nullptr;
    auto const result =
        hs_expression_info(reading.parsed.pattern.c_str(), reading.parsed.flags, &information, &error);
    CompileError const owned(error);
    std::free(information);
    if (result != HS_SUCCESS) {
        reading.refusal = refused_by_engine(error);
    }
    return reading;
}

// One scratch per thread, made to fit the index that this thread asked last.
struct ThreadScratch {
    Scratch scratch;
    std::uint64_t index = 0;
};

int note_match(unsigned id, unsigned long long, unsigned long long, unsigned, void* found) {
    static_cast<std::vector<std::uint32_t>*>(found)->push_back(id);
    return 0;
}

std::uint64_t next_number() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

}  // namespace

struct RegexIndex::Internal {
    Database database;
    std::uint64_t number = next_number();
    std::vector<base::Violation> refusals;
};

namespace {

struct Compiling {
    std::vector<Parsed> parsed;
    std::vector<std::uint32_t> lists;
    std::vector<std::string> fields;

    void drop(std::size_t at) {
        parsed.erase(parsed.begin() + static_cast<std::ptrdiff_t>(at));
        lists.erase(lists.begin() + static_cast<std::ptrdiff_t>(at));
        fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(at));
    }
};

struct Compiled {
    Database database;
    CompileError error;
};

Compiled compile(Compiling const& all) {
    std::vector<char const*> patterns;
    std::vector<unsigned> flags;
    for (auto const& each : all.parsed) {
        patterns.push_back(each.pattern.c_str());
        flags.push_back(each.flags);
    }
    hs_database_t* database = nullptr;
    hs_compile_error_t* error = nullptr;
    hs_compile_multi(patterns.data(), flags.data(), all.lists.data(), static_cast<unsigned>(patterns.size()),
                     HS_MODE_BLOCK, nullptr, &database, &error);
    return {Database(database), CompileError(error)};
}

}  // namespace

RegexIndex::RegexIndex(std::vector<Expression> const& expressions) {
    auto made = std::make_unique<Internal>();
    Compiling all;
    for (auto const& expression : expressions) {
        auto reading = all.parsed.size() < most_expressions
                           ? read(expression.written)
                           : Reading{{}, refused("正規表現が多すぎます", "too many regular expressions")};
        if (reading.refusal) {
            made->refusals.push_back({expression.field, std::move(*reading.refusal)});
        } else {
            all.parsed.push_back(std::move(reading.parsed));
            all.lists.push_back(expression.list);
            all.fields.push_back(expression.field);
        }
    }
    // An expression that reads well may still be too large to compile: it is dropped by name, the others
    // stay.
    for (int tries = 0; !all.parsed.empty() && !made->database && tries < most_retries; ++tries) {
        auto [database, error] = compile(all);
        made->database = std::move(database);
        if (!made->database) {
            auto const wrong =
                error && error->expression >= 0 ? static_cast<std::size_t>(error->expression) : 0;
            made->refusals.push_back({all.fields[wrong], refused_by_engine(error.get())});
            all.drop(wrong);
        }
    }
    for (std::size_t i = 0; !made->database && i < all.fields.size(); ++i) {
        made->refusals.push_back(
            {all.fields[i], refused("正規表現が使えないものが多すぎます",
                                    "too many of the regular expressions cannot be used")});
    }
    internal_ = std::move(made);
}

RegexIndex::~RegexIndex() = default;
RegexIndex::RegexIndex(RegexIndex&&) noexcept = default;
RegexIndex& RegexIndex::operator=(RegexIndex&&) noexcept = default;

std::vector<base::Violation> const& RegexIndex::refusals() const noexcept {
    return internal_->refusals;
}

std::vector<std::uint32_t> RegexIndex::search(std::string_view value) const {
    std::vector<std::uint32_t> lists;
    if (!internal_->database) {
        return lists;
    }
    thread_local ThreadScratch mine;
    if (mine.index != internal_->number) {
        auto* scratch = mine.scratch.release();
        auto const result = hs_alloc_scratch(internal_->database.get(), &scratch);
        mine.scratch.reset(scratch);
        mine.index = result == HS_SUCCESS ? internal_->number : 0;
        if (result != HS_SUCCESS) {
            throw base::Problem(base::Problem::unavailable, "メモリが足りません", "out of memory");
        }
    }
    auto const size = static_cast<unsigned>(std::min<std::size_t>(value.size(), std::size_t{1} << 30U));
    hs_scan(internal_->database.get(), value.data(), size, 0, mine.scratch.get(), note_match, &lists);
    std::sort(lists.begin(), lists.end());
    lists.erase(std::unique(lists.begin(), lists.end()), lists.end());
    return lists;
}

}  // namespace engine::warninglists
