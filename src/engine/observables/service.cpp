#include "engine/observables/service.h"

#include <algorithm>
#include <array>

namespace engine::observables {
namespace {

constexpr std::size_t far = 900;

// Services whose members are written with @.
constexpr std::array at_services{Cue::x,       Cue::instagram, Cue::tiktok,   Cue::facebook, Cue::youtube,
                                 Cue::threads, Cue::bluesky,   Cue::telegram, Cue::line,     Cue::twitch};
// ... and those where @ is only believed when the service's name stands right before.
constexpr std::array told_at_services{Cue::kakao,  Cue::signal,  Cue::snapchat, Cue::whatsapp,
                                      Cue::paypay, Cue::discord, Cue::wechat,   Cue::github};
constexpr std::array bare_services{
    Cue::x,      Cue::instagram, Cue::tiktok,   Cue::facebook, Cue::youtube, Cue::threads, Cue::bluesky,
    Cue::paypay, Cue::kakao,     Cue::signal,   Cue::whatsapp, Cue::wechat,  Cue::skype,   Cue::snapchat,
    Cue::flea,   Cue::gmap,      Cue::rmt,      Cue::router,   Cue::dating,  Cue::github,  Cue::steam,
    Cue::twitch, Cue::line,      Cue::telegram, Cue::discord,  Cue::game,    Cue::player};

// Services where people post for all to see.
constexpr std::array open_services{Cue::x,       Cue::instagram, Cue::tiktok,   Cue::facebook, Cue::youtube,
                                   Cue::threads, Cue::bluesky,   Cue::flea,     Cue::gmap,     Cue::rmt,
                                   Cue::dating,  Cue::github,    Cue::snapchat, Cue::twitch};

bool is_one_of(Cue cue, std::span<Cue const> cues) {
    return std::find(cues.begin(), cues.end(), cue) != cues.end();
}

// テレグラムに誘導, LINEに移行, LINEのグループ: where people were led, not where the account is.
bool is_destination(View const& view, Mention const& mention) {
    static constexpr std::array<std::string_view, 12> leads{"に誘導", "へ誘導",   "に移",       "へ移",
                                                            "に誘",   "へ誘",     "のグループ", "グループ",
                                                            "に変え", "での連絡", "で連絡",     "に来"};
    return std::any_of(leads.begin(), leads.end(),
                       [&](std::string_view lead) { return view.starts_with(mention.end, lead); });
}

// "テレグラムに移ってくださいと言われて @name": the sentence has arrived where it leads.
bool has_arrived(View const& view, Mention const& mention, std::size_t handle) {
    auto const between = view.slice(mention.end, handle);
    auto const has = [&](std::string_view word) { return between.find(word) != std::string_view::npos; };
    bool const one_sentence = !has("。") && !has("\n") && between.size() < 120;
    return one_sentence && (has("言われ") || has("され") || has("移って") || has("移り") || has("移ると") ||
                            has("移動し") || has("移行し"));
}

// A game or a way of paying, told far away, says nothing about a handle.
bool is_too_far(Mention const& mention, std::size_t handle) {
    constexpr std::size_t near = 360;
    constexpr std::size_t beside = 90;
    return (mention.cue == Cue::game && handle - mention.end > near) ||
           (mention.cue == Cue::paypay && handle - mention.end > beside);
}

std::optional<Cue> nearest_before(Scan const& scan, std::size_t begin, std::span<Cue const> services) {
    std::optional<Cue> destination;
    for (auto place = begin;;) {
        auto const mention = scan.words.before(place, far, services);
        if (!mention) {
            break;
        }
        bool const led = is_destination(scan.view, *mention) && !has_arrived(scan.view, *mention, begin);
        if (!led && !is_too_far(*mention, begin)) {
            return mention->cue;
        }
        destination = destination ? destination : mention->cue;
        if (mention->begin == 0 || begin - mention->begin > far) {
            break;
        }
        place = mention->begin;
    }
    return destination;
}

// A handle right behind a service's name: that service is its own, not the one of the handle before.
bool has_own_handle(View const& view, std::size_t place) {
    for (bool moved = true; moved;) {
        moved = false;
        for (std::string_view const word :
             {" ", ":", "「", "(", "の", "で", "は", "アカウント", "ID", "「", "=", "\n", "/"}) {
            if (view.starts_with(place, word)) {
                place += word.size();
                moved = true;
            }
        }
    }
    return view.at(place) == '@' || is_alnum(view.at(place));
}

// "…がXで投稿", "…(インスタ)": the service right behind the handle; not "…からテレグラムへ".
std::optional<Cue> right_behind(Scan const& scan, std::size_t end, std::span<Cue const> services) {
    auto const& view = scan.view;
    auto place = end + (view.at(end) == ' ' ? 1U : 0U);
    for (std::string_view const word : {"っていう", "という", "って"}) {
        place += view.starts_with(place, word) ? word.size() : 0;
    }
    auto const mention = scan.words.after(place, place > end + 3 ? 3 : 12, services);
    if (!mention || mention->begin < end) {
        return std::nullopt;
    }
    auto const between = scan.view.slice(end, mention->begin);
    bool const away = between.find("から") != std::string_view::npos ||
                      between.find("、") != std::string_view::npos ||
                      between.find("。") != std::string_view::npos;
    bool const bracketed = between == "(";
    if (away ||
        (!bracketed && (is_destination(scan.view, *mention) || has_own_handle(scan.view, mention->end)))) {
        return std::nullopt;
    }
    return mention->cue;
}

// 支払先ID, 受取のID: whoever is paid is known to the payment service.
bool is_payee(View const& view, std::size_t handle) {
    auto const before = view.slice(handle > 30 ? handle - 30 : 0, handle);
    static constexpr std::array<std::string_view, 16> words{
        "支払先", "払い先",   "払込先", "受取側",   "受取の",     "受取ID", "送金先",     "入金先",
        "送り先", "送った先", "送付先", "払った先", "受け取り先", "受取人", "受け取る側", "支払った相手"};
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        auto const at = before.rfind(word);
        return at != std::string_view::npos && before.find("。", at) == std::string_view::npos;
    });
}

