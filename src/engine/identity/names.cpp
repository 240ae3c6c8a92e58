#include "engine/identity/names.h"

#include "base/text_fold.h"
#include "base/utf8.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <utility>

namespace engine::identity {

namespace {

// Beside the variants that every fold knows (base/text_fold, with the old forms of 常用漢字表): further ones
// by which the name of one family is written in different papers. A list of our own, no official table: 斉
// and 斎 are two characters in the family register, but one on the telephone.
constexpr std::array<std::pair<char32_t, char32_t>, 35> further_variants{{
    {U'斎', U'斉'}, {U'淵', U'渕'}, {U'舩', U'船'}, {U'榮', U'栄'}, {U'藏', U'蔵'}, {U'禮', U'礼'},
    {U'彌', U'弥'}, {U'祢', U'禰'}, {U'靜', U'静'}, {U'豐', U'豊'}, {U'黑', U'黒'}, {U'增', U'増'},
    {U'莊', U'荘'}, {U'學', U'学'}, {U'實', U'実'}, {U'穗', U'穂'}, {U'稻', U'稲'}, {U'關', U'関'},
    {U'瀧', U'滝'}, {U'淺', U'浅'}, {U'鐵', U'鉄'}, {U'鷗', U'鴎'}, {U'峯', U'峰'}, {U'嶽', U'岳'},
    {U'當', U'当'}, {U'傳', U'伝'}, {U'佛', U'仏'}, {U'檜', U'桧'}, {U'龜', U'亀'}, {U'來', U'来'},
    {U'邨', U'村'}, {U'埜', U'野'}, {U'冝', U'宜'}, {U'頴', U'穎'}, {U'籠', U'篭'},
}};

constexpr std::array<std::string_view, 6> titles = {"様", "さま", "さん", "殿", "氏", "御中"};

bool is_mark(char32_t c) {
    return c == U'・' || c == U'.' || c == U',' || c == U'\'' || c == U'’' || c == U'=' || c == U'、' ||
           c == U'。' || c == U'"' || c == U'(' || c == U')';
}
bool is_hiragana(char32_t c) {
    return c >= 0x3041 && c <= 0x3096;
}

std::u32string characters(std::string_view text) {
    std::u32string result;
    for (std::size_t at = 0; at < text.size();) {
        auto const point = base::decode_utf8(text, at);
        result.push_back(point.value);
        at += point.length;
    }
    return result;
}

// The vowel that a hiragana ends in, or nothing.
char vowel(char32_t c) {
    constexpr std::u32string_view a = U"あかがさざただなはばぱまやらわゃぁゎ";
    constexpr std::u32string_view i = U"いきぎしじちぢにひびぴみりぃゐ";
    constexpr std::u32string_view u = U"うくぐすずつづぬふぶぷむゆるゅぅゔ";
    constexpr std::u32string_view e = U"えけげせぜてでねへべぺめれぇゑ";
    constexpr std::u32string_view o = U"おこごそぞとどのほぼぽもよろをょぉ";
    for (auto const& [row, sound] : {std::pair{a, 'a'}, {i, 'i'}, {u, 'u'}, {e, 'e'}, {o, 'o'}}) {
        if (row.find(c) != std::u32string_view::npos) {
            return sound;
        }
    }
    return '\0';
}

// Whether `c` only draws out a syllable that ends in `before`.
bool draws_out(char32_t c, char before) {
    return c == U'-' || (before == 'o' && (c == U'う' || c == U'お')) || (before == 'u' && c == U'う') ||
           (before == 'e' && (c == U'え' || c == U'い')) || (before == 'a' && c == U'あ');
}

char32_t plain_kana(char32_t c) {
    constexpr std::u32string_view special = U"ぁぃぅぇぉゃゅょゎぢづゐゑをゔゕゖ";
    constexpr std::u32string_view plain = U"あいうえおやゆよわじずいえおぶかけ";
    auto const at = special.find(c);
    return at == std::u32string_view::npos ? c : plain[at];
}

char32_t without_dakuten(char32_t c) {
    constexpr std::u32string_view voiced = U"がぎぐげござじずぜぞだでどばびぶべぼぱぴぷぺぽ";
    constexpr std::u32string_view plain = U"かきくけこさしすせそたてとはひふへほはひふへほ";
    auto const at = voiced.find(c);
    return at == std::u32string_view::npos ? c : plain[at];
}

struct Syllable {
    std::u32string_view kana;
    std::string_view latin;
};
// The longer ones first.
constexpr std::array<Syllable, 36> two_kana{{
    {U"きゃ", "kya"}, {U"きゅ", "kyu"}, {U"きょ", "kyo"}, {U"しゃ", "sha"}, {U"しゅ", "shu"},
    {U"しょ", "sho"}, {U"ちゃ", "cha"}, {U"ちゅ", "chu"}, {U"ちょ", "cho"}, {U"にゃ", "nya"},
    {U"にゅ", "nyu"}, {U"にょ", "nyo"}, {U"ひゃ", "hya"}, {U"ひゅ", "hyu"}, {U"ひょ", "hyo"},
    {U"みゃ", "mya"}, {U"みゅ", "myu"}, {U"みょ", "myo"}, {U"りゃ", "rya"}, {U"りゅ", "ryu"},
    {U"りょ", "ryo"}, {U"ぎゃ", "gya"}, {U"ぎゅ", "gyu"}, {U"ぎょ", "gyo"}, {U"じゃ", "ja"},
    {U"じゅ", "ju"},  {U"じょ", "jo"},  {U"びゃ", "bya"}, {U"びゅ", "byu"}, {U"びょ", "byo"},
    {U"しぇ", "she"}, {U"ちぇ", "che"}, {U"てぃ", "ti"},  {U"でぃ", "di"},  {U"じぇ", "je"},
    {U"ふぁ", "fa"},
}};
constexpr std::array<Syllable, 72> one_kana{{
    {U"あ", "a"},  {U"い", "i"},  {U"う", "u"},  {U"え", "e"},  {U"お", "o"},   {U"か", "ka"},
    {U"き", "ki"}, {U"く", "ku"}, {U"け", "ke"}, {U"こ", "ko"}, {U"さ", "sa"},  {U"し", "shi"},
    {U"す", "su"}, {U"せ", "se"}, {U"そ", "so"}, {U"た", "ta"}, {U"ち", "chi"}, {U"つ", "tsu"},
    {U"て", "te"}, {U"と", "to"}, {U"な", "na"}, {U"に", "ni"}, {U"ぬ", "nu"},  {U"ね", "ne"},
    {U"の", "no"}, {U"は", "ha"}, {U"ひ", "hi"}, {U"ふ", "fu"}, {U"へ", "he"},  {U"ほ", "ho"},
    {U"ま", "ma"}, {U"み", "mi"}, {U"む", "mu"}, {U"め", "me"}, {U"も", "mo"},  {U"や", "ya"},
    {U"ゆ", "yu"}, {U"よ", "yo"}, {U"ら", "ra"}, {U"り", "ri"}, {U"る", "ru"},  {U"れ", "re"},
    {U"ろ", "ro"}, {U"わ", "wa"}, {U"を", "o"},  {U"ん", "n"},  {U"が", "ga"},  {U"ぎ", "gi"},
    {U"ぐ", "gu"}, {U"げ", "ge"}, {U"ご", "go"}, {U"ざ", "za"}, {U"じ", "ji"},  {U"ず", "zu"},
    {U"ぜ", "ze"}, {U"ぞ", "zo"}, {U"だ", "da"}, {U"ぢ", "ji"}, {U"づ", "zu"},  {U"で", "de"},
    {U"ど", "do"}, {U"ば", "ba"}, {U"び", "bi"}, {U"ぶ", "bu"}, {U"べ", "be"},  {U"ぼ", "bo"},
    {U"ぱ", "pa"}, {U"ぴ", "pi"}, {U"ぷ", "pu"}, {U"ぺ", "pe"}, {U"ぽ", "po"},  {U"ゔ", "bu"},
}};

// The syllable at a place, as long as it is in kana; nothing of what is no kana.
Syllable syllable_at(std::u32string_view kana, std::size_t at) {
    for (auto const& syllable : two_kana) {
        if (kana.substr(at, 2) == syllable.kana) {
            return syllable;
        }
    }
    auto const plain = plain_kana(kana[at]);
    for (auto const& syllable : one_kana) {
        if (syllable.kana.front() == plain) {
            return syllable;
        }
    }
    return {kana.substr(at, 1), {}};
}

std::string romanised_word(std::string_view part) {
    auto const kana = characters(part);
    std::string word;
    for (std::size_t at = 0; at < kana.size();) {
        char const last = word.empty() ? '\0' : word.back();
        if (kana[at] == U'っ' || draws_out(kana[at], last)) {
            ++at;
            continue;
        }
        auto const syllable = syllable_at(kana, at);
        word.append(syllable.latin);
        at += syllable.kana.size();
    }
    return word;
}

bool is_latin_vowel(char c) {
    return c == 'a' || c == 'i' || c == 'u' || c == 'e' || c == 'o' || c == 'y';
}

// The consonant that stands for those which Japanese ears do not tell apart; nothing for a vowel.
char consonant(char c) {
    constexpr std::string_view heard_alike = "lvcqzjf";
    constexpr std::string_view as = "rbkkssh";
    if (is_latin_vowel(c) || c == 'w') {
        return '\0';
    }
    auto const at = heard_alike.find(c);
    return at == std::string_view::npos ? c : as[at];
}

std::string without_marks(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    auto const* const decompose = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status) != 0) {
        return std::string(text);
    }
    icu::UnicodeString source;
    for (auto const c : characters(text)) {
        source.append(static_cast<UChar32>(c));
    }
    auto const plain = decompose->normalize(source, status);
    std::string result;
    for (int32_t at = 0; U_SUCCESS(status) != 0 && at < plain.length();) {
        auto const c = plain.char32At(at);
        at += U16_LENGTH(c);
        if (c == 0x0111) {
            result.push_back('d');  // đ has no decomposition
        } else if (u_charType(c) != U_NON_SPACING_MARK) {
            result.append(base::encode_utf8(static_cast<char32_t>(c)));
        }
    }
    return result;
}

}  // namespace

