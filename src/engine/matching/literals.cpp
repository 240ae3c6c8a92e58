#include "engine/matching/literals.h"

#include "base/problem.h"

#include <hs/hs.h>

#include <algorithm>
#include <numeric>
#include <tuple>

namespace engine::matching {

namespace {

struct FreeDatabase {
    void operator()(hs_database_t* database) const { hs_free_database(database); }
};
struct FreeScratch {
    void operator()(hs_scratch_t* scratch) const { hs_free_scratch(scratch); }
};
using Scratch = std::unique_ptr<hs_scratch_t, FreeScratch>;

struct Search {
    std::vector<std::string> const* literals;
    std::vector<LiteralHit>* hits;
};

int collect(unsigned int id, unsigned long long, unsigned long long to, unsigned int, void* context) {
    auto const& search = *static_cast<Search const*>(context);
    auto const end = static_cast<std::uint32_t>(to);
    auto const length = static_cast<std::uint32_t>((*search.literals)[id].size());
    search.hits->push_back({id, end - length, end});
    return 0;
}

void order(std::vector<LiteralHit>& hits) {
    std::ranges::sort(hits, {},
                      [](LiteralHit const& hit) { return std::tuple(hit.start, hit.end, hit.literal); });
    hits.erase(std::ranges::unique(hits).begin(), hits.end());
}

}  // namespace

struct LiteralSet::Engine {
    std::unique_ptr<hs_database_t, FreeDatabase> database;
    Scratch scratch;
};

LiteralSet::LiteralSet(std::span<std::string const> literals) : literals_(literals.begin(), literals.end()) {
    if (literals_.empty()) {
        return;
    }
    std::vector<char const*> texts;
    std::vector<std::size_t> lengths;
    std::vector<unsigned int> flags(literals_.size(), 0);
    std::vector<unsigned int> ids(literals_.size());
    std::iota(ids.begin(), ids.end(), 0U);
    for (auto const& literal : literals_) {
        BASE_ASSERT(!literal.empty());
        texts.push_back(literal.data());
        lengths.push_back(literal.size());
    }
    hs_database_t* database = nullptr;
    hs_compile_error_t* error = nullptr;
    auto const compiled = hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), lengths.data(),
                                               static_cast<unsigned int>(texts.size()), HS_MODE_BLOCK,
                                               nullptr, &database, &error);
    BASE_ASSERT(compiled == HS_SUCCESS);
    engine_ = std::make_unique<Engine>();
    engine_->database.reset(database);
    hs_scratch_t* scratch = nullptr;
    auto const allocated = hs_alloc_scratch(database, &scratch);
    BASE_ASSERT(allocated == HS_SUCCESS);
    engine_->scratch.reset(scratch);
}

LiteralSet::~LiteralSet() = default;
LiteralSet::LiteralSet(LiteralSet&&) noexcept = default;
LiteralSet& LiteralSet::operator=(LiteralSet&&) noexcept = default;

std::vector<LiteralHit> LiteralSet::find(std::string_view text) const {
    std::vector<LiteralHit> hits;
    if (!engine_ || text.empty()) {
        return hits;
    }
    hs_scratch_t* copy = nullptr;
    auto const cloned = hs_clone_scratch(engine_->scratch.get(), &copy);
    BASE_ASSERT(cloned == HS_SUCCESS);
    Scratch const scratch(copy);
    Search search{&literals_, &hits};
    auto const scanned = hs_scan(engine_->database.get(), text.data(), static_cast<unsigned int>(text.size()),
                                 0, scratch.get(), collect, &search);
    BASE_ASSERT(scanned == HS_SUCCESS);
    order(hits);
    return hits;
}

std::vector<LiteralHit> LiteralSet::find_plainly(std::string_view text) const {
    std::vector<LiteralHit> hits;
    for (std::uint32_t id = 0; id < literals_.size(); ++id) {
        std::string const& literal = literals_[id];
        for (std::size_t at = text.find(literal); at != std::string_view::npos;
             at = text.find(literal, at + 1)) {
            hits.push_back(
                {id, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + literal.size())});
        }
    }
    order(hits);
    return hits;
}

}  // namespace engine::matching
