#include "engine/observables/words.h"

#include "engine/observables/vocabulary.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace engine::observables {
namespace {

using Buckets = std::unordered_map<std::uint32_t, std::vector<Word>>;

std::uint32_t bucket_key(std::string_view text) {
    auto const byte = [&](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
    };
    return is_ascii(text[0]) ? static_cast<std::uint32_t>(to_lower(text[0]))
                             : (byte(0) << 16U) | (byte(1) << 8U) | byte(2);
}

Buckets const& buckets() {
    static Buckets const built = [] {
        Buckets made;
        for (auto const list : {words_of_people(), words_of_things()}) {
            for (auto const& word : list) {
                made[bucket_key(word.spelling)].push_back(word);
            }
        }
        for (auto& [key, words] : made) {
            std::stable_sort(words.begin(), words.end(), [](Word const& a, Word const& b) {
                return a.spelling.size() > b.spelling.size();
            });
        }
        return made;
    }();
    return built;
}

bool stands_here(View const& view, std::size_t place, std::string_view spelling) {
    if (view.size() - place < spelling.size()) {
        return false;
    }
    for (std::size_t i = 0; i < spelling.size(); ++i) {
        if (to_lower(view.at(place + i)) != spelling[i]) {
            return false;
        }
    }
    // A Latin word must stand alone: LINE, but not online.
    bool const latin_end = is_alnum(spelling.back());
    auto const next = view.at(place + spelling.size());
    bool const goes_on = is_alpha(next) || (is_digit(next) && spelling.size() < 3);
    return !latin_end || !goes_on;
}

// ライン inside ホットライン, オンライン, ガイドライン is no messenger.
bool is_inside_katakana(View const& view, std::size_t place, Word const& word) {
    return word.cue == Cue::line && place > 0 && script_at(view, place) == Script::katakana &&
           script_at(view, place - length_of_previous(view, place)) == Script::katakana;
}

// インスタのショート動画: the service is the one named before, not the one best known for such films.
bool is_owned(View const& view, std::size_t place, Word const& word, std::vector<Mention> const& before) {
    constexpr std::size_t particle = 3;
    bool const film = word.cue == Cue::tiktok && word.spelling.ends_with("動画");
    return film && view.ends_with(place, "の") && !before.empty() && before.back().end == place - particle &&
           before.back().cue < Cue::account_word;
}

// Not inside an address or a handle; a full-width sign separates.
bool begins_word(View const& view, std::size_t place) {
    static constexpr std::string_view ties{"@._-/"};
    auto const previous = view.before(place);
    return !is_alnum(previous) &&
           (previous == '\0' || ties.find(previous) == std::string_view::npos || view.wide(place - 1));
}

}  // namespace

Words::Words(View const& view) {
    auto const& index = buckets();
    for (std::size_t at = 0; at < view.size();) {
        auto const length = character_length(view, at);
        bool const latin = length == 1 && is_alnum(view.at(at));
        bool const starts = length == 3 || (latin && begins_word(view, at));
        auto const found = starts ? index.find(bucket_key(view.text().substr(at))) : index.end();
        if (found != index.end()) {
            std::size_t taken = 0;
            for (auto const& word : found->second) {
                // Only the longest spelling here counts, but it may mean several things.
                if (word.spelling.size() < taken) {
                    break;
                }
                if (stands_here(view, at, word.spelling) && !is_inside_katakana(view, at, word) &&
                    !is_owned(view, at, word, mentions_)) {
                    taken = word.spelling.size();
                    mentions_.push_back({at, at + taken, word.cue});
                }
            }
        }
        at += length;
    }
}

std::optional<Mention> Words::before(std::size_t place, std::size_t reach, std::span<Cue const> cues) const {
    auto const first_after =
        std::upper_bound(mentions_.begin(), mentions_.end(), place,
                         [](std::size_t at, Mention const& mention) { return at < mention.begin; });
    for (auto at = first_after; at != mentions_.begin();) {
        --at;
        if (at->begin + reach < place) {
            break;
        }
        if (at->end <= place && std::find(cues.begin(), cues.end(), at->cue) != cues.end()) {
            return *at;
        }
    }
    return std::nullopt;
}

std::optional<Mention> Words::after(std::size_t place, std::size_t reach, std::span<Cue const> cues) const {
    auto at = std::lower_bound(mentions_.begin(), mentions_.end(), place,
                               [](Mention const& mention, std::size_t from) { return mention.begin < from; });
    for (; at != mentions_.end() && at->begin <= place + reach; ++at) {
        if (std::find(cues.begin(), cues.end(), at->cue) != cues.end()) {
            return *at;
        }
    }
    return std::nullopt;
}

bool Words::near_before(std::size_t place, std::size_t reach, Cue cue) const {
    return before(place, reach, std::span{&cue, 1}).has_value();
}

}  // namespace engine::observables