enum class Letters : std::uint8_t { lower, as_written };

// How an account is written down; services whose names ignore case in lower case.
struct AccountForm {
    Cue service{};
    std::string_view prefix;
    Letters letters = Letters::lower;
};
constexpr auto account_forms = std::to_array<AccountForm>({
    {Cue::x, "x:@", Letters::lower},
    {Cue::instagram, "instagram:", Letters::lower},
    {Cue::tiktok, "tiktok:@", Letters::lower},
    {Cue::facebook, "facebook:", Letters::lower},
    {Cue::youtube, "youtube:@", Letters::lower},
    {Cue::video, "youtube:@", Letters::lower},
    {Cue::threads, "threads:@", Letters::lower},
    {Cue::bluesky, "bluesky:@", Letters::lower},
    {Cue::github, "github:", Letters::lower},
    {Cue::twitch, "twitch:", Letters::lower},
    {Cue::paypay, "paypay:", Letters::as_written},
    {Cue::kakao, "kakao:", Letters::as_written},
    {Cue::signal, "signal:", Letters::as_written},
    {Cue::whatsapp, "whatsapp:", Letters::as_written},
    {Cue::wechat, "wechat:", Letters::as_written},
    {Cue::skype, "skype:", Letters::as_written},
    {Cue::snapchat, "snapchat:", Letters::as_written},
    {Cue::flea, "flea:", Letters::as_written},
    {Cue::gmap, "gmap:", Letters::as_written},
    {Cue::rmt, "rmt:", Letters::as_written},
    {Cue::dating, "dating:", Letters::as_written},
    {Cue::steam, "steam:", Letters::as_written},
});

// What the word that makes it a handle says: "Xアカウント@…", "インスタのアカウント名は…".
std::optional<Cue> told_by_cue(Scan const& scan, Mention const& cue, std::span<Cue const> services) {
    if (is_one_of(cue.cue, services) || is_one_of(cue.cue, told_at_services)) {
        return cue.cue;
    }
    auto const mention = scan.words.before(cue.begin, 24, services);
    return mention ? std::optional{mention->cue} : std::nullopt;
}

// "luxe_liveっていうインスタの人": what stands behind such words belongs to the handle before all else.
bool is_introduced(View const& view, std::size_t end) {
    return view.slice(end, std::min(end + 16, view.size())).find("いう") != std::string_view::npos;
}

std::optional<Cue> told_around(Scan const& scan, std::size_t begin, std::size_t end, Sign sign,
                               std::span<Cue const> services) {
    auto const behind = right_behind(scan, end, services);
    if (behind && (sign == Sign::at_sign || is_introduced(scan.view, end))) {
        return behind;
    }
    auto const before = nearest_before(scan, begin, services);
    return before ? before : behind;
}

// A channel, a video, the number of views tell of the one service that has them.
bool is_video_scene(Scan const& scan, std::size_t begin, std::size_t end, Sign sign) {
    constexpr std::size_t same_scene = 400;
    bool const at_sign = sign == Sign::at_sign;
    return scan.words.before(begin, at_sign ? far : same_scene, std::array{Cue::video}) ||
           (at_sign && scan.words.after(end, 40, std::array{Cue::video}));
}

// /name/status/1 and /@name have the segment "name".
bool has_segment(std::string_view path, std::string_view name) {
    for (auto at = path.find(name); at != std::string_view::npos; at = path.find(name, at + 1)) {
        auto const end = at + name.size();
        bool const begins = at > 0 && (path[at - 1] == '/' || path[at - 1] == '@');
        if (begins && (end == path.size() || path[end] == '/' || path[end] == '?')) {
            return true;
        }
    }
    return false;
}

