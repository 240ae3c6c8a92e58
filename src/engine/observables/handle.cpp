// Accounts: @name, name#1234, and names that a word before or behind them makes a handle.

#include "engine/observables/host.h"
#include "engine/observables/scan.h"
#include "engine/observables/service.h"

#include <algorithm>
#include <array>
#include <optional>

namespace engine::observables {
namespace {

struct Token {
    std::size_t begin = 0;
    std::size_t end = 0;
};

bool is_handle_byte(char c) {
    return is_alnum(c) || c == '_' || c == '.' || c == '-';
}

// The run of handle characters at `place`, without the sentence's dots and dashes.
Token token_at(View const& view, std::size_t place) {
    auto end = place;
    while (is_handle_byte(view.at(end)) && end - place < 64) {
        ++end;
    }
    while (end > place && (view.at(end - 1) == '.' || view.at(end - 1) == '-')) {
        --end;
    }
    return {place, end};
}

bool any(std::string_view text, bool (*test)(char)) {
    return std::any_of(text.begin(), text.end(), test);
}

// Words that stand after a service's name without being anybody's.
bool is_plain_word(std::string_view text) {
    static constexpr std::array<std::string_view, 46> words{
        "id",        "qr",       "dm",      "url",      "sms",     "pay",      "app",       "live",
        "web",       "pc",       "ios",     "android",  "lite",    "business", "messenger", "vip",
        "fx",        "ai",       "ok",      "ng",       "usb",     "wi-fi",    "wifi",      "line",
        "instagram", "facebook", "twitter", "telegram", "discord", "youtube",  "tiktok",    "google",
        "apple",     "amazon",   "paypay",  "zip",      "pdf",     "exe",      "ip",        "cpu",
        "ssid",      "mail",     "gmail",   "cookie",   "vpn",     "premium"};
    auto const lower = lowered(text);
    return std::find(words.begin(), words.end(), lower) != words.end();
}

bool is_strong(std::string_view text) {
    return any(text, is_alpha) &&
           (any(text, is_digit) || text.find('_') != std::string_view::npos ||
            text.find('.') != std::string_view::npos || text.find('-') != std::string_view::npos);
}

// Where the sentence's connecting signs and particles before `place` begin.
std::size_t before_connectors(View const& view, std::size_t place) {
    static constexpr std::array<std::string_view, 15> connectors{
        " ", ":", "=", "「", "『", "(", "\"", "'", "は", "が", "の", "で", "/", "【", "\n"};
    auto at = place;
    for (bool moved = true; moved && place - at < 24;) {
        moved = false;
        for (auto const word : connectors) {
            if (view.ends_with(at, word)) {
                at -= word.size();
                moved = true;
                break;
            }
        }
    }
    return at;
}

constexpr std::array handle_cues{
    Cue::x,        Cue::instagram,  Cue::tiktok, Cue::facebook, Cue::youtube,
    Cue::threads,  Cue::bluesky,    Cue::paypay, Cue::kakao,    Cue::signal,
    Cue::whatsapp, Cue::wechat,     Cue::skype,  Cue::snapchat, Cue::flea,
    Cue::gmap,     Cue::rmt,        Cue::line,   Cue::telegram, Cue::discord,
    Cue::player,   Cue::dating,     Cue::steam,  Cue::twitch,   Cue::account_word,
    Cue::id_word,  Cue::person_word};

// The word that ends right before the handle, but for connectors.
std::optional<Mention> cue_before(Scan const& scan, std::size_t begin) {
    auto const place = before_connectors(scan.view, begin);
    auto const mention = scan.words.before(place, 48, handle_cues);
    // 受付ID holds ID itself.
    auto const other = scan.words.before(place, 48, std::array{Cue::other_number});
    if (other && other->end == place) {
        return std::nullopt;
    }
    if (mention && mention->end == place) {
        return mention;
    }
    // スカイプ名: the service, and 名 behind it.
    constexpr std::string_view name{"名"};
    return mention && scan.view.ends_with(place, name) && mention->end + name.size() == place ? mention
                                                                                              : std::nullopt;
}

// "…という人", "…ってアカウント", "…を名乗る".
bool named_behind(View const& view, std::size_t end) {
    static constexpr std::array<std::string_view, 43> words{
        "という名",       "というコテハン",     "という屋号",    "という会員",     "という表示",
        "っていう名",     "っていうアカウント", "とかいう",      "と名乗って",     "なる人物",
        "という見知らぬ", "という謎",           "なる者",        "という人",       "というアカウント",
        "という名前",     "というユーザ",       "という出品者",  "という購入者",   "というid",
        "というID",       "という業者",         "という店",      "というショップ", "という者",
        "という男",       "という女",           "という方",      "という相手",     "っていう人",
        "って人",         "ってアカウント",     "って名前",      "ってやつ",       "というハンドル",
        "を名乗る",       "と名乗る",           "と称する",      "なるアカウント", "という見覚え",
        "という身に覚え", "という不審",         "という知らない"};
    auto place = end;
    place += view.starts_with(place, "」") || view.starts_with(place, "』") ? 3U : 0U;
    place += view.at(place) == ' ' || view.at(place) == ')' ? 1U : 0U;
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return view.starts_with(place, word); });
}

