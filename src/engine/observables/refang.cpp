#include "engine/observables/refang.h"

#include "engine/observables/broken_name.h"
#include "engine/observables/host.h"
#include "engine/observables/view.h"

#include <algorithm>
#include <array>
#include <utility>

namespace engine::observables {
namespace {

char char_at(std::string_view text, std::size_t place) {
    return place < text.size() ? text[place] : '\0';
}

std::size_t skip_blanks(std::string_view text, std::size_t place, std::size_t most) {
    auto end = place;
    while (end < place + most && (char_at(text, end) == ' ' || char_at(text, end) == '\t')) {
        ++end;
    }
    return end;
}

bool is_host_character(char c) {
    return is_alnum(c) || c == '-' || c == '_';
}

// The last character that is not a blank before `place` (at most three blanks away).
char solid_before(std::string_view text, std::size_t place) {
    std::size_t steps = 0;
    while (place > 0 && steps < 4 && is_blank(text[place - 1])) {
        --place;
        ++steps;
    }
    return place > 0 ? text[place - 1] : '\0';
}

char solid_after(std::string_view text, std::size_t place) {
    return char_at(text, skip_blanks(text, place, 3));
}

bool has_word(std::string_view text, std::size_t place, std::string_view word) {
    if (text.size() - std::min(place, text.size()) < word.size()) {
        return false;
    }
    return std::equal(word.begin(), word.end(), text.begin() + static_cast<std::ptrdiff_t>(place),
                      [](char a, char b) { return a == to_lower(b); });
}

using Spelling = std::pair<std::string_view, std::string_view>;

// Longest first where one begins another.
constexpr std::array<Spelling, 21> bracketed_words{{
    {"://", "://"},
    {"dot", "."},
    {"ドット", "."},
    {"どっと", "."},
    {"点", "."},
    {"d0t", "."},
    {"アットマーク", "@"},
    {"アット", "@"},
    {"あっと", "@"},
    {"at", "@"},
    {"a", "@"},
    {"@", "@"},
    {".", "."},
    {",", "."},
    {":", ":"},
    {"//", "//"},
    {"/", "/"},
    {"-", "-"},
    {"。", "."},
    {"・", "."},
    {"punkt", "."},
}};
constexpr std::array<Spelling, 12> spoken_words{{
    {"ドットコム", ".com"},
    {"どっとこむ", ".com"},
    {"ドットネット", ".net"},
    {"ドットジェーピー", ".jp"},
    {"ドット", "."},
    {"どっと", "."},
    {"アットマーク", "@"},
    {"あっとまーく", "@"},
    {"アット", "@"},
    {"あっと", "@"},
    {"ハイフン", "-"},
    {"アンダーバー", "_"},
}};
constexpr std::array<std::string_view, 6> openings{"[", "(", "{", "<", "【", "〔"};
constexpr std::array<std::string_view, 6> closings{"]", ")", "}", ">", "】", "〕"};

// Whether the name at `place` goes on with a dot, however it is written.
bool is_dotted(std::string_view text, std::size_t place) {
    auto end = place;
    while (is_host_character(char_at(text, end))) {
        ++end;
    }
    auto const rest = text.substr(std::min(skip_blanks(text, end, 2), text.size()));
    static constexpr std::array<std::string_view, 6> dots{".", "[.", "(.", "[dot", "(dot", "ドット"};
    return std::any_of(dots.begin(), dots.end(), [&](std::string_view dot) { return rest.starts_with(dot); });
}

std::optional<Replacement> bracketed(std::string_view text, std::size_t place) {
    auto const opening = std::find_if(openings.begin(), openings.end(), [&](std::string_view word) {
        return text.substr(place).starts_with(word);
    });
    if (opening == openings.end()) {
        return std::nullopt;
    }
    auto const closing = closings[static_cast<std::size_t>(opening - openings.begin())];
    auto inside = skip_blanks(text, place + opening->size(), 2);
    for (auto const& [word, meant] : bracketed_words) {
        if (!has_word(text, inside, word)) {
            continue;
        }
        auto const after = skip_blanks(text, inside + word.size(), 2);
        if (!text.substr(std::min(after, text.size())).starts_with(closing)) {
            continue;
        }
        auto const end = after + closing.size();
        if (word == "a" && !is_dotted(text, end)) {
            return std::nullopt;
        }
        auto const left = solid_before(text, place);
        auto const right = solid_after(text, end);
        bool const fits = meant == ":" || meant == "/" || meant == "//" || meant == "://"
                              ? (is_alnum(left) || left == ':' || left == ']') &&
                                    (is_alnum(right) || right == '/' || right == ':' || right == '[')
                              : (is_host_character(left) || left == '.') && is_alnum(right);
        if (!fits) {
            return std::nullopt;
        }
        return Replacement{std::string{meant}, skip_blanks(text, end, 2) - place};
    }
    return std::nullopt;
}

std::optional<Replacement> spoken(std::string_view text, std::size_t place) {
    for (auto const& [word, meant] : spoken_words) {
        if (!has_word(text, place, word)) {
            continue;
        }
        auto const end = place + word.size();
        bool const whole = meant.size() > 1;
        if (!is_host_character(solid_before(text, place)) || (!whole && !is_alnum(solid_after(text, end)))) {
            return std::nullopt;
        }
        return Replacement{std::string{meant}, (whole ? end : skip_blanks(text, end, 3)) - place};
    }
    return std::nullopt;
}

// Whether the word that ends before `place` names a service whose members have an @.
bool is_service_name(std::string_view text, std::size_t place) {
    static constexpr std::array<std::string_view, 17> names{
        "x",       "twitter", "instagram", "insta", "ig",   "tiktok", "facebook", "fb",     "youtube",
        "threads", "bluesky", "telegram",  "tg",    "line", "github", "id",       "account"};
    auto begin = place;
    while (begin > 0 && place - begin < 12 && is_alnum(text[begin - 1])) {
        --begin;
    }
    auto const word = lowered(text.substr(begin, place - begin));
    return std::find(names.begin(), names.end(), word) != names.end();
}

// A name with plain dots that is no host.
bool is_plain_handle(std::string_view text, std::size_t place) {
    constexpr std::size_t longest = 64;
    auto end = place;
    while (end - place < longest && (is_host_character(char_at(text, end)) || char_at(text, end) == '.')) {
        ++end;
    }
    while (end > place && text[end - 1] == '.') {
        --end;
    }
    auto const name = text.substr(place, end - place);
    return name.find('.') != std::string_view::npos && !is_host(lowered(name));
}

// "info @ mail.example": blanks around the sign, and no "TikTok @dance.king99", a service and its member.
bool is_spaced_at(std::string_view text, std::size_t place, std::size_t sign, std::size_t next) {
    bool const spaced = sign > place || next > sign + 1;
    bool const member = next == sign + 1 && (is_service_name(text, place) || is_plain_handle(text, next));
    return spaced && !member && is_dotted(text, next);
}

// "name . top" and "name dot top": only where no English sentence goes on after it.
std::optional<Replacement> spaced_dot(std::string_view text, std::size_t place) {
    auto const dot = skip_blanks(text, place, 3);
    bool const word = has_word(text, dot, "dot") && dot > place && is_blank(char_at(text, dot + 3));
    bool const sign = char_at(text, dot) == '.';
    bool const at_sign = char_at(text, dot) == '@';
    if (!word && !sign && !at_sign) {
        return std::nullopt;
    }
    auto const after = dot + (word ? 3 : 1);
    auto const next = skip_blanks(text, after, 3);
    if ((dot == place && next == after) || !is_host_character(solid_before(text, place)) ||
        !is_alnum(char_at(text, next))) {
        return std::nullopt;
    }
    if (at_sign) {
        return is_spaced_at(text, place, dot, next) ? std::optional{Replacement{"@", next - place}}
                                                    : std::nullopt;
    }
    if (dot == place) {
        return std::nullopt;  // "end. Next": a sentence, unless a recogniser knows better
    }
    auto end = next;
    while (is_host_character(char_at(text, end))) {
        ++end;
    }
    bool const digits = is_digit(char_at(text, next)) && is_digit(solid_before(text, place));
    bool const sentence = char_at(text, end) == ' ' && is_alpha(solid_after(text, end)) &&
                          !has_word(text, skip_blanks(text, end, 3), "dot ");
    if (!digits && (is_upper(char_at(text, next)) || sentence)) {
        return std::nullopt;
    }
    return Replacement{".", next - place};
}

// "www.name。com": the full stop the keyboard gives, right inside a name; the name must not be complete
// before it.
std::optional<Replacement> ideographic_dot(std::string_view text, std::size_t place) {
    constexpr std::string_view dot{"。"};
    if (!text.substr(place).starts_with(dot) || place == 0 || !is_alnum(text[place - 1])) {
        return std::nullopt;
    }
    auto begin = place;
    while (begin > 0 && (is_host_character(text[begin - 1]) || text[begin - 1] == '.') &&
           place - begin < 64) {
        --begin;
    }
    auto end = place + dot.size();
    while (is_host_character(char_at(text, end))) {
        ++end;
    }
    auto const right = text.substr(place + dot.size(), end - place - dot.size());
    bool const short_lower =
        right.size() >= 2 && right.size() <= 10 && std::all_of(right.begin(), right.end(), is_lower);
    auto const left = lowered(text.substr(begin, place - begin));
    return short_lower && is_top_level(right) && !is_host(left) ? std::optional{Replacement{".", dot.size()}}
                                                                : std::nullopt;
}

// "taro@⏎mail.example", "login.evil.⏎example/a": a name broken by the end of a line, not a sentence's end.
std::optional<Replacement> broken_line(std::string_view text, std::size_t place) {
    bool const broken = char_at(text, place + 1) == '\n' && is_lower(char_at(text, place + 2)) && place > 0 &&
                        is_alnum(text[place - 1]);
    if (!broken) {
        return std::nullopt;
    }
    if (text[place] == '@') {
        return is_dotted(text, place + 2) ? std::optional{Replacement{"@", 2}} : std::nullopt;
    }
    auto end = place + 2;
    while (is_host_character(char_at(text, end))) {
        ++end;
    }
    // Only where an address was begun: a scheme, or a dot or @ further left in the same word.
    auto begin = place;
    bool address = false;
    while (begin > 0 && text[begin - 1] > ' ' && is_ascii(text[begin - 1]) && place - begin < 80) {
        --begin;
        address = address || text[begin] == '@' || text[begin] == '.' || text[begin] == '/';
    }
    auto const label = text.substr(place + 2, end - place - 2);
    address = address || (label == "onion" && place - begin >= 16);
    return address && (is_top_level(label) || char_at(text, end) == '.') ? std::optional{Replacement{".", 2}}
                                                                         : std::nullopt;
}

struct Letters {
    std::size_t end = 0;
    bool secure = false;
};

// The letters of hxxp, h**p, ttp and spaced spellings of a scheme, with those that may be masked.
std::optional<Letters> scheme_letters(std::string_view text, std::size_t place) {
    auto const next_letter = [&](std::size_t from) { return skip_blanks(text, from, 2); };
    bool const head = to_lower(char_at(text, place)) == 'h';
    auto end = head ? next_letter(place + 1) : place;
    for (int i = 0; i < 2; ++i) {
        auto const c = to_lower(char_at(text, end));
        bool const masked = head && (c == 'x' || c == '*');
        if (c != 't' && !masked) {
            return std::nullopt;
        }
        end = next_letter(end + 1);
    }
    if (to_lower(char_at(text, end)) != 'p') {
        return std::nullopt;
    }
    end = next_letter(end + 1);
    bool const secure = to_lower(char_at(text, end)) == 's';
    return Letters{secure ? next_letter(end + 1) : end, secure};
}

// Where "://" ends, also with blanks and brackets in it or turned slashes.
std::optional<std::size_t> colon_slashes_end(std::string_view text, std::size_t place, std::size_t limit) {
    static constexpr std::string_view filling{" []()"};
    bool colon = false;
    int slashes = 0;
    auto end = place;
    for (; end < text.size() && end < limit && slashes < 2; ++end) {
        auto const c = text[end];
        if (c == '/' || c == '\\') {
            ++slashes;
        } else if (c == ':') {
            colon = true;
        } else if (filling.find(c) == std::string_view::npos) {
            break;
        }
    }
    while (char_at(text, end) == ']' || char_at(text, end) == ')') {
        ++end;
    }
    return slashes == 2 && colon ? std::optional{end} : std::nullopt;
}

// A scheme up to and with "://", however it is spelled.
std::optional<Replacement> scheme(std::string_view text, std::size_t place) {
    constexpr std::size_t longest = 40;
    auto const letters = scheme_letters(text, place);
    if (!letters) {
        return std::nullopt;
    }
    auto const slashes = colon_slashes_end(text, letters->end, place + longest);
    if (!slashes) {
        return std::nullopt;
    }
    // "https://⏎host.example/": the line ended after the scheme.
    auto const end = *slashes;
    bool const broken =
        char_at(text, end) == '\n' && is_dotted(text, end + 1) && is_alnum(char_at(text, end + 1));
    auto const host = broken ? end + 1 : skip_blanks(text, end, 2);
    if (host > end && has_word(text, host, "http")) {
        return std::nullopt;
    }
    return Replacement{letters->secure ? "https://" : "http://", host - place};
}

// "https : // name . example / page": a slash set apart, in an address written so from its scheme on.
std::optional<Replacement> spaced_slash(std::string_view text, std::size_t place) {
    constexpr std::size_t longest = 120;
    auto const slash = skip_blanks(text, place, 2);
    auto const next = skip_blanks(text, slash + 1, 2);
    if (char_at(text, slash) != '/' || slash == place || !is_alnum(char_at(text, next))) {
        return std::nullopt;
    }
    auto begin = place;
    bool set_apart = false;
    while (begin > 0 && place - begin < longest && text[begin - 1] != ':') {
        auto const c = text[begin - 1];
        if (!is_host_character(c) && c != '.' && c != '/' && c != ' ') {
            return std::nullopt;
        }
        set_apart = set_apart || (c == '.' && text[begin] == ' ');
        --begin;
    }
    bool const scheme =
        begin > 0 && place - begin < longest && text.substr(skip_blanks(text, begin, 2)).starts_with("//");
    return scheme && set_apart ? std::optional{Replacement{"/", next - place}} : std::nullopt;
}

// A blank before a dot, a bracketed or a spoken sign goes with it.
std::optional<Replacement> after_blank(std::string_view text, std::size_t place) {
    if (auto found = spaced_dot(text, place)) {
        return found;
    }
    if (auto found = spaced_slash(text, place)) {
        return found;
    }
    auto const solid = skip_blanks(text, place, 3);
    auto const next = char_at(text, solid);
    bool const bracket = next == '[' || next == '(' || next == '{';
    if (place == 0 || !is_host_character(text[place - 1]) || (is_ascii(next) && !bracket)) {
        return std::nullopt;
    }
    auto found = bracket ? bracketed(text, solid) : spoken(text, solid);
    if (!found || found->text.size() >= 4) {
        return std::nullopt;
    }
    found->length += solid - place;
    return found;
}

// "name\.example"
std::optional<Replacement> escaped_dot(std::string_view text, std::size_t place) {
    bool const inside = place > 0 && is_alnum(text[place - 1]) && is_alnum(char_at(text, place + 2));
    return inside && char_at(text, place + 1) == '.' ? std::optional{Replacement{".", 2}} : std::nullopt;
}

// A sign put for @ against spam: name★mail.example.
std::optional<Replacement> starred_at(std::string_view text, std::size_t place) {
    constexpr std::size_t sign = 3;
    bool const inside = place > 0 && is_alnum(text[place - 1]) && is_alnum(char_at(text, place + sign));
    return inside && is_dotted(text, place + sign) ? std::optional{Replacement{"@", sign}} : std::nullopt;
}

std::optional<Replacement> ascii_sign(std::string_view text, std::size_t place) {
    switch (text[place]) {
        case 'h':
        case 'H':
        case 't':
        case 'T':
            return place > 0 && is_alnum(text[place - 1]) ? std::nullopt : scheme(text, place);
        case '[':
        case '(':
        case '{':
        case '<':
            return bracketed(text, place);
        case ' ':
        case '\n':
        case '\r':
            if (auto const length = break_inside_name(text, place); length != 0) {
                return Replacement{"", length};
            }
            return text[place] == ' ' ? after_blank(text, place) : std::nullopt;
        case '.':
            return broken_line(text, place);
        case '@': {
            auto broken = broken_line(text, place);
            return broken ? broken : spaced_dot(text, place);
        }
        case '\\':
            return escaped_dot(text, place);
        default:
            return std::nullopt;
    }
}

std::optional<Replacement> japanese_sign(std::string_view text, std::size_t place) {
    switch (three_bytes(text, place)) {
        case three_bytes("★", 0):
        case three_bytes("☆", 0):
        case three_bytes("◎", 0):
        case three_bytes("●", 0):
            return starred_at(text, place);
        case three_bytes("ド", 0):
        case three_bytes("ど", 0):
        case three_bytes("ア", 0):
        case three_bytes("あ", 0):
        case three_bytes("ハ", 0):
            return spoken(text, place);
        case three_bytes("。", 0):
            return ideographic_dot(text, place);
        case three_bytes("【", 0):
        case three_bytes("〔", 0):
            return bracketed(text, place);
        default:
            return std::nullopt;
    }
}

}  // namespace

std::optional<Replacement> refang_at(std::string_view folded, std::size_t place) {
    if (is_ascii(folded[place])) {
        return ascii_sign(folded, place);
    }
    return place + 3 > folded.size() ? std::nullopt : japanese_sign(folded, place);
}

}  // namespace engine::observables
