#include "engine/observables/bank_name.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace engine::observables {
namespace {

constexpr std::array<std::string_view, 12> bank_endings{"信用金庫", "信用組合", "農業協同組合", "労働金庫",
                                                        "信託銀行", "銀行",     "信金",         "信組",
                                                        "農協",     "労金",     "バンク",       "漁協"};
constexpr std::array<std::string_view, 8> branch_endings{"支店", "本店", "営業部",   "出張所",
                                                         "支所", "店",   "センター", "本所"};
constexpr std::array<std::string_view, 12> particles{"から", "まで", "より", "は", "が", "を",
                                                     "に",   "の",   "で",   "と", "も", "へ"};
constexpr std::array<std::string_view, 14> verb_endings{"という", "された", "ている", "ていた", "なった",
                                                        "んだ",   "った",   "した",   "いた",   "れた",
                                                        "てる",   "きた",   "ない",   "する"};

struct Character {
    std::size_t begin = 0;
    bool hiragana = false;
};

std::vector<Character> characters_of(std::string_view text) {
    std::vector<Character> result;
    for (std::size_t at = 0; at < text.size();) {
        auto const point = base::decode_utf8(text, at);
        result.push_back({at, point.value >= 0x3041 && point.value <= 0x309F});
        at += point.length;
    }
    return result;
}

bool ends_like_particle(std::string_view text) {
    auto const fits = [&](std::string_view word) { return text.ends_with(word); };
    return std::any_of(particles.begin(), particles.end(), fits) ||
           std::any_of(verb_endings.begin(), verb_endings.end(), fits);
}

// Of hiragana right before the ending (…のしおかぜ銀行): how much at its front is the sentence.
std::size_t sentence_part(std::string_view hiragana, bool after_text) {
    std::size_t part = 0;
    for (auto const ending : verb_endings) {
        if (auto const at = hiragana.rfind(ending);
            at != std::string_view::npos && at + ending.size() < hiragana.size()) {
            part = std::max(part, at + ending.size());
        }
    }
    if (part == 0 && after_text) {
        for (auto const particle : particles) {
            if (hiragana.starts_with(particle) && hiragana.size() > particle.size() + 3) {
                return particle.size();
            }
        }
    }
    return part;
}

}  // namespace

std::size_t bank_ending(std::string_view run) noexcept {
    for (auto const ending : bank_endings) {
        if (run.ends_with(ending)) {
            return ending.size();
        }
    }
    return 0;
}

bool is_branch_name(std::string_view run) noexcept {
    return std::any_of(branch_endings.begin(), branch_endings.end(),
                       [&](std::string_view ending) { return run.ends_with(ending); });
}

std::size_t last_bank_end(std::string_view run) noexcept {
    std::size_t end = 0;
    for (auto const ending : bank_endings) {
        if (auto const at = run.rfind(ending); at != std::string_view::npos && at > 0) {
            end = std::max(end, at + ending.size());
        }
    }
    return end;
}

std::size_t bank_name_begin(std::string_view run, Reference const& reference) {
    auto const all = characters_of(run);
    for (auto const& each : all) {
        if (reference.size() != 0 && reference.bank(run.substr(each.begin)) != nullptr) {
            return each.begin;
        }
    }
    auto const stem_end = run.size() - bank_ending(run);
    std::size_t begin = stem_end;
    std::size_t index = 0;
    while (index < all.size() && all[index].begin < stem_end) {
        ++index;
    }
    while (index > 0) {
        if (!all[index - 1].hiragana) {
            begin = all[--index].begin;
            continue;
        }
        auto first = index;
        while (first > 0 && all[first - 1].hiragana) {
            --first;
        }
        auto const hiragana = run.substr(all[first].begin, begin - all[first].begin);
        if (begin != stem_end && ends_like_particle(hiragana)) {
            return begin;
        }
        if (auto const part = sentence_part(hiragana, first > 0); part != 0) {
            return all[first].begin + part;
        }
        begin = all[first].begin;
        index = first;
    }
    return begin;
}

}  // namespace engine::observables
