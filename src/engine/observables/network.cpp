// Names of wireless networks: SSIDs told as such, and names of the wireless at home or in a shop.

#include "engine/observables/labelled.h"
#include "engine/observables/scan.h"

#include <algorithm>
#include <array>
#include <optional>

namespace engine::observables {
namespace {

constexpr std::size_t longest_name = 33;  // 32 bytes, and one more to see that it is longer

bool is_ssid_byte(char c) {
    static constexpr std::string_view signs{"-_.+!#$@"};
    return is_alnum(c) || (c != '\0' && signs.find(c) != std::string_view::npos);
}
bool is_network_byte(char c) {
    return is_alnum(c) || c == '_' || c == '-';
}

bool is_tied_name(std::string_view name) {
    bool const tied = name.find('_') != std::string_view::npos || name.find('-') != std::string_view::npos;
    return name.size() >= 4 && has_letter(name) && tied;
}

std::size_t network_end(View const& view, std::size_t begin) {
    auto end = begin;
    while (is_network_byte(view.at(end)) && end - begin < longest_name) {
        ++end;
    }
    return end;
}

void claim_network(Scan& scan, std::size_t begin, std::size_t end) {
    auto const name = scan.view.slice(begin, end);
    if (is_tied_name(name)) {
        scan.claim({Type::ssid, std::string{name}, begin, end});
    }
}

// SSIDは初期のまま「…」, SSIDは変えておらず Buffalo-A-33D0: a few words before the name.
std::optional<std::size_t> begin_in_clause(View const& view, std::size_t begin) {
    constexpr std::size_t reach = 48;
    if (is_alnum(view.at(begin))) {
        return std::nullopt;
    }
    for (auto at = begin; at < view.size() && at < begin + reach; at += character_length(view, at)) {
        if (view.starts_with(at, "「") || view.starts_with(at, "『")) {
            return at + 3;
        }
        if (view.starts_with(at, "。") || view.starts_with(at, "、") || view.at(at) == '\n') {
            return std::nullopt;
        }
        if (is_network_byte(view.at(at))) {
            bool const tied = is_tied_name(view.slice(at, network_end(view, at)));
            return tied ? std::optional{at} : std::nullopt;
        }
    }
    return std::nullopt;
}

// "Cafe Momiji Free": words behind the first that begin with a capital or a digit, up to what is not Latin.
std::size_t words_end(View const& view, std::size_t begin, std::size_t end) {
    static constexpr std::array<std::string_view, 6> others{"key", "pass", "pw", "psk", "wpa", "ssid"};
    auto at = end;
    while (view.at(at) == ' ' && (is_upper(view.at(at + 1)) || is_digit(view.at(at + 1)))) {
        auto next = at + 1;
        while (is_ssid_byte(view.at(next))) {
            ++next;
        }
        auto const word = lowered(view.slice(at + 1, next));
        bool const other = std::any_of(others.begin(), others.end(),
                                       [&](std::string_view each) { return word.starts_with(each); });
        if (other || next - begin >= longest_name || view.at(next) == ':') {
            return end;
        }
        at = next;
    }
    bool const whole =
        view.at(at) == '\0' || view.at(at) == '\n' || view.at(at) == '(' || !is_ascii(view.at(at));
    return whole ? at : end;
}

// Claims the name at `begin`; where it ends, or nothing.
std::optional<std::size_t> claim_ssid_at(Scan& scan, std::size_t label_end, std::size_t begin) {
    auto const& view = scan.view;
    bool const quoted =
        view.ends_with(begin, "「") || view.ends_with(begin, "『") || view.ends_with(begin, "\"");
    auto end = begin;
    while (end - begin < longest_name && (is_ssid_byte(view.at(end)) || (quoted && view.at(end) == ' ' &&
                                                                         is_ssid_byte(view.at(end + 1))))) {
        ++end;
    }
    while (end > begin && (view.at(end - 1) == '.' || view.at(end - 1) == '-')) {
        --end;
    }
    bool const closes = view.starts_with(end, "」") || view.starts_with(end, "』") || view.at(end) == '"';
    if (!quoted && end > begin && view.at(end) == ' ') {
        end = words_end(view, begin, end);
    }
    bool const bare = end - begin >= 3 && begin > label_end;
    bool const whole_quotation = quoted && closes && end > begin;
    if (!bare && !whole_quotation) {
        return std::nullopt;
    }
    scan.claim({Type::ssid, std::string{view.slice(begin, end)}, begin, end});
    return end + (quoted && closes ? (view.at(end) == '"' ? 1U : 3U) : 0U);
}

void claim_ssid(Scan& scan, Mention const& mention) {
    auto const& view = scan.view;
    auto begin = behind_label(view, mention.end);
    begin = begin_in_clause(view, begin).value_or(begin);
    auto end = claim_ssid_at(scan, mention.end, begin);
    // SSIDが「A」と「B」: the others of a list.
    for (int more = 0; end && more < 8; ++more) {
        auto at = *end;
        for (std::string_view const word : {"」", "』", "と", "や", "、", "及び", "および", "・"}) {
            at += view.starts_with(at, word) ? word.size() : 0;
        }
        bool const opens = view.starts_with(at, "「") || view.starts_with(at, "『");
        bool const named = is_tied_name(view.slice(at, network_end(view, at)));
        auto const next = at > *end && (opens || named) ? at + (opens ? 3U : 0U) : 0U;
        end = next != 0 ? claim_ssid_at(scan, *end, next) : std::nullopt;
    }
}

// "Sakura_FREEという電波": the name before what it is.
void find_networks_told_behind(Scan& scan, std::string_view words) {
    auto const& view = scan.view;
    for (auto at = view.text().find(words); at != std::string_view::npos;
         at = view.text().find(words, at + 1)) {
        auto const end = at - (view.ends_with(at, "」") || view.ends_with(at, "』") ? 3U : 0U);
        auto begin = end;
        while (begin > 0 && is_network_byte(view.at(begin - 1)) && end - begin < longest_name) {
            --begin;
        }
        claim_network(scan, begin, end);
    }
}

// "うちのWi-Fiが… 名前は Buffalo-A-2F3C": the name of what was told of last, when that is the wireless.
void find_networks_by_name(Scan& scan) {
    static constexpr std::array last_told{Cue::wireless,     Cue::router,     Cue::x,       Cue::instagram,
                                          Cue::tiktok,       Cue::facebook,   Cue::youtube, Cue::line,
                                          Cue::kakao,        Cue::telegram,   Cue::discord, Cue::game,
                                          Cue::social,       Cue::file_word,  Cue::dating,  Cue::signal,
                                          Cue::flea,         Cue::gmap,       Cue::player,  Cue::rmt,
                                          Cue::account_word, Cue::person_word};
    auto const& view = scan.view;
    constexpr std::size_t same_story = 400;
    constexpr std::string_view name{"名前"};
    for (auto at = view.text().find(name); at != std::string_view::npos;
         at = view.text().find(name, at + name.size())) {
        auto const begin = behind_label(view, at);
        auto const told = begin > at ? scan.words.before(at, same_story, last_told) : std::nullopt;
        if (told && (told->cue == Cue::wireless || told->cue == Cue::router)) {
            claim_network(scan, begin, network_end(view, begin));
        }
    }
}

}  // namespace

void find_networks(Scan& scan) {
    auto const& view = scan.view;
    for (auto const& mention : scan.words.all()) {
        if (mention.cue == Cue::ssid) {
            claim_ssid(scan, mention);
        }
    }
    for (std::string_view const words :
         {"という電波", "というWi-Fi", "というwifi", "という無線", "というネットワーク",
          "というアクセスポイント", "というSSID", "という名前のWi-Fi", "という名前のwifi", "という名前の無線",
          "という名のWi-Fi", "という名の無線", "っていうWi-Fi"}) {
        find_networks_told_behind(scan, words);
    }
    // Without the word SSID: 無線LAN(名前はSakura_GUEST).
    for (auto const& mention : scan.words.all()) {
        auto const begin = mention.cue == Cue::wireless ? behind_label(view, mention.end) : mention.end;
        if (mention.cue == Cue::wireless && (begin > mention.end || !is_ascii(view.before(begin)))) {
            claim_network(scan, begin, network_end(view, begin));
        }
    }
    find_networks_by_name(scan);
}

}  // namespace engine::observables
