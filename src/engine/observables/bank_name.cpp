#include "engine/observables/bank_name.h"

#include "base/utf8.h"
#include "engine/observables/view.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace engine::observables {
namespace {

using Word = std::string_view;

constexpr std::array<Word, 13> bank_endings{"信用金庫", "信用組合", "農業協同組合", "労働金庫", "信託銀行",
                                            "銀行",     "信金",     "信組",         "農協",     "労金",
                                            "バンク",   "漁協",     "信託"};
constexpr std::array<Word, 9> branch_endings{"支店", "本店", "営業部",   "出張所", "支所",
                                             "店",   "本所", "センター", "プラザ"};
// Words for a place to pay into: the name comes after them.
constexpr std::array<Word, 19> payees{"先方",       "取引先", "相手先",   "振込先",   "振り込み先",
                                      "送金先",     "入金先", "支払先",   "支払い先", "返金先",
                                      "金融機関名", "銀行名", "金融機関", "口座",     "名義",
                                      "番号",       "宛先",   "相手方",   "相手"};
constexpr std::array<Word, 7> particles{"は", "が", "を", "に", "で", "も", "へ"};
// What hiragana of the sentence before a name ends with.
constexpr std::array<Word, 36> sentence_words{
    "まれて",   "られて",   "れて",   "して",   "って",   "えて",   "いずれも", "どちらも", "という",
    "といった", "とかいう", "された", "されて", "ている", "ていた", "なった",   "として",   "について",
    "んだ",     "った",     "した",   "いた",   "れた",   "てる",   "ない",     "する",     "ので",
    "され",     "られ",     "われ",   "かれ",   "まれ",   "まま",   "とおり",   "たら",     "ながら"};
constexpr std::array<Word, 16> openers{"この",   "その", "あの", "また",   "さらに", "そこで",
                                       "それで", "なお", "まず", "とある", "ある",   "いつもの",
                                       "から",   "より", "まで", "との"};
constexpr std::size_t kana = 3;  // bytes of one

bool ends_with_any(Word text, auto const& words) {
    return std::any_of(words.begin(), words.end(), [&](Word word) { return text.ends_with(word); });
}

// A stretch of hiragana, or of everything else.
struct Stretch {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool hiragana = false;
};

std::vector<Stretch> stretches_of(Word text) {
    std::vector<Stretch> result;
    for (std::size_t at = 0; at < text.size();) {
        auto const point = base::decode_utf8(text, at);
        bool const hiragana = point.value >= 0x3041 && point.value <= 0x309F;
        if (result.empty() || result.back().hiragana != hiragana) {
            result.push_back({at, at, hiragana});
        }
        at += point.length;
        result.back().end = at;
    }
    return result;
}

// Where the name begins in letters that are not hiragana: behind 振込先 and the like, behind a date or count.
std::size_t sentence_in_letters(Word letters) {
    std::size_t begin = 0;
    for (auto const word : payees) {
        if (auto const at = letters.rfind(word); at != Word::npos) {
            begin = std::max(begin, at + word.size());
        }
    }
    static constexpr std::array<Word, 38> leads{
        "昨日", "今日", "本日", "先日", "翌日", "同日", "当日", "昨夜", "今朝", "先週",
        "先月", "昨年", "午前", "午後", "直後", "最初", "最後", "下記", "上記", "同人",
        "本人", "自分", "犯人", "指定", "全部", "全額", "毎回", "今回", "前回", "次回",
        "初回", "今度", "別途", "同額", "両方", "一部", "残額", "先程"};
    for (auto const word : leads) {
        if (letters.substr(begin).starts_with(word)) {
            begin += word.size();
        }
    }
    auto const digit = letters.find_last_of("0123456789");
    if (digit != Word::npos && digit + 1 > begin && digit + 1 < letters.size() &&
        !is_ascii(letters[digit + 1])) {
        begin = digit + 1;
        for (bool moved = true; moved;) {
            moved = false;
            static constexpr std::array<Word, 14> counters{"年", "月", "日", "時", "分", "頃",   "円",
                                                           "件", "回", "目", "番", "万", "千円", "口"};
            for (auto const counter : counters) {
                if (letters.substr(begin).starts_with(counter)) {
                    begin += counter.size();
                    moved = true;
                }
            }
        }
    }
    return begin;
}

// 杜の都信用金庫 is a name, 指定のみやこ信用金庫 is not: short words that name no thing of the sentence.
bool may_own(Word text) {
    auto const stretches = stretches_of(text);
    auto const letters = stretches.empty() ? text : text.substr(stretches.back().begin);
    auto const before = letters.substr(std::min(letters.size(), sentence_in_letters(letters)));
    static constexpr std::array<Word, 39> nouns{"者", "先", "社", "店", "人", "座", "義", "系", "用", "元",
                                                "手", "分", "定", "別", "他", "次", "記", "様", "方", "員",
                                                "内", "外", "国", "県", "市", "町", "村", "母", "父", "夫",
                                                "妻", "私", "娘", "時", "後", "前", "中", "額", "円"};
    return !before.empty() && before.size() <= 2 * kana && !ends_with_any(before, nouns);
}

// 星が丘, 旭が浜: が inside a place's name.
bool is_place_particle(Word after) {
    static constexpr std::array<Word, 11> grounds{"丘", "岡", "原", "浜", "崎", "谷",
                                                  "池", "島", "関", "森", "峰"};
    return std::any_of(grounds.begin(), grounds.end(), [&](Word word) { return after.starts_with(word); });
}

std::size_t opener_length(Word hiragana) {
    for (auto const opener : openers) {
        if (hiragana.starts_with(opener) && hiragana.size() != opener.size() + kana) {
            return opener.size();
        }
    }
    return 0;
}

// もがみ, はまなす, とちぎ: names of places and things that begin like a particle.
bool is_name_of_its_own(Word hiragana) {
    static constexpr std::array<Word, 42> names{
        "もがみ",   "もみじ",   "もりおか", "ももたろう", "はまなす", "はるか",     "はやぶさ",
        "はくさん", "はごろも", "はりま",   "はまゆう",   "はなの",   "はちまん",   "とちぎ",
        "とちのき", "とかち",   "とうほく", "とうかい",   "ときわ",   "とやま",     "とさ",
        "とびうめ", "とまと",   "にしき",   "にじいろ",   "にいがた", "にちなん",   "のと",
        "のぞみ",   "のじぎく", "のべおか", "でわ",       "からまつ", "からたち",   "がまごおり",
        "はまかぜ", "はまなこ", "もとす",   "とねがわ",   "ともえ",   "とうきょう", "のぼりべつ"};
    return std::any_of(names.begin(), names.end(), [&](Word name) { return hiragana.starts_with(name); });
}

// The particle the hiragana begins with, when enough of a name remains.
std::size_t particle_length(Word hiragana, std::size_t least_rest) {
    if (is_name_of_its_own(hiragana)) {
        return 0;
    }
    static constexpr std::array<Word, 10> leading{"から", "まで", "は", "が", "を",
                                                  "に",   "の",   "で", "と", "も"};
    for (auto const particle : leading) {
        if (hiragana.starts_with(particle) && hiragana.size() >= particle.size() + least_rest) {
            return particle.size();
        }
    }
    return 0;
}

// "のは", "のが": what makes a noun of the words before; nothing is called so.
std::size_t nominal_length(Word hiragana) {
    static constexpr std::array<Word, 8> words{"のは", "のが", "のを", "のも",
                                               "のに", "つは", "つが", "つの"};
    for (auto const word : words) {
        if (hiragana.starts_with(word) && hiragana.size() >= word.size() + 2 * kana) {
            return word.size();
        }
    }
    return 0;
}

std::size_t after_last_sentence_word(Word hiragana) {
    std::size_t end = 0;
    for (auto const word : sentence_words) {
        if (auto const at = hiragana.rfind(word);
            at != Word::npos && at + word.size() + kana < hiragana.size()) {
            end = std::max(end, at + word.size());
        }
    }
    return end + (end == 0 ? 0 : nominal_length(hiragana.substr(end)));
}

struct Neighbours {
    Word before;  // the run up to the hiragana
    Word after;   // the stem behind it; empty where the ending follows at once
    Front front = Front::open;
};

bool ends_sentence(Word hiragana) {
    return ends_with_any(hiragana, particles) || ends_with_any(hiragana, sentence_words);
}

// The same at the front of the run: in みなと総合銀行 and きたの杜銀行 short words are the name's.
std::size_t sentence_at_front(Word hiragana) {
    auto const opener = opener_length(hiragana);
    bool const sentence = opener == hiragana.size() || hiragana.ends_with("には") ||
                          (ends_sentence(hiragana) && hiragana.size() > 3 * kana);
    return sentence ? hiragana.size() : opener;
}

// の between the sentence and the stem: 杜の都信用金庫, but 指定の|みやこ信用金庫.
std::size_t sentence_in_owner(Neighbours const& next) {
    bool const name = next.before.empty() ? next.front == Front::open : may_own(next.before);
    return name ? 0 : kana;
}

// More of the sentence than its last particle: how much of the front belongs to it.
std::size_t sentence_in_words(Word hiragana) {
    auto const words = std::max(after_last_sentence_word(hiragana), nominal_length(hiragana));
    auto const front = words != 0 ? words : particle_length(hiragana, 2 * kana);
    if (front == 0) {
        bool const owner = hiragana.ends_with("の") || hiragana.ends_with("と");
        return owner ? hiragana.size() : 0;
    }
    auto const rest = hiragana.substr(front);
    bool const particle =
        rest.size() == kana && (ends_with_any(rest, particles) || rest == "の" || rest == "と");
    return front + (particle ? kana : sentence_at_front(rest));
}

// と言われ, を調べ, に従い: the form of a verb on which the sentence goes on, behind what it takes.
bool is_verb_going_on(Word hiragana, Word before) {
    static constexpr std::array<Word, 19> forms{"い", "き", "ぎ", "し", "ち", "み", "び", "り", "え", "け",
                                                "げ", "せ", "て", "ね", "べ", "め", "れ", "じ", "っ"};
    static constexpr std::array<Word, 8> takes{"を", "に", "と", "へ", "で", "が", "は", "も"};
    auto const stretches = stretches_of(before);
    if (stretches.empty() || hiragana.size() > 2 * kana || !ends_with_any(hiragana, forms)) {
        return false;
    }
    auto const stem = stretches.back();
    if (hiragana == "し" && stem.end - stem.begin >= 2 * kana) {
        return true;  // 送金し, 指示し
    }
    auto const object = before.substr(0, stem.begin);
    return stem.end - stem.begin <= 2 * kana && ends_with_any(object, takes);
}

// Hiragana between the sentence and more of the stem (口座は|中央 銀行): how much of its front is the
// sentence.
std::size_t sentence_before_stem(Word hiragana, Neighbours const& next) {
    if (hiragana == "の") {
        return sentence_in_owner(next);
    }
    bool const led = !next.before.empty();
    if (hiragana == "が" && led && is_place_particle(next.after)) {
        return 0;
    }
    if (hiragana == "と" || (hiragana.size() == kana && ends_with_any(hiragana, particles))) {
        return kana;
    }
    if (!led && next.front == Front::open) {
        return sentence_at_front(hiragana);
    }
    bool const same = hiragana == "じ" && next.before.ends_with("同");
    bool const whole = same || is_verb_going_on(hiragana, next.before) || ends_sentence(hiragana) ||
                       opener_length(hiragana) == hiragana.size();
    return whole ? hiragana.size() : sentence_in_words(hiragana);
}

// Hiragana right before the ending (先は|しおかぜ 銀行).
std::size_t sentence_before_ending(Word hiragana, Neighbours const& next) {
    auto part = after_last_sentence_word(hiragana);
    if (part == 0 && !next.before.empty()) {
        part = nominal_length(hiragana);
    }
    if (part == 0 && next.before.ends_with("全") && hiragana.starts_with("て")) {
        part = kana;
    }
    // 北のひかり信金
    if (part == 0 && hiragana.starts_with("の") && !next.before.empty() && may_own(next.before)) {
        return 0;
    }
    bool const led = !next.before.empty() || next.front == Front::sentence;
    if (part == 0 && led) {
        // After a label alone, はるか銀行 may be a name as well as the particle.
        part = particle_length(hiragana, (next.before.empty() ? 3 : 2) * kana);
    }
    return part + opener_length(hiragana.substr(part));
}

// Where the longest known bank that `run` ends with begins.
std::optional<std::size_t> known_begin(Word run, Reference const& reference) {
    for (std::size_t at = 0; reference.size() != 0 && at < run.size();) {
        if (reference.bank(run.substr(at)) != nullptr) {
            return at;
        }
        at += base::decode_utf8(run, at).length;
    }
    return std::nullopt;
}

// 取引先|三菱UFJ銀行 ends a word of the sentence, みちのく|中央信用組合 does not.
bool ends_sentence_word(Word text) {
    static constexpr std::array<Word, 6> ends{"先", "側", "から", "より", "の", "と"};
    return ends_with_any(text, ends) || ends_with_any(text, particles);
}

// Where the name begins as the words around it tell.
std::size_t told_begin(Word run, std::size_t stem_end, Front front) {
    auto stretches = stretches_of(run.substr(0, stem_end));
    auto begin = stem_end;
    while (!stretches.empty()) {
        auto const last = stretches.back();
        auto const text = run.substr(last.begin, last.end - last.begin);
        Neighbours const next{run.substr(0, last.begin), run.substr(begin, stem_end - begin), front};
        auto const cut = !last.hiragana       ? sentence_in_letters(text)
                         : next.after.empty() ? sentence_before_ending(text, next)
                                              : sentence_before_stem(text, next);
        begin = last.begin + cut;
        if (cut != 0) {
            return begin == stem_end ? last.begin : begin;
        }
        stretches.pop_back();
    }
    return begin;
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

std::size_t last_bank_end(std::string_view run) noexcept {
    std::size_t end = 0;
    for (auto const ending : bank_endings) {
        if (auto const at = run.rfind(ending); at != std::string_view::npos && at > 0) {
            end = std::max(end, at + ending.size());
        }
    }
    return end;
}

std::string_view without_particle(std::string_view run) noexcept {
    static constexpr std::array<Word, 11> behind{"にある", "の", "に", "で", "は",  "が",
                                                 "へ",     "を", "と", "宛", "あて"};
    for (auto const word : behind) {
        if (!run.ends_with(word)) {
            continue;
        }
        auto const name = run.substr(0, run.size() - word.size());
        if (bank_ending(name) != 0 || ends_with_any(name, branch_endings)) {
            return name;
        }
        if (auto const deeper = without_particle(name); deeper.size() != name.size()) {
            return deeper;
        }
    }
    return run;
}

std::size_t bank_name_begin(std::string_view run, Front front, Reference const& reference) {
    auto const told = told_begin(run, run.size() - bank_ending(run), front);
    auto const known = known_begin(run, reference);
    bool const plain = known && (*known <= told || ends_sentence_word(run.substr(told, *known - told)));
    return plain ? *known : told;
}

}  // namespace engine::observables
