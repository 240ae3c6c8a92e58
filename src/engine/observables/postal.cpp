// Postal addresses from the prefecture (or a large city) to the room: 宮城県仙台市青葉区本町三丁目8番1号
// コーポ青葉203号室.

#include "engine/observables/postal.h"

#include "engine/observables/building.h"
#include "engine/observables/scan.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace engine::observables {
namespace {

constexpr std::array<std::string_view, 47> prefectures{
    "北海道", "青森県", "岩手県", "宮城県",   "秋田県", "山形県",   "福島県", "茨城県", "栃木県", "群馬県",
    "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県",   "石川県", "福井県", "山梨県", "長野県",
    "岐阜県", "静岡県", "愛知県", "三重県",   "滋賀県", "京都府",   "大阪府", "兵庫県", "奈良県", "和歌山県",
    "鳥取県", "島根県", "岡山県", "広島県",   "山口県", "徳島県",   "香川県", "愛媛県", "高知県", "福岡県",
    "佐賀県", "長崎県", "熊本県", "大分県",   "宮崎県", "鹿児島県", "沖縄県"};

struct City {
    std::string_view name;
    std::string_view prefecture;
};
// Cities people name without the prefecture; the value has it, so that both spellings are one.
constexpr auto cities = std::to_array<City>(
    {{"札幌市", "北海道"},     {"函館市", "北海道"},     {"旭川市", "北海道"},     {"小樽市", "北海道"},
     {"釧路市", "北海道"},     {"帯広市", "北海道"},     {"苫小牧市", "北海道"},   {"青森市", "青森県"},
     {"八戸市", "青森県"},     {"弘前市", "青森県"},     {"盛岡市", "岩手県"},     {"一関市", "岩手県"},
     {"奥州市", "岩手県"},     {"北上市", "岩手県"},     {"花巻市", "岩手県"},     {"大船渡市", "岩手県"},
     {"陸前高田市", "岩手県"}, {"釜石市", "岩手県"},     {"宮古市", "岩手県"},     {"仙台市", "宮城県"},
     {"石巻市", "宮城県"},     {"塩竈市", "宮城県"},     {"気仙沼市", "宮城県"},   {"白石市", "宮城県"},
     {"名取市", "宮城県"},     {"角田市", "宮城県"},     {"多賀城市", "宮城県"},   {"岩沼市", "宮城県"},
     {"登米市", "宮城県"},     {"栗原市", "宮城県"},     {"東松島市", "宮城県"},   {"大崎市", "宮城県"},
     {"富谷市", "宮城県"},     {"黒川郡", "宮城県"},     {"亘理郡", "宮城県"},     {"柴田郡", "宮城県"},
     {"宮城郡", "宮城県"},     {"加美郡", "宮城県"},     {"遠田郡", "宮城県"},     {"牡鹿郡", "宮城県"},
     {"本吉郡", "宮城県"},     {"刈田郡", "宮城県"},     {"伊具郡", "宮城県"},     {"秋田市", "秋田県"},
     {"横手市", "秋田県"},     {"大仙市", "秋田県"},     {"山形市", "山形県"},     {"米沢市", "山形県"},
     {"鶴岡市", "山形県"},     {"酒田市", "山形県"},     {"新庄市", "山形県"},     {"天童市", "山形県"},
     {"福島市", "福島県"},     {"郡山市", "福島県"},     {"いわき市", "福島県"},   {"会津若松市", "福島県"},
     {"須賀川市", "福島県"},   {"白河市", "福島県"},     {"相馬市", "福島県"},     {"南相馬市", "福島県"},
     {"水戸市", "茨城県"},     {"つくば市", "茨城県"},   {"日立市", "茨城県"},     {"土浦市", "茨城県"},
     {"宇都宮市", "栃木県"},   {"小山市", "栃木県"},     {"足利市", "栃木県"},     {"前橋市", "群馬県"},
     {"高崎市", "群馬県"},     {"太田市", "群馬県"},     {"伊勢崎市", "群馬県"},   {"さいたま市", "埼玉県"},
     {"川越市", "埼玉県"},     {"川口市", "埼玉県"},     {"越谷市", "埼玉県"},     {"所沢市", "埼玉県"},
     {"草加市", "埼玉県"},     {"春日部市", "埼玉県"},   {"熊谷市", "埼玉県"},     {"千葉市", "千葉県"},
     {"船橋市", "千葉県"},     {"松戸市", "千葉県"},     {"柏市", "千葉県"},       {"市川市", "千葉県"},
     {"浦安市", "千葉県"},     {"市原市", "千葉県"},     {"千代田区", "東京都"},   {"新宿区", "東京都"},
     {"文京区", "東京都"},     {"台東区", "東京都"},     {"墨田区", "東京都"},     {"江東区", "東京都"},
     {"品川区", "東京都"},     {"目黒区", "東京都"},     {"大田区", "東京都"},     {"世田谷区", "東京都"},
     {"渋谷区", "東京都"},     {"中野区", "東京都"},     {"杉並区", "東京都"},     {"豊島区", "東京都"},
     {"荒川区", "東京都"},     {"板橋区", "東京都"},     {"練馬区", "東京都"},     {"足立区", "東京都"},
     {"葛飾区", "東京都"},     {"江戸川区", "東京都"},   {"八王子市", "東京都"},   {"町田市", "東京都"},
     {"立川市", "東京都"},     {"武蔵野市", "東京都"},   {"三鷹市", "東京都"},     {"横浜市", "神奈川県"},
     {"川崎市", "神奈川県"},   {"相模原市", "神奈川県"}, {"横須賀市", "神奈川県"}, {"藤沢市", "神奈川県"},
     {"平塚市", "神奈川県"},   {"厚木市", "神奈川県"},   {"新潟市", "新潟県"},     {"長岡市", "新潟県"},
     {"上越市", "新潟県"},     {"富山市", "富山県"},     {"高岡市", "富山県"},     {"金沢市", "石川県"},
     {"小松市", "石川県"},     {"福井市", "福井県"},     {"甲府市", "山梨県"},     {"長野市", "長野県"},
     {"松本市", "長野県"},     {"上田市", "長野県"},     {"岐阜市", "岐阜県"},     {"大垣市", "岐阜県"},
     {"静岡市", "静岡県"},     {"浜松市", "静岡県"},     {"沼津市", "静岡県"},     {"富士市", "静岡県"},
     {"名古屋市", "愛知県"},   {"豊橋市", "愛知県"},     {"岡崎市", "愛知県"},     {"豊田市", "愛知県"},
     {"一宮市", "愛知県"},     {"春日井市", "愛知県"},   {"四日市市", "三重県"},   {"鈴鹿市", "三重県"},
     {"大津市", "滋賀県"},     {"草津市", "滋賀県"},     {"京都市", "京都府"},     {"宇治市", "京都府"},
     {"大阪市", "大阪府"},     {"堺市", "大阪府"},       {"東大阪市", "大阪府"},   {"吹田市", "大阪府"},
     {"豊中市", "大阪府"},     {"枚方市", "大阪府"},     {"高槻市", "大阪府"},     {"神戸市", "兵庫県"},
     {"姫路市", "兵庫県"},     {"尼崎市", "兵庫県"},     {"西宮市", "兵庫県"},     {"明石市", "兵庫県"},
     {"奈良市", "奈良県"},     {"和歌山市", "和歌山県"}, {"鳥取市", "鳥取県"},     {"米子市", "鳥取県"},
     {"松江市", "島根県"},     {"出雲市", "島根県"},     {"岡山市", "岡山県"},     {"倉敷市", "岡山県"},
     {"広島市", "広島県"},     {"福山市", "広島県"},     {"呉市", "広島県"},       {"下関市", "山口県"},
     {"山口市", "山口県"},     {"宇部市", "山口県"},     {"徳島市", "徳島県"},     {"高松市", "香川県"},
     {"松山市", "愛媛県"},     {"今治市", "愛媛県"},     {"高知市", "高知県"},     {"北九州市", "福岡県"},
     {"福岡市", "福岡県"},     {"久留米市", "福岡県"},   {"佐賀市", "佐賀県"},     {"長崎市", "長崎県"},
     {"佐世保市", "長崎県"},   {"熊本市", "熊本県"},     {"八代市", "熊本県"},     {"大分市", "大分県"},
     {"別府市", "大分県"},     {"宮崎市", "宮崎県"},     {"都城市", "宮崎県"},     {"鹿児島市", "鹿児島県"},
     {"那覇市", "沖縄県"},     {"浦添市", "沖縄県"}});

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
    std::string house;      // text up to 号, or up to a gap behind 番地: what follows is a room
};