std::string fold_name(std::string_view name) {
    auto const folded = base::match_fold(name).text;
    std::string result;
    for (auto c : characters(folded)) {
        if (is_mark(c)) {
            continue;
        }
        for (auto const& [variant, plain] : further_variants) {
            if (c == variant) {
                c = plain;
                break;
            }
        }
        result.append(base::encode_utf8(c));
    }
    for (auto const title : titles) {
        if (result.size() > title.size() && result.ends_with(title)) {
            result.resize(result.size() - title.size());
            break;
        }
    }
    return result;
}

std::vector<std::string> name_parts(std::string_view name) {
    std::vector<std::string> parts;
    std::string part;
    auto const end_part = [&] {
        auto folded = fold_name(part);
        if (!folded.empty()) {
            parts.push_back(std::move(folded));
        }
        part.clear();
    };
    for (auto const c : characters(name)) {
        if (u_isUWhiteSpace(static_cast<UChar32>(c)) != 0 || c == U'・' || c == U'･' || c == U'=' ||
            c == U'＝' || c == U',') {
            end_part();
        } else {
            part.append(base::encode_utf8(c));
        }
    }
    end_part();
    return parts;
}

bool has_han(std::string_view folded) {
    return std::ranges::any_of(characters(folded), [](char32_t c) {
        return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_IDEOGRAPHIC) != 0;
    });
}

