#include "engine/identity/compare.h"

#include "engine/identity/names.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <utility>

namespace engine::identity {

namespace {

// How two names stand to each other.
enum class Names : std::uint8_t {
    unknown,              // one of them was not told, or they cannot be compared
    same,                 // the same characters
    same_read_otherwise,  // the same characters, another reading told
    same_reading,         // the reading is the same and the characters of one are not known
    same_latin,
    alike_latin,    // as a foreign name is heard in Japanese
    other_writing,  // the same reading, other characters
    close_reading,  // one kana apart, or what a telephone loses
    other_ending,   // of the given name the last kana alone, and both are how names end: brothers, sisters
    same_given,     // another family name
    other_given,    // the same family name: family, or twins
    different,
};

bool shares(std::vector<std::string> const& a, std::vector<std::string> const& b) {
    return std::ranges::any_of(a, [&](auto const& one) { return std::ranges::find(b, one) != b.end(); });
}

enum class Heard : std::uint8_t { unknown, same, misheard, one_apart, different };

Heard compare_kana(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) {
        return Heard::unknown;
    }
    auto const left = reading_of(a);
    auto const right = reading_of(b);
    if (left.spelt == right.spelt) {
        return Heard::same;
    }
    if (left.heard == right.heard) {
        return Heard::misheard;
    }
    constexpr std::size_t shortest = 4;  // of two kana one says too much
    bool const one =
        std::min(left.heard.size(), right.heard.size()) >= shortest && edits(left.heard, right.heard, 1) <= 1;
    return one ? Heard::one_apart : Heard::different;
}

// Family and given name, each as characters and reading, where they were told apart.
struct Part {
    std::string_view written;
    std::string_view read;
};
struct Parts {
    Part family;
    Part given;
};
std::string_view part_of(std::vector<std::string> const& parts, std::size_t which) {
    return parts.size() == 2 ? std::string_view(parts[which]) : std::string_view{};
}
Parts parts_of(Folded const& folded) {
    return {{part_of(folded.name_parts, 0), part_of(folded.kana_parts, 0)},
            {part_of(folded.name_parts, 1), part_of(folded.kana_parts, 1)}};
}

std::optional<bool> same_part(Part const& a, Part const& b) {
    if (!a.written.empty() && !b.written.empty()) {
        if (a.written == b.written) {
            return true;
        }
        if (a.read.empty() || b.read.empty()) {
            return false;
        }
    }
    auto const heard = compare_kana(a.read, b.read);
    if (heard == Heard::unknown) {
        return std::nullopt;
    }
    return heard == Heard::same || heard == Heard::misheard;
}

bool sound_alike(std::string_view a, std::string_view b) {
    constexpr std::size_t shortest = 3;  // consonants; of fewer one says too much
    auto const wide = [](std::string_view text) { return std::u32string(text.begin(), text.end()); };
    return a == b || (std::min(a.size(), b.size()) >= shortest && edits(wide(a), wide(b), 1) <= 1);
}

// Each word of the shorter name sounds like one of the longer: a middle name is often left out.
bool contains_all(std::vector<std::string> const& longer, std::vector<std::string> const& shorter) {
    return shorter.size() >= 2 && std::ranges::all_of(shorter, [&](auto const& word) {
               return std::ranges::any_of(longer,
                                          [&](auto const& other) { return sound_alike(word, other); });
           });
}

Names compare_latin(Folded const& a, Folded const& b) {
    auto const words = [](Folded const& one) {
        return one.latin.empty() ? romanised(one.kana_parts) : one.latin;
    };
    auto const left = words(a);
    auto const right = words(b);
    if (left.empty() || right.empty()) {
        return Names::unknown;
    }
    if (left == right) {
        return Names::same_latin;
    }
    auto const bones = skeletons(left);
    auto const other_bones = skeletons(right);
    auto const& longer = bones.size() >= other_bones.size() ? bones : other_bones;
    auto const& shorter = bones.size() >= other_bones.size() ? other_bones : bones;
    if (contains_all(longer, shorter)) {
        return Names::alike_latin;
    }
    return shares(bones, other_bones) ? Names::other_given : Names::different;
}

// How given names end (止め字): 夫 太 斗 也 真 樹 志 治 子 美 恵 香 奈 音 乃 帆 紗 代 里 留 羽 衣 結, as they
// are heard.
constexpr std::u32string_view name_endings = U"おたとやまきしこみえかなねのほさよりるはわいゆ";

// The last kana alone tells たくや from たくま: whoever names twins so means two people, and who slips seldom
// hits upon another ending.
bool end_otherwise(Folded const& a, Folded const& b) {
    if (a.kana_parts.size() != 2 || b.kana_parts.size() != 2 ||
        compare_kana(a.kana_parts[0], b.kana_parts[0]) != Heard::same) {
        return false;
    }
    auto const left = reading_of(a.kana_parts[1]).heard;
    auto const right = reading_of(b.kana_parts[1]).heard;
    constexpr std::size_t shortest = 2;
    if (left.size() != right.size() || left.size() < shortest || left.back() == right.back()) {
        return false;
    }
    auto const ends_a_name = [](char32_t kana) { return name_endings.find(kana) != name_endings.npos; };
    return std::equal(left.begin(), left.end() - 1, right.begin()) && ends_a_name(left.back()) &&
           ends_a_name(right.back());
}

// Neither the whole reading nor all the characters are the same.
Names compare_parts(Folded const& a, Folded const& b) {
    auto const left = parts_of(a);
    auto const right = parts_of(b);
    auto const family = same_part(left.family, right.family);
    auto const given = same_part(left.given, right.given);
    if (family && given) {
        if (*given && !*family) {
            return Names::same_given;
        }
        if (*family && !*given) {
            return Names::other_given;
        }
    }
    bool const both_told = (!a.name.empty() && !b.name.empty()) || (!a.kana.empty() && !b.kana.empty());
    return both_told ? Names::different : Names::unknown;
}

Names compare_names(Folded const& a, Folded const& b) {
    if (!a.latin.empty() || !b.latin.empty()) {
        return compare_latin(a, b);
    }
    auto const heard = compare_kana(a.kana, b.kana);
    bool const written = !a.name.empty() && !b.name.empty();
    if (written && a.name == b.name) {
        return heard == Heard::different || heard == Heard::one_apart ? Names::same_read_otherwise
                                                                      : Names::same;
    }
    if (heard == Heard::same) {
        return written ? Names::other_writing : Names::same_reading;
    }
    if (heard == Heard::misheard) {
        return Names::close_reading;
    }
    auto const by_parts = compare_parts(a, b);
    // One kana apart is a slip, unless the characters say that it is another name: けんた and けんと.
    if (heard == Heard::one_apart && !written && by_parts != Names::same_given) {
        return end_otherwise(a, b) ? Names::other_ending : Names::close_reading;
    }
    return by_parts;
}

std::string both(Folded const& a, Folded const& b, std::string_view between) {
    auto text = a.told_name;
    if (a.told_name != b.told_name) {
        text.append(between).append(b.told_name);
    }
    return text;
}

std::optional<Reason> about_names(Names names, Folded const& a, Folded const& b) {
    auto const ja = [&](std::string_view before) {
        return std::string(before) + "（" + both(a, b, "／") + "）";
    };
    auto const en = [&](std::string_view before) {
        return std::string(before) + " (" + both(a, b, " / ") + ")";
    };
    switch (names) {
        case Names::unknown:
            return std::nullopt;
        case Names::same:
            return Reason{Ground::name, 40, {ja("氏名が同じです"), en("The same name")}};
        case Names::same_read_otherwise:
            return Reason{
                Ground::name,
                15,
                {ja("同じ字の氏名ですが、読みが違います"), en("The same characters, read otherwise")}};
        case Names::same_reading:
            return Reason{Ground::name, 35, {ja("氏名の読みが同じです"), en("The name reads the same")}};
        case Names::same_latin:
            return Reason{Ground::name,
                          40,
                          {ja("ローマ字の氏名が同じです（順序・大小文字を除く）"),
                           en("The same name in Latin letters, but for order and case")}};
        case Names::alike_latin:
            return Reason{
                Ground::name, 28, {ja("氏名の音が近いです（ローマ字・カナ）"), en("The names sound alike")}};
        case Names::other_writing:
            return Reason{Ground::name,
                          25,
                          {ja("読みは同じですが、字が違います（聞き取りのおそれ）"),
                           en("Read the same, written otherwise: perhaps as it was heard")}};
        case Names::close_reading:
            return Reason{Ground::name,
                          20,
                          {ja("読みが一字違いか、濁点・長音だけの違いです"),
                           en("The readings differ by one kana, or by dakuten or length alone")}};
        case Names::other_ending:
            return Reason{Ground::name,
                          -50,
                          {ja("名の終わりの一字だけが違う読みです（きょうだい・双子のおそれ）"),
                           en("The given names end otherwise: perhaps brothers, sisters or twins")}};
        case Names::same_given:
            return Reason{Ground::name,
                          12,
                          {ja("名が同じで、姓が違います（改姓のおそれ）"),
                           en("The same given name under another family name: perhaps it changed")}};
        case Names::other_given:
            return Reason{Ground::name,
                          -70,
                          {ja("姓が同じで、名が違います（家族のおそれ）"),
                           en("The same family name, another given name: perhaps family")}};
        case Names::different:
            return Reason{Ground::name, -70, {ja("氏名が違います"), en("Different names")}};
    }
    return std::nullopt;
}

bool contradict(Names names) {
    return names == Names::other_given || names == Names::different;
}

void add_phone(Comparison& comparison, bool names_differ, Surroundings const& around) {
    constexpr std::size_t many = 5;  // more than a family
    if (names_differ) {
        comparison.reasons.push_back({Ground::contact,
                                      15,
                                      {"電話番号が同じですが、氏名が違います（家族・代表番号のおそれ）",
                                       "The same telephone under another name: perhaps a family's or "
                                       "a company's line"}});
        return;
    }
    if (around.names_on_phone >= many) {
        auto const names = std::to_string(around.names_on_phone);
        comparison.reasons.push_back(
            {Ground::contact,
             20,
             {"電話番号が同じです。ただし" + names + "通りの氏名で使われています（代表番号のおそれ）",
              "The same telephone, which " + names + " names use: perhaps a company's line"}});
        return;
    }
    comparison.reasons.push_back({Ground::contact, 45, {"電話番号が同じです", "The same telephone number"}});
}

void add_mail(Comparison& comparison, bool names_differ) {
    if (names_differ) {
        comparison.reasons.push_back(
            {Ground::contact,
             20,
             {"メールアドレスが同じですが、氏名が違います", "The same mail address under another name"}});
        return;
    }
    comparison.reasons.push_back(
        {Ground::contact, 50, {"メールアドレスが同じです", "The same mail address"}});
}

// Written by two people, one of whom slipped: one part of the date differs.
bool is_slip(base::Date const& a, base::Date const& b) {
    int const same = static_cast<int>(a.year == b.year) + static_cast<int>(a.month == b.month) +
                     static_cast<int>(a.day == b.day);
    bool const turned = a.year == b.year && a.month == b.day && a.day == b.month;
    return turned || (same == 2 && std::abs(a.year - b.year) <= 1);
}

void add_birth(Comparison& comparison, Folded const& a, Folded const& b) {
    if (!a.birth_date || !b.birth_date) {
        return;
    }
    if (*a.birth_date == *b.birth_date) {
        comparison.reasons.push_back({Ground::birth, 35, {"生年月日が同じです", "The same date of birth"}});
    } else if (is_slip(*a.birth_date, *b.birth_date)) {
        comparison.reasons.push_back({Ground::birth,
                                      -10,
                                      {"生年月日の一部が違います（書き誤りのおそれ）",
                                       "The dates of birth differ in one part: perhaps a slip"}});
    } else {
        comparison.reasons.push_back(
            {Ground::birth, -60, {"生年月日が違います", "Different dates of birth"}});
    }
}

void add_address(Comparison& comparison, Folded const& a, Folded const& b) {
    if (a.town.empty() || b.town.empty()) {
        return;
    }
    // One of them may leave out the prefecture or the city.
    bool const town = a.town.ends_with(b.town) || b.town.ends_with(a.town);
    if (!town) {
        return;
    }
    if (!a.block.empty() && a.block == b.block) {
        comparison.reasons.push_back({Ground::address, 25, {"住所が番地まで同じです", "The same address"}});
    } else if (a.block.empty() || b.block.empty()) {
        comparison.reasons.push_back(
            {Ground::address, 10, {"住所の町名まで同じです", "The same part of town"}});
    }
}

void add_number(Comparison& comparison, Folded const& a, Folded const& b) {
    if (a.corporate_number.empty() || b.corporate_number.empty()) {
        return;
    }
    bool const same = a.corporate_number == b.corporate_number;
    comparison.reasons.push_back(
        same ? Reason{Ground::number, 90, {"法人番号が同じです", "The same corporate number"}}
             : Reason{Ground::number, -120, {"法人番号が違います", "Different corporate numbers"}});
}

// Returns whether the names speak against it.
bool add_company_name(Comparison& comparison, Folded const& a, Folded const& b) {
    if (a.name.empty() || b.name.empty()) {
        return false;
    }
    bool const kana = compare_kana(a.kana, b.kana) == Heard::same;
    auto const names = "（" + both(a, b, "／") + "）";
    auto const names_en = " (" + both(a, b, " / ") + ")";
    if (a.name != b.name && !kana) {
        comparison.reasons.push_back(
            {Ground::name, -50, {"法人名が違います" + names, "Different names" + names_en}});
        return true;
    }
    bool const other_form = !a.legal_form.empty() && !b.legal_form.empty() && a.legal_form != b.legal_form;
    if (other_form) {
        comparison.reasons.push_back({Ground::name,
                                      10,
                                      {"法人名は同じですが、法人格が違います" + names,
                                       "The same name in another legal form" + names_en}});
    } else if (a.branch != b.branch) {
        comparison.reasons.push_back(
            {Ground::name,
             40,
             {"同じ法人の支店・営業所などです" + names, "The same company, another branch" + names_en}});
    } else {
        comparison.reasons.push_back(
            {Ground::name, 40, {"法人名が同じです" + names, "The same company name" + names_en}});
    }
    return false;
}

// What is not the name nor a way to reach somebody counts only beside one of these.
void conclude(Comparison& comparison) {
    std::array<bool, 5> on{};
    for (auto const& reason : comparison.reasons) {
        comparison.score += reason.points;
        if (reason.points > 0) {
            on.at(static_cast<std::size_t>(reason.ground)) = true;
        }
    }
    auto const has = [&](Ground ground) { return on.at(static_cast<std::size_t>(ground)); };
    auto const sorts = std::ranges::count(on, true);
    // A family shares a line and a house, and twins a date of birth and a house.
    bool const household = !has(Ground::name) && (!has(Ground::birth) || !has(Ground::contact));
    comparison.suggested = comparison.score >= enough && (has(Ground::number) || (sorts >= 2 && !household));
    std::ranges::stable_sort(comparison.reasons, std::ranges::greater{}, &Reason::points);
}

}  // namespace

Comparison compare(Folded const& a, Folded const& b, Surroundings const& around) {
    Comparison comparison;
    if (a.kind != b.kind) {
        return comparison;
    }
    bool names_differ = false;
    if (a.kind == Kind::organization) {
        names_differ = add_company_name(comparison, a, b);
        add_number(comparison, a, b);
    } else {
        auto const names = compare_names(a, b);
        names_differ = contradict(names);
        if (auto reason = about_names(names, a, b)) {
            comparison.reasons.push_back(std::move(*reason));
        }
        add_birth(comparison, a, b);
    }
    if (shares(a.phones, b.phones)) {
        add_phone(comparison, names_differ, around);
    }
    if (shares(a.mails, b.mails)) {
        add_mail(comparison, names_differ);
    } else if (a.kind == Kind::organization && shares(a.domains, b.domains)) {
        comparison.reasons.push_back(
            {Ground::contact, 35, {"メールのドメインが同じです", "The same mail domain"}});
    }
    add_address(comparison, a, b);
    conclude(comparison);
    return comparison;
}

}  // namespace engine::identity