void claim_handle(Scan& scan, Token const& token, Sign sign, Cue service) {
    auto const name = scan.view.slice(token.begin + (sign == Sign::at_sign ? 1 : 0), token.end);
    auto const found = identity(service, name, sign);
    scan.claim({found.type, found.value, token.begin, token.end});
}

bool try_discord_tag(Scan& scan, Token const& token) {
    auto const& view = scan.view;
    auto end = token.end + 1;
    while (is_digit(view.at(end))) {
        ++end;
    }
    if (view.at(token.end) != '#' || end != token.end + 5 || is_alnum(view.at(end)) ||
        token.end - token.begin < 2) {
        return false;
    }
    scan.claim({Type::discord_id, "discord:" + std::string{view.slice(token.begin, end)}, token.begin, end});
    return true;
}

bool is_service(Cue cue) {
    return cue < Cue::account_word || cue == Cue::player;
}

void try_at_handle(Scan& scan, std::size_t at) {
    auto const& view = scan.view;
    auto const token = token_at(view, at + 1);
    auto const name = view.slice(token.begin, token.end);
    static constexpr std::array<std::string_view, 4> everybody{"everyone", "here", "channel", "all"};
    bool const nobody = std::find(everybody.begin(), everybody.end(), lowered(name)) != everybody.end();
    if (name.size() < 3 || nobody || is_handle_byte(view.before(at)) || !any(name, is_alnum)) {
        return;
    }
    Token const whole{at, token.end};
    if (!scan.is_free(whole.begin, whole.end)) {
        return;
    }
    auto const cue = cue_before(scan, at);
    bool const named = cue && is_service(cue->cue);
    if (!named && name.find('.') != std::string_view::npos && is_host(lowered(name))) {
        return;  // "@example.org" without a name is half an e-mail address
    }
    if (auto const service = service_of(scan, at, token.end, Sign::at_sign, cue)) {
        claim_handle(scan, whole, Sign::at_sign, *service);
    }
}

// "支払先IDmochi-0311": ID touches what it names.
Token after_glued_id(View const& view, Token const& token) {
    auto const rest = view.at(token.begin + 2);
    bool const glued = view.starts_with(token.begin, "ID") && !is_ascii(view.before(token.begin)) &&
                       (is_lower(rest) || is_digit(rest)) && token.end - token.begin >= 6;
    return glued ? Token{token.begin + 2, token.end} : token;
}

// YUU*HOME: in games stars are letters.
std::size_t starred_end(View const& view, std::size_t end) {
    while (view.at(end) == '*' && is_alnum(view.at(end + 1))) {
        end = token_at(view, end + 1).end;
    }
    return end;
}

// A bare word and what makes it a handle: the word before it, "という人" behind it.
struct Told {
    Token token;
    std::optional<Mention> cue;
    bool behind = false;
    Cue service{};
};

// 掲示板のコテハン: a name on a board belongs to no service and stands bare.
bool is_board_name(View const& view, Token const& token, std::optional<Mention> const& cue) {
    constexpr std::string_view board{"コテハン"};
    auto const end =
        token.end + (view.starts_with(token.end, "」") || view.starts_with(token.end, "』") ? 3U : 0U);
    auto const behind = view.slice(end, std::min(end + 24, view.size()));
    return (cue && view.slice(cue->begin, cue->end) == board) || behind.find(board) != std::string_view::npos;
}