bool is_kana(std::string_view folded) {
    return !folded.empty() && std::ranges::all_of(characters(folded), [](char32_t c) {
        return is_hiragana(c) || c == U'-' || c == U'ゝ' || c == U'ゞ';
    });
}

bool has_latin(std::string_view folded) {
    return std::ranges::any_of(characters(folded), [](char32_t c) {
        return (c >= U'a' && c <= U'z') || (c >= 0xC0 && c <= 0x24F) || (c >= 0x1E00 && c <= 0x1EFF);
    });
}

Reading reading_of(std::string_view kana) {
    Reading reading;
    char before = '\0';
    for (auto const c : characters(kana)) {
        if (draws_out(c, before)) {
            reading.spelt.push_back(U'-');
            continue;
        }
        before = vowel(c);
        auto const plain = plain_kana(c);
        reading.spelt.push_back(plain);
        if (c != U'っ') {
            reading.heard.push_back(without_dakuten(plain));
        }
    }
    return reading;
}

std::size_t edits(std::u32string_view a, std::u32string_view b, std::size_t most) {
    auto const difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    if (difference > most) {
        return most + 1;
    }
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            auto const replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return std::min(row.back(), most + 1);
}

std::vector<std::string> latin_words(std::string_view name) {
    std::vector<std::string> words;
    std::string word;
    auto const end_word = [&] {
        if (!word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    };
    for (auto const c : without_marks(base::search_fold(name).text)) {
        if (c >= 'a' && c <= 'z') {
            word.push_back(c);
        } else if (c != '\'' && c != '-') {
            end_word();
        }
    }
    end_word();
    std::ranges::sort(words);
    return words;
}

std::vector<std::string> romanised(std::vector<std::string> const& kana_parts) {
    std::vector<std::string> words;
    words.reserve(kana_parts.size());
    for (auto const& part : kana_parts) {
        words.push_back(romanised_word(part));
    }
    std::ranges::sort(words);
    return words;
}

std::string skeleton(std::string_view word) {
    // An r that closes a syllable only draws it out in Japanese: Peter is ピーター.
    std::string text;
    for (std::size_t at = 0; at < word.size(); ++at) {
        bool const opens = at + 1 < word.size() && is_latin_vowel(word[at + 1]);
        if (word[at] != 'r' || opens || at == 0) {
            text.push_back(word[at]);
        }
    }
    constexpr std::array<std::pair<std::string_view, std::string_view>, 14> sounds{{
        {"sch", "s"},
        {"tch", "t"},
        {"th", "t"},
        {"ph", "f"},
        {"ch", "t"},
        {"sh", "s"},
        {"ts", "t"},
        {"ng", "n"},
        {"kh", "k"},
        {"gh", "g"},
        {"ck", "k"},
        {"qu", "k"},
        {"wh", "h"},
        {"x", "ks"},
    }};
    for (auto const& [from, to] : sounds) {
        for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
            text.replace(at, from.size(), to);
        }
    }
    std::string result;
    for (char const c : text) {
        char const sound = consonant(c);
        if (sound != '\0' && (result.empty() || result.back() != sound)) {
            result.push_back(sound);
        }
    }
    return result;
}

std::vector<std::string> skeletons(std::vector<std::string> const& words) {
    std::vector<std::string> bones;
    bones.reserve(words.size());
    for (auto const& word : words) {
        bones.push_back(skeleton(word));
    }
    std::ranges::sort(bones);
    return bones;
}

}  // namespace engine::identity
