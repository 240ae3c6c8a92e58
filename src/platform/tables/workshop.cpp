#include "platform/tables/workshop.h"

#include "base/hash.h"
#include "engine/matching/assess.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace platform::tables {

namespace {

constexpr std::size_t most_known = 8;
constexpr std::size_t trial_bytes = 60'000;  // a narrative of 20,000 characters
constexpr std::chrono::milliseconds always_fine{1500};
constexpr int times_slower = 8;

std::string digest_of(Files const& files) {
    std::string all;
    for (auto const& [name, bytes] : files) {
        all.append(fmt::format("{} {} ", name, bytes.size())).append(bytes);
    }
    return std::string(base::as_bytes(base::sha256(all)));
}

// Made of the words of the tables themselves, which is what costs most.
std::string trial_text(Active const& tables) {
    std::string text;
    for (auto const& fact : tables.tables().facts) {
        for (auto const& pattern : fact.patterns) {
            if (text.size() + pattern.size() > trial_bytes) {
                return text;
            }
            text.append(pattern);
        }
    }
    return text;
}

std::chrono::milliseconds time_of(Active const& tables, std::string const& text) {
    auto const begun = std::chrono::steady_clock::now();
    [[maybe_unused]] auto const assessment = engine::matching::assess(
        *tables.rules, {.text = text, .kind = {}, .channel = {}, .observables = {}, .answers = {}});
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun);
}

}  // namespace

Workshop::Workshop() : trial_(&time_of) {}

std::optional<base::Violation> Workshop::refuse_slow(Active const& made, Active const& current) const {
    auto const text = trial_text(made);
    auto const taken = trial_(made, text);
    if (taken <= always_fine || taken <= times_slower * trial_(current, text)) {
        return std::nullopt;
    }
    return base::Violation{
        "files",
        {fmt::format("長い相談1件の判定に{}ミリ秒かかります。言い回しを減らしてください", taken.count()),
         fmt::format("one long text takes {} ms; use fewer patterns", taken.count())}};
}

Workshop::Known& Workshop::known(Files const& files) {
    auto const digest = digest_of(files);
    auto const found = std::ranges::find(known_, digest, &Known::digest);
    if (found != known_.end()) {
        std::rotate(found, found + 1, known_.end());
        return known_.back();
    }
    auto result = read(files);
    if (known_.size() == most_known) {
        known_.erase(known_.begin());
    }
    known_.push_back({digest, std::move(result), false});
    return known_.back();
}

base::Parsed<std::shared_ptr<Active const>> Workshop::compiled(Files const& files,
                                                               std::shared_ptr<Active const> const& current) {
    std::scoped_lock const lock(mutex_);
    auto& made = known(files);
    if (made.result && current && !made.is_tried) {
        if (auto refused = refuse_slow(**made.result, *current)) {
            return std::move(*refused);
        }
        made.is_tried = true;
    }
    return made.result;
}

}  // namespace platform::tables
