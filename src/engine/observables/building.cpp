#include "engine/observables/building.h"

#include <algorithm>
#include <array>

namespace engine::observables {
namespace {

using Word = std::string_view;

constexpr std::array<Word, 46> kinds{
    "ハイツ",   "コーポ",     "コーポラス",   "メゾン",   "マンション", "アパート",     "アパートメント",
    "ビル",     "ビルヂング", "ビルディング", "荘",       "レジデンス", "ハウス",       "パレス",
    "コート",   "ヴィラ",     "ヴィレッジ",   "ハイム",   "プレイス",   "タワー",       "テラス",
    "ガーデン", "プラザ",     "センター",     "倉庫",     "寮",         "団地",         "住宅",
    "会館",     "ホーム",     "ヒルズ",       "フラット", "ビレッジ",   "キャッスル",   "シャトー",
    "カーサ",   "ロイヤル",   "スクエア",     "ステージ", "営業所",     "物流センター", "棟",
    "館",       "邸",         "店",           "局留"};
constexpr std::size_t longest_name = 90;

bool any_of_words(auto const& words, auto const& test) {
    return std::any_of(words.begin(), words.end(), test);
}

// Characters a building's name may have; hiragana only where a kind of building follows.
std::size_t name_end(View const& view, std::size_t begin) {
    auto at = begin;
    while (at < view.size() && at - begin < longest_name) {
        auto const script = script_at(view, at);
        bool const name = script == Script::katakana || script == Script::kanji ||
                          script == Script::hiragana || is_alpha(view.at(at)) || view.starts_with(at, "・") ||
                          (is_digit(view.at(at)) && view.ends_with(at, "第"));
        if (!name) {
            break;
        }
        at += character_length(view, at);
    }
    return at;
}

// Where the first part of [begin, end) that ends with a kind of building ends; 0 for none.
std::size_t kind_end(View const& view, std::size_t begin, std::size_t end) {
    std::size_t best = 0;
    auto const text = view.slice(begin, end);
    for (auto const kind : kinds) {
        if (auto const at = text.rfind(kind); at != Word::npos) {
            best = std::max(best, begin + at + kind.size());
        }
    }
    return best;
}

bool has_hiragana(View const& view, std::size_t begin, std::size_t end) {
    for (auto at = begin; at < end; at += character_length(view, at)) {
        bool const tie = at > begin && view.starts_with(at, "の");
        if (script_at(view, at) == Script::hiragana && !tie) {
            return true;
        }
    }
    return false;
}

bool is_building_word(Word name) {
    static constexpr std::array<Word, 9> kanji_endings{"荘",   "館",   "寮", "団地", "棟",
                                                       "住宅", "会館", "邸", "倉庫"};
    static constexpr std::array<Word, 9> others{"電話",       "携帯",   "メール",     "カード", "口座",
                                                "ファックス", "スマホ", "アカウント", "サイト"};
    if (any_of_words(others, [&](Word word) { return name.find(word) != Word::npos; })) {
        return false;
    }
    auto stem = name;
    while (!stem.empty() && is_upper(stem.back())) {
        stem.remove_suffix(1);  // 倉庫C
    }
    bool const kanji = any_of_words(kanji_endings, [&](Word ending) { return stem.ends_with(ending); });
    // Katakana share their first two bytes; a Latin name has letters.
    bool const katakana = name.find("\xE3\x82") != Word::npos || name.find("\xE3\x83") != Word::npos;
    return kanji || katakana || std::count_if(name.begin(), name.end(), is_alpha) >= 2;
}

// The room behind a building's name: 203, A-203, 2B-10, 5F.
std::size_t room_end(View const& view, std::size_t place) {
    auto end = place;
    bool digit = false;
    while (is_digit(view.at(end)) || is_upper(view.at(end)) ||
           (view.at(end) == '-' && is_alnum(view.at(end + 1)))) {
        digit = digit || is_digit(view.at(end));
        ++end;
    }
    static constexpr std::array<Word, 5> counters{"円", "万", "時", "月", "日"};
    bool const counted = any_of_words(counters, [&](Word word) { return view.starts_with(end, word); });
    return digit && !counted && end - place <= 8 ? end : place;
}

struct Room {
    std::string text;  // "203", "3階", "5階502"
    std::size_t end = 0;
};

// 三, 十二 before 階 or 号: as digits.
std::optional<Room> kanji_room(View const& view, std::size_t place) {
    static constexpr std::array<Word, 10> names{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    int value = 0;
    int digit = -1;
    auto at = place;
    while (at < place + 12) {
        auto const* const name =
            std::find_if(names.begin(), names.end(), [&](Word word) { return view.starts_with(at, word); });
        if (view.starts_with(at, "十")) {
            value += (digit < 0 ? 1 : digit) * 10;
            digit = -1;
        } else if (name != names.end()) {
            digit = (digit < 0 ? 0 : digit * 10) + static_cast<int>(name - names.begin());
        } else {
            break;
        }
        at += 3;
    }
    bool const counted = view.starts_with(at, "階") || view.starts_with(at, "号");
    return at > place && counted ? std::optional{Room{std::to_string(value + std::max(digit, 0)), at}}
                                 : std::nullopt;
}

std::optional<Room> one_room(View const& view, std::size_t place) {
    if (auto const end = room_end(view, place); end > place) {
        return Room{std::string{view.slice(place, end)}, end};
    }
    return kanji_room(view, place);
}

// A floor and a room, or one of them; 号室 is said and not written down.
std::optional<Room> room_at(View const& view, std::size_t place) {
    auto const begin = place + (view.at(place) == ' ' ? 1U : 0U);
    auto room = one_room(view, begin);
    if (!room) {
        return std::nullopt;
    }
    constexpr Word floor{"階"};
    bool const latin = room->text.ends_with("F");
    if (latin || view.starts_with(room->end, floor)) {
        room->text += latin ? Word{} : floor;
        room->end += latin ? 0 : floor.size();
        auto const blank = view.at(room->end) == ' ' ? 1U : 0U;
        if (auto const more = one_room(view, room->end + blank)) {
            room->text += blank != 0 ? " " : "";
            room->text += more->text;
            room->end = more->end;
        }
    }
    room->end += view.starts_with(room->end, "号室") ? 6U : view.starts_with(room->end, "号") ? 3U : 0U;
    if (begin != place) {
        room->text.insert(0, 1, ' ');
    }
    return room;
}

// A wing of its own between name and room: コーポ架空 A棟103.
std::size_t wing_end(View const& view, std::size_t place) {
    if (view.at(place) != ' ') {
        return place;
    }
    auto at = place + 1;
    while (is_alnum(view.at(at)) && at - place < 5) {
        ++at;
    }
    constexpr Word wing{"棟"};
    return at > place + 1 && view.starts_with(at, wing) ? at + wing.size() : place;
}

// A name without a room: known by its kind alone, when there is a name before the kind.
std::optional<Building> without_room(View const& view, std::size_t begin, std::size_t end) {
    auto close = kind_end(view, begin, end);
    if (close == 0) {
        return std::nullopt;
    }
    auto const name = view.slice(begin, close);
    bool const generic = any_of_words(kinds, [&](Word kind) { return name == kind; });
    // 倉庫C, 荷受センター内
    auto letter = close;
    while (is_upper(view.at(letter)) && letter - close < 2) {
        ++letter;
    }
    bool const lettered = letter > close && !is_alnum(view.at(letter));
    close = lettered ? letter : close;
    constexpr Word inside{"内"};
    close += view.starts_with(close, inside) ? inside.size() : 0;
    if ((generic && !lettered) || !is_building_word(view.slice(begin, close))) {
        return std::nullopt;
    }
    std::string text{" "};
    text += view.slice(begin, close);
    return Building{text, close};
}

// グランひばり1203: a name that ends in hiragana, and the digits of a room at once.
bool is_followed_by_room(View const& view, std::size_t begin, std::size_t end) {
    static constexpr std::array<Word, 13> particles{"に", "で", "の", "へ", "を", "は", "が",
                                                    "と", "も", "や", "か", "て", "た"};
    auto const name = view.slice(begin, end);
    bool const room = is_digit(view.at(end)) && is_digit(view.at(end + 1)) && is_digit(view.at(end + 2));
    return room && script_at(view, begin) == Script::katakana && name.size() <= 36 &&
           !any_of_words(particles, [&](Word word) { return name.ends_with(word); });
}

}  // namespace

std::optional<Building> building_at(View const& view, std::size_t place) {
    bool const set_apart = view.at(place) == ' ';
    auto const begin = place + (set_apart ? 1U : 0U);
    static constexpr std::array<Word, 12> particles{"で", "に", "の", "へ", "が", "は",
                                                    "を", "と", "も", "か", "や", "ま"};
    if (!set_apart && any_of_words(particles, [&](Word word) { return view.starts_with(begin, word); })) {
        return std::nullopt;
    }
    auto const run_end = name_end(view, begin);
    // みどりハイツ, 架空ビル三階: up to the kind of building, or to the digits of the room.
    auto const kind = kind_end(view, begin, run_end);
    bool const floor_in_kanji = kind != 0 && kanji_room(view, kind).has_value();
    bool const plain = !has_hiragana(view, begin, run_end) && !floor_in_kanji;
    auto const name_close = plain || is_followed_by_room(view, begin, run_end) ? run_end : kind;
    if (name_close == 0 || name_close == begin) {
        return std::nullopt;
    }
    auto const wing = wing_end(view, name_close);
    auto const room = room_at(view, wing);
    constexpr std::size_t longest_hiragana = 36;
    bool const fits =
        is_building_word(view.slice(begin, name_close)) && (plain || name_close - begin <= longest_hiragana);
    if (!room || !fits) {
        return fits ? without_room(view, begin, name_close == run_end ? run_end : name_close) : std::nullopt;
    }
    std::string text{" "};
    text += view.slice(begin, wing);
    text += room->text;
    return Building{text, room->end};
}

}  // namespace engine::observables