// https://x.example/name/status/1 and @name: the page says whose member that is.
std::optional<Cue> told_by_page(Scan const& scan, std::size_t begin, std::size_t end) {
    using Site = std::pair<std::string_view, Cue>;
    static constexpr std::array<Site, 8> sites{{{"x", Cue::x},
                                                {"twitter", Cue::x},
                                                {"instagram", Cue::instagram},
                                                {"tiktok", Cue::tiktok},
                                                {"facebook", Cue::facebook},
                                                {"youtube", Cue::youtube},
                                                {"threads", Cue::threads},
                                                {"bsky", Cue::bluesky}}};
    auto const name = lowered(scan.view.slice(begin, end));
    for (auto const& each : scan.candidates()) {
        bool const near = each.type == Type::url && each.end <= begin && begin - each.end < far;
        auto const host = near ? each.value.find("://") : std::string::npos;
        auto const path = host == std::string::npos ? host : each.value.find('/', host + 3);
        if (path == std::string::npos || !has_segment(lowered(each.value.substr(path)), name)) {
            continue;
        }
        auto domain = std::string_view{each.value}.substr(host + 3, path - host - 3);
        domain.remove_prefix(domain.starts_with("www.") ? 4 : 0);
        auto const* const site = std::find_if(sites.begin(), sites.end(), [&](Site const& known) {
            return domain.substr(0, domain.find('.')) == known.first;
        });
        if (site != sites.end()) {
            return site->second;
        }
    }
    return std::nullopt;
}

// Nobody names a service: what it is most likely to be.
std::optional<Cue> likely_service(Scan const& scan, std::size_t begin, std::size_t end, Sign sign,
                                  std::optional<Mention> const& cue) {
    if (is_video_scene(scan, begin, end, sign)) {
        return Cue::youtube;
    }
    if (sign == Sign::at_sign) {
        return Cue::x;
    }
    if (scan.words.before(begin, far, std::array{Cue::social})) {
        return Cue::instagram;
    }
    // A user of some system: 店長用のID(tencho01).
    bool const user = cue && (cue->cue == Cue::id_word || cue->cue == Cue::account_word);
    return user && end - begin >= 6 ? std::optional{Cue::router} : std::nullopt;
}

// 投稿主は…: whoever posts does so on an open service, whatever messenger was named in between.
std::span<Cue const> services_for(View const& view, Sign sign, std::optional<Mention> const& cue) {
    if (cue && cue->cue == Cue::account_word && sign == Sign::bare &&
        view.slice(cue->begin, cue->end).starts_with("投稿")) {
        return open_services;
    }
    return sign == Sign::at_sign ? std::span<Cue const>{at_services} : std::span<Cue const>{bare_services};
}

}  // namespace

std::optional<Cue> service_of(Scan const& scan, std::size_t begin, std::size_t end, Sign sign,
                              std::optional<Mention> cue) {
    auto const services = services_for(scan.view, sign, cue);
    bool const named = cue && (is_one_of(cue->cue, services) || is_one_of(cue->cue, told_at_services));
    if (!named && is_payee(scan.view, begin) && scan.words.before(begin, far, std::array{Cue::paypay})) {
        return Cue::paypay;
    }
    if (auto const told = cue ? told_by_cue(scan, *cue, services) : std::nullopt) {
        return told;
    }
    if (auto const page = sign == Sign::at_sign ? told_by_page(scan, begin + 1, end) : std::nullopt) {
        return page;
    }
    auto const around = told_around(scan, begin, end, sign, services);
    return around ? around : likely_service(scan, begin, end, sign, cue);
}

Identity identity(Cue service, std::string_view handle, Sign sign) {
    auto const lower = lowered(handle);
    if (service == Cue::line) {
        return {Type::line_id, (sign == Sign::at_sign ? "line:@" : "line:") + lower};
    }
    if (service == Cue::telegram) {
        return {Type::telegram_id, "telegram:@" + lower};
    }
    if (service == Cue::discord) {
        return {Type::discord_id, "discord:" + std::string{handle}};
    }
    if (service == Cue::game || service == Cue::player) {
        return {Type::game_id, "game:" + std::string{handle}};
    }
    auto const* const form = std::find_if(account_forms.begin(), account_forms.end(),
                                          [&](AccountForm const& each) { return each.service == service; });
    if (form == account_forms.end()) {
        return {Type::account, std::string{handle}};  // the user of a router stands bare
    }
    std::string value{form->prefix};
    value += form->letters == Letters::lower ? std::string_view{lower} : handle;
    return {Type::account, value};
}

}  // namespace engine::observables