Numbers numbers_at(View const& view, std::size_t place) {
    Numbers result{"", place, false, ""};
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
        bool const ends_house = view.starts_with(number->end, "号") ||
                                (view.starts_with(number->end, "番地") && view.at(at) == ' ');
        if (result.house.empty() && ends_house) {
            result.house = result.text;
        }
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

// 3-8-1 behind a gap; 2026-11-21 is a date and 090 begins a telephone number.
bool begins_numbers(View const& view, std::size_t place) {
    auto const year =
        view.starts_with(place, "20") && is_digit(view.at(place + 2)) && is_digit(view.at(place + 3));
    return view.at(place) != '0' && !year && !block_numbers(view, place).text.empty();
}

// 東広島市 is not 広島市; 自宅仙台市 and 住所仙台市 are.
bool begins_city(View const& view, std::size_t place) {
    static constexpr std::array<std::string_view, 8> labels{"自宅", "住所", "所在地", "勤務先",
                                                            "先",   "元",   "宛",     "在住"};
    auto const before = place == 0 ? Script::none : script_at(view, place - length_of_previous(view, place));
    return before != Script::kanji || std::any_of(labels.begin(), labels.end(), [&](std::string_view label) {
               return view.ends_with(place, label);
           });
}

// 3-4人, 1-2件: what is counted is no block of houses.
bool is_counted(View const& view, std::size_t place) {
    static constexpr std::array<std::string_view, 17> counters{
        "人", "件", "名", "個", "回", "台", "社", "%", "分", "時", "月", "日", "年", "歳", "代", "円", "万"};
    return std::any_of(counters.begin(), counters.end(),
                       [&](std::string_view counter) { return view.starts_with(place, counter); });
}

void try_address(Scan& scan, std::size_t begin, std::size_t name_end, std::string_view prefecture) {
    auto const& view = scan.view;
    auto at = name_end;
    bool municipality = !prefecture.empty();
    Numbers numbers{"", name_end, false, ""};
    while (at < view.size() && at - name_end < 120) {
        municipality = municipality || view.starts_with(at, "市") || view.starts_with(at, "区") ||
                       view.starts_with(at, "町") || view.starts_with(at, "村") || view.starts_with(at, "郡");
        numbers = block_numbers(view, at);
        if (!numbers.text.empty()) {
            break;
        }
        auto const gap = view.at(at);
        // The numbers may stand apart, or on the next line.
        bool const before_numbers =
            (gap == ' ' || gap == '\n') && at > name_end && begins_numbers(view, at + 1);
        bool const blank = before_numbers || (gap == ' ' && is_place_letter(view, at + 1));
        if (!blank && !is_place_letter(view, at)) {
            return;
        }
        at += character_length(view, at);
    }
    // 東京都港区で1-2件: a particle, and no place is called so.
    static constexpr std::array<std::string_view, 7> particles{"で", "は", "を", "へ", "に", "も", "の"};
    // 長野市1-0で勝利: between a city alone and the numbers stands the name of a town.
    bool const townless = !prefecture.empty() && at == name_end;
    bool const sentence =
        townless || std::any_of(particles.begin(), particles.end(),
                                [&](std::string_view word) { return view.ends_with(at, word); });
    if (numbers.text.empty() || !municipality || sentence || is_counted(view, numbers.end)) {
        return;
    }
    std::string value{prefecture};
    value += view.slice(begin, at);
    std::erase_if(value, is_blank);
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
        for (auto const& city : cities) {
            all.push_back(three_bytes(city.name, 0));
        }
        std::sort(all.begin(), all.end());
        return all;
    }();
    return sorted;
}

