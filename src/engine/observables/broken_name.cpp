#include "engine/observables/broken_name.h"

#include "engine/observables/host.h"
#include "engine/observables/view.h"

#include <algorithm>
#include <array>
#include <string>

namespace engine::observables {
namespace {

constexpr std::size_t onion_name = 56;  // version 3; version 2 had 16
constexpr std::size_t old_onion_name = 16;
constexpr std::size_t most_pieces = 4;
constexpr std::size_t shortest_piece = 4;

char char_at(std::string_view text, std::size_t place) {
    return place < text.size() ? text[place] : '\0';
}

bool is_onion_letter(char c) {
    auto const lower = to_lower(c);
    return is_lower(lower) || (c >= '2' && c <= '7');
}

// Length of what may break a name: a line's end or a blank, or 0.
std::size_t break_length(std::string_view text, std::size_t place) {
    if (char_at(text, place) == '\r' && char_at(text, place + 1) == '\n') {
        return 2;
    }
    return char_at(text, place) == '\n' || char_at(text, place) == ' ' ? 1 : 0;
}

std::size_t letters_after(std::string_view text, std::size_t place) {
    auto end = place;
    while (end - place <= onion_name && is_onion_letter(char_at(text, end))) {
        ++end;
    }
    return end - place;
}
std::size_t letters_before(std::string_view text, std::size_t place) {
    auto begin = place;
    while (begin > 0 && place - begin <= onion_name && is_onion_letter(text[begin - 1])) {
        --begin;
    }
    return place - begin;
}

// Letters from `place` to the ".onion" that ends the name, over more breaks; 0 when none comes.
std::size_t letters_up_to_onion(std::string_view text, std::size_t place) {
    static constexpr std::array<std::string_view, 4> endings{".onion", "[.]onion", "(.)onion", ".\nonion"};
    std::size_t letters = 0;
    for (std::size_t piece = 0; piece < most_pieces; ++piece) {
        auto const length = letters_after(text, place);
        letters += length;
        place += length;
        if (length == 0 || letters > onion_name) {
            return 0;
        }
        auto const rest = lowered(text.substr(place, 8));
        if (std::any_of(endings.begin(), endings.end(),
                        [&](std::string_view ending) { return rest.starts_with(ending); })) {
            return letters;
        }
        auto const gap = break_length(text, place);
        if (gap == 0) {
            return 0;
        }
        place += gap;
    }
    return 0;
}

// Whether the pieces that end at `place` make a whole name together with `letters` more.
bool completes_onion(std::string_view text, std::size_t place, std::size_t letters) {
    auto total = letters;
    for (std::size_t piece = 0; piece < most_pieces && total < onion_name; ++piece) {
        auto const length = letters_before(text, place);
        total += length;
        place -= length;
        if (length < shortest_piece) {
            return false;
        }
        bool const bounded = place == 0 || !is_alnum(text[place - 1]);
        if (bounded && (total == onion_name || total == old_onion_name)) {
            return true;
        }
        if (place == 0 || (text[place - 1] != '\n' && text[place - 1] != ' ')) {
            return false;
        }
        place -= place > 1 && text[place - 2] == '\r' ? 2U : 1U;
    }
    return false;
}

bool is_host_byte(char c) {
    return is_alnum(c) || c == '-' || c == '.';
}

// The host written at `place`, in lower case.
std::string host_from(std::string_view text, std::size_t place) {
    constexpr std::size_t longest = 100;
    auto end = place;
    while (end < place + longest && is_host_byte(char_at(text, end))) {
        ++end;
    }
    while (end > place && !is_alnum(text[end - 1])) {
        --end;
    }
    return lowered(text.substr(std::min(place, text.size()), end - place));
}

// "https://name.exam⏎ple/page", "taro@mail.exam⏎ple": a host begun in this word that is none without the
// rest.
bool completes_host(std::string_view text, std::size_t place, std::size_t next) {
    constexpr std::size_t longest = 100;
    auto begin = place;
    while (begin > 0 && place - begin < longest && is_host_byte(text[begin - 1])) {
        --begin;
    }
    auto const before = text.substr(0, begin);
    auto const left = lowered(text.substr(begin, place - begin));
    if ((!before.ends_with("://") && !before.ends_with("@")) || left.empty() || is_host(left)) {
        return false;
    }
    auto const right = host_from(text, next);
    return !right.empty() && is_host(left + right);
}

}  // namespace

std::size_t break_inside_name(std::string_view text, std::size_t place) {
    auto const gap = break_length(text, place);
    if (gap == 0 || place == 0) {
        return 0;
    }
    auto const left = text[place - 1];
    auto const right = char_at(text, place + gap);
    if (is_alnum(left) && right == '@' && text[place] != ' ') {
        return is_host(host_from(text, place + gap + 1)) ? gap : 0;
    }
    if ((!is_alnum(left) && left != '-') || !is_alnum(right)) {
        return 0;
    }
    if (auto const letters = letters_up_to_onion(text, place + gap);
        letters != 0 && completes_onion(text, place, letters)) {
        return gap;
    }
    return text[place] != ' ' && completes_host(text, place, place + gap) ? gap : 0;
}

}  // namespace engine::observables