// サーバにsupport_77というアカウントが: a user of some system, where no service is named at all.
bool is_system_user(View const& view, Token const& token) {
    static constexpr std::array<std::string_view, 4> users{"というアカウント", "というユーザ", "という利用者",
                                                           "という管理者"};
    auto const end = token.end +
                     (view.starts_with(token.end, "」") || view.starts_with(token.end, "』") ? 3U : 0U) +
                     (view.at(token.end) == ' ' ? 1U : 0U);
    return token.end - token.begin >= 6 && is_strong(view.slice(token.begin, token.end)) &&
           std::any_of(users.begin(), users.end(),
                       [&](std::string_view word) { return view.starts_with(end, word); });
}

std::optional<Told> told_handle(Scan const& scan, Token const& token) {
    auto const& view = scan.view;
    bool const glued = view.ends_with(token.begin, "ID") && is_alnum(view.at(token.begin));
    auto const cue = glued ? std::optional{Mention{token.begin - 2, token.begin, Cue::id_word}}
                           : cue_before(scan, token.begin);
    bool const behind = named_behind(view, token.end);
    if (!cue && !behind) {
        return std::nullopt;
    }
    if (is_board_name(view, token, cue)) {
        return Told{token, cue, behind, Cue::router};
    }
    auto const service = service_of(scan, token.begin, token.end, Sign::bare, cue);
    if (!service && !cue && is_system_user(view, token)) {
        return Told{token, cue, behind, Cue::router};
    }
    return service ? std::optional{Told{token, cue, behind, *service}} : std::nullopt;
}

bool is_game(Cue service) {
    return service == Cue::game || service == Cue::player;
}

// Digits alone are an id only where the cue says so.
bool is_numeric_id(Told const& told) {
    if (!told.cue || told.token.end - told.token.begin < 5) {
        return false;
    }
    return told.cue->cue == Cue::player ||
           (told.cue->cue == Cue::id_word && (is_game(told.service) || told.service == Cue::paypay));
}

// A plain word such as "kaori": taken where the cue is tied to it and says whose it is.
bool is_named_word(View const& view, Told const& told) {
    if (!told.cue) {
        return false;
    }
    auto const [begin, end] = told.token;
    auto const name = view.slice(begin, end);
    // "David Miller" is a name of two words.
    bool const two_words = view.at(end) == ' ' && is_upper(view.at(end + 1));
    if (two_words || name.size() < 4 || !any(name, is_lower)) {
        return false;
    }
    bool const tied = view.slice(told.cue->end, begin).find_first_not_of(" /\n") != std::string_view::npos;
    bool const id = told.cue->cue == Cue::id_word;
    bool const says_whose = is_service(told.cue->cue) || id || told.cue->cue == Cue::account_word;
    return says_whose && (tied || told.behind || id);
}

bool is_handle(View const& view, Told const& told) {
    auto const name = view.slice(told.token.begin, told.token.end);
    if (!any(name, is_alpha)) {
        return is_numeric_id(told);
    }
    return is_strong(name) || is_named_word(view, told);
}

// A bare word with a cue right before it, or "という人" behind it.
void try_cued_handle(Scan& scan, Token const& token) {
    auto const& view = scan.view;
    auto const name = view.slice(token.begin, token.end);
    if (name.size() < 3 || is_plain_word(name) || !scan.is_free(token.begin, token.end)) {
        return;
    }
    auto const told = told_handle(scan, token);
    if (!told) {
        return;
    }
    auto const end = is_game(told->service) ? starred_end(view, token.end) : token.end;
    if (end != token.end || is_handle(view, *told)) {
        claim_handle(scan, {token.begin, end}, Sign::bare, told->service);
    }
}

bool begins_token(View const& view, std::size_t at) {
    auto const previous = view.before(at);
    return is_alnum(view.at(at)) || view.at(at) == '_'
               ? !is_handle_byte(previous) && previous != '@' && previous != '/' && previous != '\\'
               : false;
}