// 980-0811 and its sign, with what stands around them.
std::size_t behind_postal_code(View const& view) {
    std::size_t at = view.starts_with(0, "〒") ? std::string_view("〒").size() : 0;
    auto const begin = at;
    while (is_digit(view.at(at)) || is_blank(view.at(at)) || dash_length(view, at) != 0) {
        at += std::max<std::size_t>(dash_length(view, at), 1);
    }
    constexpr std::size_t shortest = 7;  // digits
    return at - begin >= shortest || begin > 0 ? at : 0;
}

// 一番町, 八丁堀: a number that a name goes on from.
bool is_in_name(View const& view, Numbers const& numbers) {
    bool const alone = numbers.text.find('-') == std::string::npos;
    bool const sign = view.ends_with(numbers.end, "番") || view.ends_with(numbers.end, "丁");
    return alone && sign && script_at(view, numbers.end) == Script::kanji;
}

std::string without_room(Numbers const& numbers) {
    auto const& text = numbers.house.empty() ? numbers.text : numbers.house;
    auto end = text.find('-');
    for (int dashes = 1; dashes < 3 && end != std::string::npos; ++dashes) {
        end = text.find('-', end + 1);  // 丁目, 番, 号
    }
    return text.substr(0, end);
}

}  // namespace

Block block_of(std::string_view address) {
    View const view(address, 0);
    auto const begin = behind_postal_code(view);
    std::optional<Block> bare;  // 古川字本町 12
    for (auto at = begin; at < view.size();) {
        auto const numbers = block_numbers(view, at);
        if (!numbers.text.empty() && !is_in_name(view, numbers)) {
            return {std::string(view.slice(begin, at)), without_room(numbers)};
        }
        auto const number = is_digit(view.at(at)) ? number_at(view, at) : std::nullopt;
        if (number && !bare && numbers.text.empty()) {
            bare = Block{std::string(view.slice(begin, at)), number->digits};
        }
        at = std::max(at + character_length(view, at),
                      std::max(number ? number->end : 0, numbers.text.empty() ? 0 : numbers.end));
    }
    return bare.value_or(Block{std::string(view.slice(begin, view.size())), ""});
}

void find_postal_addresses(Scan& scan) {
    auto const& view = scan.view;
    auto const& firsts = first_characters();
    for (std::size_t at = 0; at < view.size(); at += character_length(view, at)) {
        auto const c = static_cast<unsigned char>(view.at(at));
        if (c < 0xE3 || c > 0xE9 ||
            !std::binary_search(firsts.begin(), firsts.end(), three_bytes(view.text(), at))) {
            continue;
        }
        for (auto const& city : cities) {
            if (view.starts_with(at, city.name) && scan.is_free(at, at + 1) && begins_city(view, at)) {
                try_address(scan, at, at + city.name.size(), city.prefecture);
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
