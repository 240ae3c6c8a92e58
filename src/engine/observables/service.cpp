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

std::optional<Cue> nearest_before(Scan const& scan, std::size_t begin, std::span<Cue const> services) {
    std::optional<Cue> destination;
    for (auto place = begin; auto const mention = scan.words.before(place, far, services);) {
        if (!is_destination(scan.view, *mention)) {
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

// "…がXで投稿", "…(インスタ)": the service right behind the handle.
std::optional<Cue> right_behind(Scan const& scan, std::size_t end, std::span<Cue const> services) {
    auto const mention = scan.words.after(end, 12, services);
    return mention ? std::optional{mention->cue} : std::nullopt;
}

}  // namespace

std::optional<Cue> service_of(Scan const& scan, std::size_t begin, std::size_t end, Sign sign,
                              std::optional<Mention> cue) {
    std::span<Cue const> const services =
        sign == Sign::at_sign ? std::span<Cue const>{at_services} : std::span<Cue const>{bare_services};
    if (cue && (is_one_of(cue->cue, services) || is_one_of(cue->cue, told_at_services))) {
        return cue->cue;
    }
    // "Xアカウント@…", "インスタのアカウント名は…": the service right before the cue.
    if (cue) {
        if (auto const mention = scan.words.before(cue->begin, 24, services)) {
            return mention->cue;
        }
    }
    if (sign == Sign::at_sign) {
        if (auto const behind = right_behind(scan, end, services)) {
            return behind;
        }
    }
    if (auto const before = nearest_before(scan, begin, services)) {
        return before;
    }
    if (auto const behind = right_behind(scan, end, services)) {
        return behind;
    }
    if (scan.words.before(begin, far, std::array{Cue::video}) ||
        (sign == Sign::at_sign && scan.words.after(end, 40, std::array{Cue::video}))) {
        return Cue::youtube;
    }
    if (sign == Sign::at_sign) {
        return Cue::x;
    }
    return scan.words.before(begin, far, std::array{Cue::social}) ? std::optional{Cue::instagram}
                                                                  : std::nullopt;
}

Identity identity(Cue service, std::string_view handle, Sign sign) {
    auto const lower = lowered(handle);
    std::string const written{handle};
    auto const account = [](std::string_view prefix, std::string const& name) {
        return Identity{Type::account, std::string{prefix} + name};
    };
    switch (service) {
        case Cue::x:
            return account("x:@", lower);
        case Cue::instagram:
            return account("instagram:", lower);
        case Cue::tiktok:
            return account("tiktok:@", lower);
        case Cue::facebook:
            return account("facebook:", lower);
        case Cue::youtube:
        case Cue::video:
            return account("youtube:@", lower);
        case Cue::threads:
            return account("threads:@", lower);
        case Cue::bluesky:
            return account("bluesky:@", lower);
        case Cue::paypay:
            return account("paypay:", written);
        case Cue::kakao:
            return account("kakao:", written);
        case Cue::signal:
            return account("signal:", written);
        case Cue::whatsapp:
            return account("whatsapp:", written);
        case Cue::wechat:
            return account("wechat:", written);
        case Cue::skype:
            return account("skype:", written);
        case Cue::snapchat:
            return account("snapchat:", written);
        case Cue::flea:
            return account("flea:", written);
        case Cue::gmap:
            return account("gmap:", written);
        case Cue::rmt:
            return account("rmt:", written);
        case Cue::router:
            return account("", written);
        case Cue::dating:
            return account("dating:", written);
        case Cue::github:
            return account("github:", lower);
        case Cue::steam:
            return account("steam:", written);
        case Cue::twitch:
            return account("twitch:", lower);
        case Cue::line:
            return {Type::line_id, (sign == Sign::at_sign ? "line:@" : "line:") + lower};
        case Cue::telegram:
            return {Type::telegram_id, "telegram:@" + lower};
        case Cue::discord:
            return {Type::discord_id, "discord:" + written};
        case Cue::game:
        case Cue::player:
            return {Type::game_id, "game:" + written};
        case Cue::social:
        case Cue::account_word:
        case Cue::id_word:
        case Cue::person_word:
        case Cue::telephone:
        case Cue::other_number:
        case Cue::card:
        case Cue::bank_number:
        case Cue::tracking:
        case Cue::gift:
        case Cue::imei:
        case Cue::tag:
        case Cue::serial:
        case Cue::ssid:
        case Cue::transaction:
        case Cue::file_hash:
        case Cue::wallet:
        case Cue::file_word:
        case Cue::extension:
        case Cue::site:
        case Cue::version:
        case Cue::masked:
        case Cue::contact_mail:
        case Cue::own:
        case Cue::legitimate:
            break;
    }
    return account("", written);
}

}  // namespace engine::observables
