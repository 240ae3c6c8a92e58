#include "engine/observables/page_tail.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace engine::observables {

std::size_t end_with_tail(View const& view, std::size_t path, std::size_t end) {
    // Behind a folder only: a bare host, "https://shop.example/ 49800", says nothing.
    bool const folder = end > path + 2 && view.before(end) == '/' && view.at(end) == ' ';
    if (!folder || !is_digit(view.at(end + 1))) {
        return end;
    }
    constexpr std::size_t shortest = 4;
    constexpr std::size_t longest = 10;
    auto tail = end + 1;
    while (is_digit(view.at(tail)) && tail - end <= longest + 1) {
        ++tail;
    }
    auto const length = tail - end - 1;
    static constexpr std::array<std::string_view, 26> counters{
        "円", "万", "千", "年", "月", "日", "時", "分", "秒", "人", "名", "件",       "個",
        "本", "枚", "台", "回", "番", "号", "点", "歳", "代", "頃", "%",  "ポイント", "ドル"};
    auto const next = tail + (view.at(tail) == ' ' ? 1U : 0U);
    bool const counted = std::any_of(counters.begin(), counters.end(), [&](std::string_view counter) {
        return view.starts_with(next, counter);
    });
    bool const whole = !is_ascii(view.at(tail)) || view.at(tail) == '\0' || view.at(tail) == ' ' ||
                       view.at(tail) == '\n' || view.at(tail) == '(' || view.at(tail) == ')';
    // 0120…, 090…: a telephone number begins there.
    bool const telephone = view.at(end + 1) == '0' && length >= 9;
    bool const fits = length >= shortest && length <= longest && whole && !counted && !telephone;
    bool const more_digits = view.at(tail) == ' ' && is_digit(view.at(tail + 1));
    return fits && !more_digits ? tail : end;
}

}  // namespace engine::observables
