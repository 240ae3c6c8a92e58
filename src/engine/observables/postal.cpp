// Postal addresses from the prefecture (or a large city) to the room: 宮城県仙台市青葉区本町三丁目8番1号
// コーポ青葉203号室.

#include "engine/observables/scan.h"

#include <algorithm>
#include <array>
#include <optional>

namespace engine::observables {
namespace {

constexpr std::array<std::string_view, 47> prefectures{
    "北海道", "青森県", "岩手県", "宮城県",   "秋田県", "山形県",   "福島県", "茨城県", "栃木県", "群馬県",
    "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県",   "石川県", "福井県", "山梨県", "長野県",
    "岐阜県", "静岡県", "愛知県", "三重県",   "滋賀県", "京都府",   "大阪府", "兵庫県", "奈良県", "和歌山県",
    "鳥取県", "島根県", "岡山県", "広島県",   "山口県", "徳島県",   "香川県", "愛媛県", "高知県", "福岡県",
    "佐賀県", "長崎県", "熊本県", "大分県",   "宮崎県", "鹿児島県", "沖縄県"};

constexpr std::array<std::string_view, 10> kanji_numbers{"〇", "一", "二", "三", "四",
                                                         "五", "六", "七", "八", "九"};
constexpr std::array<std::string_view, 12> units{"丁目", "番地の", "番地", "番", "号室", "号棟",
                                                 "号",   "階",     "F",    "の", "-",    "ー"};

bool is_kanji_number(View const& view, std::size_t place) {
    return view.starts_with(place, "十") ||
           std::any_of(kanji_numbers.begin(), kanji_numbers.end(),
                       [&](std::string_view word) { return view.starts_with(place, word); });
}

struct Number {
    std::string digits;
    std::size_t end = 0;
};

// Arabic digits, or kanji up to 九十九 where 丁目 and the like follow.
std::optional<Number> number_at(View const& view, std::size_t place) {
    auto end = place;
    while (is_digit(view.at(end)) && end < place + 5) {
        ++end;
    }
    if (end > place) {
        return Number{std::string{view.slice(place, end)}, end};
    }
    int value = 0;
    int digit = -1;
    while (is_kanji_number(view, end) && end < place + 12) {
        if (view.starts_with(end, "十")) {
            value += (digit < 0 ? 1 : digit) * 10;
            digit = -1;
        } else {
            auto const at = std::find_if(kanji_numbers.begin(), kanji_numbers.end(),
                                         [&](std::string_view word) { return view.starts_with(end, word); });
            digit = (digit < 0 ? 0 : digit * 10) + static_cast<int>(at - kanji_numbers.begin());
        }
        end += 3;
    }
    bool const counted = view.starts_with(end, "丁目") || view.starts_with(end, "番") ||
                         view.starts_with(end, "号") || view.starts_with(end, "の") ||
                         dash_length(view, end) != 0;
    if (end == place || !counted) {
        return std::nullopt;
    }
    return Number{std::to_string(value + std::max(digit, 0)), end};
}

std::size_t unit_at(View const& view, std::size_t place) {
    for (auto const unit : units) {
        if (view.starts_with(place, unit)) {
            return unit.size();
        }
    }
    return dash_length(view, place);
}

struct Numbers {
    std::string text;  // 3-8-1
    std::size_t end = 0;
    bool signed_ = false;  // some 丁目, 番 or dash was there
};

Numbers numbers_at(View const& view, std::size_t place) {
    Numbers result{"", place, false};
    auto at = place;
    while (auto const number = number_at(view, at)) {
        result.text += result.text.empty() ? "" : "-";
        result.text += number->digits;
        result.end = number->end;
        auto const unit = unit_at(view, number->end);
        if (unit == 0) {
            break;
        }
        bool const connector = view.starts_with(number->end, "の") || dash_length(view, number->end) != 0;
        if (!connector) {
            result.end = number->end + unit;
        }
        result.signed_ = result.signed_ || !view.starts_with(number->end, "の");
        at = number->end + unit;
        at += view.at(at) == ' ' && number_at(view, at + 1) ? 1U : 0U;
    }
    return result;
}

bool is_place_letter(View const& view, std::size_t place) {
    auto const script = script_at(view, place);
    return script == Script::kanji || script == Script::katakana || view.starts_with(place, "の") ||
           view.starts_with(place, "が") || view.starts_with(place, "つ") || view.starts_with(place, "ヶ") ||
           script == Script::hiragana;
}

struct Building {
    std::string text;
    std::size_t end = 0;
};

// " コーポ青葉203号室": a name and a room number after the block numbers.
std::optional<Building> building_at(View const& view, std::size_t place) {
    auto at = place;
    while (view.at(at) == ' ' && at < place + 2) {
        ++at;
    }
    auto const begin = at;
    while (at < view.size() && at - begin < 90) {
        auto const script = script_at(view, at);
        bool const name = script == Script::katakana || script == Script::kanji || is_alpha(view.at(at)) ||
                          view.starts_with(at, "・");
        if (!name) {
            break;
        }
        at += character_length(view, at);
    }
    auto digits = at;
    digits += view.at(at) == ' ' ? 1U : 0U;
    auto end = digits;
    while (is_digit(view.at(end)) || (view.at(end) == '-' && is_digit(view.at(end + 1)))) {
        ++end;
    }
    if (at == begin || end == digits || end - digits > 6 || view.starts_with(end, "円") ||
        view.starts_with(end, "万") || view.starts_with(end, "時") || view.starts_with(end, "月")) {
        return std::nullopt;
    }
    std::string text{" "};
    text += view.slice(begin, at);
    text += view.slice(digits, end);
    end += view.starts_with(end, "号室") ? 6U : view.starts_with(end, "号") ? 3U : 0U;
    return Building{text, end};
}

void try_address(Scan& scan, std::size_t begin, std::size_t name_end) {
    auto const& view = scan.view;
    auto at = name_end;
    bool municipality = false;
    Numbers numbers{"", name_end, false};
    while (at < view.size() && at - name_end < 120) {
        municipality = municipality || view.starts_with(at, "市") || view.starts_with(at, "区") ||
                       view.starts_with(at, "町") || view.starts_with(at, "村") || view.starts_with(at, "郡");
        if (is_digit(view.at(at)) || is_kanji_number(view, at)) {
            numbers = numbers_at(view, at);
            if (!numbers.text.empty() && (numbers.signed_ || numbers.text.find('-') != std::string::npos)) {
                break;
            }
            numbers.text.clear();
        }
        if (!is_place_letter(view, at) && !(view.at(at) == ' ' && is_place_letter(view, at + 1))) {
            return;
        }
        at += character_length(view, at);
    }
    if (numbers.text.empty() || !municipality) {
        return;
    }
    std::string value{view.slice(begin, at)};
    std::erase(value, ' ');
    value += numbers.text;
    auto end = numbers.end;
    if (auto const building = building_at(view, end)) {
        value += building->text;
        end = building->end;
    }
    scan.claim({Type::postal_address, value, begin, end});
}

}  // namespace

void find_postal_addresses(Scan& scan) {
    auto const& view = scan.view;
    for (std::size_t at = 0; at < view.size(); at += character_length(view, at)) {
        auto const c = static_cast<unsigned char>(view.at(at));
        if (c < 0xE5 || c > 0xE9) {
            continue;
        }
        for (auto const name : prefectures) {
            if (view.starts_with(at, name)) {
                try_address(scan, at, at + name.size());
            }
        }
    }
}

}  // namespace engine::observables
