// Postal addresses from the prefecture (or a large city) to the room: 宮城県仙台市青葉区本町三丁目8番1号
// コーポ青葉203号室.

#include "engine/observables/building.h"
#include "engine/observables/scan.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace engine::observables {
namespace {

constexpr std::array<std::string_view, 47> prefectures{
    "北海道", "青森県", "岩手県", "宮城県",   "秋田県", "山形県",   "福島県", "茨城県", "栃木県", "群馬県",
    "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県",   "石川県", "福井県", "山梨県", "長野県",
    "岐阜県", "静岡県", "愛知県", "三重県",   "滋賀県", "京都府",   "大阪府", "兵庫県", "奈良県", "和歌山県",
    "鳥取県", "島根県", "岡山県", "広島県",   "山口県", "徳島県",   "香川県", "愛媛県", "高知県", "福岡県",
    "佐賀県", "長崎県", "熊本県", "大分県",   "宮崎県", "鹿児島県", "沖縄県"};

// Cities people name without the prefecture; the value has it, so that both spellings are one.
constexpr std::array<std::pair<std::string_view, std::string_view>, 34> cities{
    {{"札幌市", "北海道"},   {"仙台市", "宮城県"},   {"さいたま市", "埼玉県"}, {"千葉市", "千葉県"},
     {"横浜市", "神奈川県"}, {"川崎市", "神奈川県"}, {"相模原市", "神奈川県"}, {"新潟市", "新潟県"},
     {"静岡市", "静岡県"},   {"浜松市", "静岡県"},   {"名古屋市", "愛知県"},   {"京都市", "京都府"},
     {"大阪市", "大阪府"},   {"堺市", "大阪府"},     {"神戸市", "兵庫県"},     {"岡山市", "岡山県"},
     {"広島市", "広島県"},   {"北九州市", "福岡県"}, {"福岡市", "福岡県"},     {"熊本市", "熊本県"},
     {"石巻市", "宮城県"},   {"塩竈市", "宮城県"},   {"気仙沼市", "宮城県"},   {"白石市", "宮城県"},
     {"名取市", "宮城県"},   {"角田市", "宮城県"},   {"多賀城市", "宮城県"},   {"岩沼市", "宮城県"},
     {"登米市", "宮城県"},   {"栗原市", "宮城県"},   {"東松島市", "宮城県"},   {"大崎市", "宮城県"},
     {"富谷市", "宮城県"},   {"黒川郡", "宮城県"}}};

constexpr std::array<std::string_view, 10> kanji_numbers{"〇", "一", "二", "三", "四",
                                                         "五", "六", "七", "八", "九"};
constexpr std::array<std::string_view, 13> units{"丁目", "丁", "番地の", "番地", "番", "号室", "号棟",
                                                 "号",   "階", "F",      "の",   "-",  "ー"};

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
std::optional<Number> number_at(View const& view, std::size_t place, bool goes_on = false) {
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
    bool const place_name = view.starts_with(end, "番町") || view.starts_with(end, "番丁");
    bool const counted = view.starts_with(end, "丁") || (view.starts_with(end, "番") && !place_name) ||
                         view.starts_with(end, "号") || view.starts_with(end, "の") ||
                         dash_length(view, end) != 0;
    // 二丁三の七の四〇二: the last number of a row needs no unit.
    bool const last = goes_on && script_at(view, end) != Script::kanji;
    if (end == place || !(counted || last)) {
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
    bool has_sign = false;  // some 丁目, 番 or dash was there
};

Numbers numbers_at(View const& view, std::size_t place) {
    Numbers result{"", place, false};
    auto at = place;
    for (;;) {
        auto const number = number_at(view, at, !result.text.empty());
        if (!number) {
            break;
        }
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
        result.has_sign = result.has_sign || !view.starts_with(number->end, "の");
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

// The numbers of a block and house at `place`: more than one, or with 丁目, 番 and the like.
Numbers block_numbers(View const& view, std::size_t place) {
    auto numbers = numbers_at(view, place);
    if (!numbers.has_sign && numbers.text.find('-') == std::string::npos) {
        numbers.text.clear();
    }
    return numbers;
}

void try_address(Scan& scan, std::size_t begin, std::size_t name_end, std::string_view prefecture) {
    auto const& view = scan.view;
    auto at = name_end;
    bool municipality = !prefecture.empty();
    Numbers numbers{"", name_end, false};
    while (at < view.size() && at - name_end < 120) {
        municipality = municipality || view.starts_with(at, "市") || view.starts_with(at, "区") ||
                       view.starts_with(at, "町") || view.starts_with(at, "村") || view.starts_with(at, "郡");
        numbers = block_numbers(view, at);
        if (!numbers.text.empty()) {
            break;
        }
        bool const blank = view.at(at) == ' ' && is_place_letter(view, at + 1);
        if (!blank && !is_place_letter(view, at)) {
            return;
        }
        at += character_length(view, at);
    }
    // 東京都港区で1-2件: a particle, and no place is called so.
    static constexpr std::array<std::string_view, 6> particles{"で", "は", "を", "へ", "に", "も"};
    bool const sentence = std::any_of(particles.begin(), particles.end(),
                                      [&](std::string_view word) { return view.ends_with(at, word); });
    if (numbers.text.empty() || !municipality || sentence) {
        return;
    }
    std::string value{prefecture};
    value += view.slice(begin, at);
    std::erase(value, ' ');
    value += numbers.text;
    auto end = numbers.end;
    if (auto const building = building_at(view, end)) {
        value += building->text;
        end = building->end;
    }
    scan.claim({Type::postal_address, value, begin, end});
}

// First characters of all the names above: most characters are none of them.
std::vector<std::uint32_t> const& first_characters() {
    static std::vector<std::uint32_t> const sorted = [] {
        std::vector<std::uint32_t> all;
        all.reserve(prefectures.size() + cities.size());
        for (auto const name : prefectures) {
            all.push_back(three_bytes(name, 0));
        }
        for (auto const& [city, prefecture] : cities) {
            all.push_back(three_bytes(city, 0));
        }
        std::sort(all.begin(), all.end());
        return all;
    }();
    return sorted;
}

}  // namespace

void find_postal_addresses(Scan& scan) {
    auto const& view = scan.view;
    auto const& firsts = first_characters();
    for (std::size_t at = 0; at < view.size(); at += character_length(view, at)) {
        auto const c = static_cast<unsigned char>(view.at(at));
        if (c < 0xE3 || c > 0xE9 ||
            !std::binary_search(firsts.begin(), firsts.end(), three_bytes(view.text(), at))) {
            continue;
        }
        for (auto const& [city, prefecture] : cities) {
            if (view.starts_with(at, city) && scan.is_free(at, at + 1)) {
                try_address(scan, at, at + city.size(), prefecture);
            }
        }
        for (auto const name : prefectures) {
            if (view.starts_with(at, name)) {
                try_address(scan, at, at + name.size(), {});
            }
        }
    }
}

}  // namespace engine::observables