// A handle in Japanese prose has no Latin words around it.
bool stands_in_japanese(View const& view, Token const& token) {
    auto const before = view.before(token.begin);
    auto const after = view.at(token.end);
    auto const outside = [](char c) {
        return c == '\0' || c == '\n' || c == '(' || c == ')' || c == '/' || c == ',' || !is_ascii(c);
    };
    bool const left = outside(before) ||
                      (before == ' ' && (token.begin < 2 || outside(view.at(token.begin - 2)) ||
                                         view.at(token.begin - 2) == ':')) ||
                      before == ':';
    bool const right = outside(after) || (after == ' ' && outside(view.at(token.end + 1)));
    bool const bracketed =
        before == '(' && after == ')' && (view.wide(token.begin - 1) || !is_ascii(view.at(token.begin - 2)));
    return left && right &&
           (!is_ascii(before) || !is_ascii(after) || before == ' ' || after == ' ' || bracketed);
}

bool is_product_name(std::string_view text) {
    static constexpr std::array<std::string_view, 27> starts{
        "iphone", "ipad", "ios", "android", "windows", "win",   "office", "galaxy", "xperia",
        "pixel",  "ps",   "mp",  "http",    "sha",     "md5",   "utf",    "covid",  "aquos",
        "redmi",  "gpt",  "ver", "ip",      "usb",     "wi-fi", "x64",    "ntt",    "web"};
    return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) {
        return text.starts_with(start) && text.size() < start.size() + 5;
    });
}

enum class Likeness : std::uint8_t { none, some, strong };

// How much a word alone looks like a handle: shadow_k_0401 strongly, mina0302 or kaori.sendai somewhat.
Likeness likeness(std::string_view name) {
    auto const digits = std::count_if(name.begin(), name.end(), is_digit);
    auto const lower = std::count_if(name.begin(), name.end(), is_lower);
    if (name.size() < 5 || lower < 2 || is_product_name(lowered(name))) {
        return Likeness::none;
    }
    if (name.find('_') != std::string_view::npos) {
        return Likeness::strong;
    }
    bool const upper = any(name, is_upper);
    bool const dotted = name.find('.') != std::string_view::npos && name.size() >= 8;
    bool const mixed = digits >= 2 && lower >= 3 && !is_digit(name[0]);
    return !upper && (dotted || mixed) ? Likeness::some : Likeness::none;
}

void try_likely_handle(Scan& scan, Token const& token) {
    auto const name = scan.view.slice(token.begin, token.end);
    auto const like = likeness(name);
    constexpr std::size_t same_story = 500;
    static constexpr std::array services{
        Cue::x,      Cue::instagram, Cue::tiktok, Cue::facebook, Cue::youtube, Cue::threads,
        Cue::paypay, Cue::kakao,     Cue::line,   Cue::telegram, Cue::discord, Cue::signal,
        Cue::flea,   Cue::rmt,       Cue::gmap,   Cue::snapchat, Cue::dating,  Cue::social};
    bool const technical = scan.cue_before(
        token.begin, 30,
        {Cue::file_word, Cue::version, Cue::serial, Cue::ssid, Cue::other_number, Cue::tracking});
    if (like == Likeness::none ||
        (like == Likeness::some && (technical || !scan.words.before(token.begin, same_story, services)))) {
        return;
    }
    if (auto const service = service_of(scan, token.begin, token.end, Sign::bare, std::nullopt)) {
        claim_handle(scan, token, Sign::bare, *service);
    }
}

}  // namespace

void find_handles(Scan& scan) {
    auto const& view = scan.view;
    find_display_names(scan);
    for (std::size_t at = 0; at < view.size();) {
        if (view.at(at) == '@') {
            try_at_handle(scan, at);
            ++at;
            continue;
        }
        if (!begins_token(view, at)) {
            ++at;
            continue;
        }
        auto const token = token_at(view, at);
        if (!try_discord_tag(scan, token)) {
            try_cued_handle(scan, after_glued_id(view, token));
        }
        at = std::max(token.end, at + 1);
    }
}

void find_likely_handles(Scan& scan) {
    auto const& view = scan.view;
    for (std::size_t at = 0; at < view.size();) {
        if (!begins_token(view, at)) {
            ++at;
            continue;
        }
        auto const token = token_at(view, at);
        if (stands_in_japanese(view, token) && scan.is_free(token.begin, token.end)) {
            try_likely_handle(scan, token);
        }
        at = std::max(token.end, at + 1);
    }
}

}  // namespace engine::observables
