#include "engine/observables/labelled.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace engine::observables {

std::size_t behind_label(View const& view, std::size_t place) {
    static constexpr std::array<std::string_view, 33> between{
        "名前", "名称", " ",  ":",  "=",  "「",       "『",     "\"",           "'", "は", "が",  "の",
        "で",   "に",   "を", "も", "、", "番号",     "コード", "名",           "(", ")",  "No.", "No",
        "№",    "ID",   "\n", "【", "“",  "それぞれ", "・",     "が表示された", "→"};
    auto at = place;
    for (bool moved = true; moved && at < place + 30;) {
        moved = false;
        for (auto const word : between) {
            // Letters that go on are what is named: Nova-77, IDEA-5G.
            bool const goes_on = is_alpha(word.back()) && is_alnum(view.at(at + word.size()));
            if (!goes_on && view.starts_with(at, word)) {
                at += word.size();
                moved = true;
                break;
            }
        }
    }
    return at;
}

Token grouped(View const& view, std::size_t begin, Ties ties) {
    constexpr std::size_t longest = 80;
    bool const blanks = ties == Ties::hyphens_and_blanks;
    auto end = begin;
    while (end < begin + longest &&
           (is_alnum(view.at(end)) || ((view.at(end) == '-' || (blanks && view.at(end) == ' ')) &&
                                       end > begin && is_alnum(view.at(end + 1))))) {
        ++end;
    }
    return {begin, end};
}

std::string compact(std::string_view text) {
    std::string result;
    std::copy_if(text.begin(), text.end(), std::back_inserter(result), is_alnum);
    return result;
}

bool digits_only(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool has_digit(std::string_view text) {
    return std::any_of(text.begin(), text.end(), is_digit);
}

bool has_letter(std::string_view text) {
    return std::any_of(text.begin(), text.end(), is_alpha);
}

}  // namespace engine::observables
