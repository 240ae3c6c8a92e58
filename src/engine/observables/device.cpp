// Things named by a label before them: IMEI, tags, SSIDs, tracking numbers, gift codes.

#include "engine/observables/checks.h"
#include "engine/observables/scan.h"

#include <algorithm>
#include <array>
#include <optional>

namespace engine::observables {
namespace {

struct Token {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// Between a label and what it names: は, :, 「, blanks, a word such as 番号.
std::size_t after_label(View const& view, std::size_t place) {
    static constexpr std::array<std::string_view, 30> between{
        "名前", "名称", " ",  ":",  "=",  "「", "『", "\"",       "'",      "は",
        "が",   "の",   "で", "に", "を", "も", "、", "番号",     "コード", "名",
        "(",    "No.",  "No", "№",  "\n", "【", "“",  "それぞれ", "・",     "が表示された"};
    auto at = place;
    for (bool moved = true; moved && at < place + 30;) {
        moved = false;
        for (auto const word : between) {
            if (view.starts_with(at, word)) {
                at += word.size();
                moved = true;
                break;
            }
        }
    }
    return at;
}

// Groups of letters and digits tied by hyphens, and by single blanks where `blanks` allows it.
Token grouped(View const& view, std::size_t begin, bool blanks) {
    constexpr std::size_t longest = 80;
    auto end = begin;
    while (end < begin + longest &&
           (is_alnum(view.at(end)) || ((view.at(end) == '-' || (blanks && view.at(end) == ' ')) &&
                                       end > begin && is_alnum(view.at(end + 1))))) {
        ++end;
    }
    return {begin, end};
}

std::string compact(std::string_view text) {
    std::string result;
    std::copy_if(text.begin(), text.end(), std::back_inserter(result), is_alnum);
    return result;
}

bool digits_only(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}
bool has_digit(std::string_view text) {
    return std::any_of(text.begin(), text.end(), is_digit);
}
bool has_letter(std::string_view text) {
    return std::any_of(text.begin(), text.end(), is_alpha);
}

void claim_imei(Scan& scan, Mention const& mention) {
    auto const& view = scan.view;
    auto begin = after_label(view, mention.end);
    // "(IMEI)は箱に…": a word or two may come first.
    while (begin < mention.end + 40 && begin < view.size() && !is_digit(view.at(begin)) &&
           view.at(begin) != '\n') {
        begin += character_length(view, begin);
    }
    auto const whole = grouped(view, begin, true);
    auto const digits = compact(view.slice(whole.begin, whole.end));
    if (digits_only(digits) && (digits.size() == 15 || digits.size() == 16)) {
        scan.claim({Type::device_id, "imei:" + digits, whole.begin, whole.end});
    }
}

// Twelve capitals and digits where a tag is told of: what is printed on its back.
void find_tag_serials(Scan& scan) {
    auto const& view = scan.view;
    auto const& all = scan.words.all();
    auto const tag =
        std::find_if(all.begin(), all.end(), [](Mention const& each) { return each.cue == Cue::tag; });
    constexpr std::size_t serial_length = 12;
    for (std::size_t at = 0; tag != all.end() && at + serial_length <= view.size();) {
        if (!is_alnum(view.at(at)) || is_alnum(view.before(at))) {
            ++at;
            continue;
        }
        auto const token = grouped(view, at, false);
        auto const serial = view.slice(token.begin, token.end);
        auto const digits = std::count_if(serial.begin(), serial.end(), is_digit);
        auto const capitals = std::count_if(serial.begin(), serial.end(), is_upper);
        if (serial.size() == serial_length && digits >= 2 && capitals >= 4 &&
            digits + capitals == static_cast<std::ptrdiff_t>(serial_length)) {
            scan.claim({Type::device_id, "airtag:" + std::string{serial}, token.begin, token.end});
        }
        at = token.end;
    }
}

void claim_serial(Scan& scan, Mention const& mention) {
    auto const& view = scan.view;
    auto const token = grouped(view, after_label(view, mention.end), false);
    auto const serial = view.slice(token.begin, token.end);
    // A telephone's own number is often called its serial number.
    if (digits_only(serial) && serial.size() == 15 && luhn_valid(serial)) {
        scan.claim({Type::device_id, "imei:" + std::string{serial}, token.begin, token.end});
        return;
    }
    bool const fits = serial.size() >= 8 && serial.size() <= 20 && has_digit(serial);
    bool const tag = mention.cue == Cue::tag || scan.cue_before(token.begin, 600, {Cue::tag}) ||
                     scan.words.after(token.end, 100, std::array{Cue::tag}).has_value();
    if (fits && tag) {
        scan.claim({Type::device_id, "airtag:" + std::string{serial}, token.begin, token.end});
    }
}

void claim_ssid(Scan& scan, Mention const& mention) {
    auto const& view = scan.view;
    auto begin = after_label(view, mention.end);
    // SSIDは初期のまま「…」: a few words before the quotation.
    auto const ahead = view.slice(begin, std::min(begin + 36, view.size()));
    auto const opening = is_alnum(view.at(begin)) ? std::string_view::npos : ahead.find("「");
    bool const plain = opening != std::string_view::npos &&
                       ahead.substr(0, opening).find("。") == std::string_view::npos &&
                       ahead.substr(0, opening).find("、") == std::string_view::npos;
    begin += plain ? opening + 3 : 0;
    auto end = begin;
    static constexpr std::string_view signs{"-_.+!#$@"};
    auto const part = [&](std::size_t at) {
        return is_alnum(view.at(at)) ||
               (view.at(at) != '\0' && signs.find(view.at(at)) != std::string_view::npos);
    };
    bool const quoted =
        view.ends_with(begin, "「") || view.ends_with(begin, "『") || view.ends_with(begin, "\"");
    while (part(end) || (quoted && view.at(end) == ' ' && part(end + 1))) {
        ++end;
    }
    while (end > begin && (view.at(end - 1) == '.' || view.at(end - 1) == '-')) {
        --end;
    }
    bool const closes = view.starts_with(end, "」") || view.starts_with(end, "』") || view.at(end) == '"';
    bool const bare = end - begin >= 3 && begin > mention.end;
    if (bare || (quoted && closes && end > begin)) {
        scan.claim({Type::ssid, std::string{view.slice(begin, end)}, begin, end});
    }
}

bool is_network_byte(char c) {
    return is_alnum(c) || c == '_' || c == '-';
}

void claim_network(Scan& scan, std::size_t begin, std::size_t end) {
    auto const name = scan.view.slice(begin, end);
    bool const tied = name.find('_') != std::string_view::npos || name.find('-') != std::string_view::npos;
    if (name.size() >= 4 && has_letter(name) && tied) {
        scan.claim({Type::ssid, std::string{name}, begin, end});
    }
}

// "Sakura_FREEという電波": the name before what it is.
void find_networks_told_behind(Scan& scan, std::string_view words) {
    auto const& view = scan.view;
    for (auto at = view.text().find(words); at != std::string_view::npos;
         at = view.text().find(words, at + 1)) {
        auto const end = at - (view.ends_with(at, "」") || view.ends_with(at, "』") ? 3U : 0U);
        auto begin = end;
        while (begin > 0 && is_network_byte(view.at(begin - 1)) && end - begin < 33) {
            --begin;
        }
        claim_network(scan, begin, end);
    }
}

// Names of wireless networks without the word SSID: 無線LAN(名前はSakura_GUEST).
void find_networks(Scan& scan) {
    auto const& view = scan.view;
    for (std::string_view const words : {"という電波", "というWi-Fi", "というwifi", "という無線",
                                         "というネットワーク", "というアクセスポイント", "というSSID"}) {
        find_networks_told_behind(scan, words);
    }
    for (auto const& mention : scan.words.all()) {
        if (mention.cue != Cue::wireless) {
            continue;
        }
        auto const begin = after_label(view, mention.end);
        auto end = begin;
        while (is_network_byte(view.at(end)) && end - begin < 33) {
            ++end;
        }
        if (begin > mention.end || !is_ascii(view.before(begin))) {
            claim_network(scan, begin, end);
        }
    }
}

// 12 digits in fours near a word about parcels are a carrier's number.
void claim_parcels(Scan& scan, Mention const& mention) {
    auto const& view = scan.view;
    auto const stop = std::min(view.size(), mention.end + 90);
    for (auto at = mention.end; at < stop; ++at) {
        if (!is_digit(view.at(at)) || is_alnum(view.before(at)) || view.before(at) == '-') {
            continue;
        }
        auto const token = grouped(view, at, false);
        bool const fours = token.end == at + 14 && view.at(at + 4) == '-' && view.at(at + 9) == '-' &&
                           digits_only(compact(view.slice(at, token.end)));
        if (fours) {
            scan.claim({Type::tracking_no, std::string{view.slice(at, token.end)}, at, token.end});
        }
        at = token.end;
    }
}

void claim_tracking(Scan& scan, Mention const& mention) {
    auto const& view = scan.view;
    auto const token = grouped(view, after_label(view, mention.end), false);
    auto const spaced = grouped(view, token.begin, true);
    auto const fits = [&](Token const& each) {
        auto const text = compact(view.slice(each.begin, each.end));
        return text.size() >= 10 && text.size() <= 22 &&
               std::count_if(text.begin(), text.end(), is_digit) >= 8;
    };
    if (fits(token)) {
        scan.claim(
            {Type::tracking_no, std::string{view.slice(token.begin, token.end)}, token.begin, token.end});
    } else if (fits(spaced)) {
        scan.claim(
            {Type::tracking_no, std::string{view.slice(spaced.begin, spaced.end)}, spaced.begin, spaced.end});
    }
}

// GX-558201947-JP: the same with dashes.
void find_dashed_items(Scan& scan) {
    auto const& view = scan.view;
    for (auto dash = view.text().find('-'); dash != std::string_view::npos;
         dash = view.text().find('-', dash + 1)) {
        auto const begin = dash - std::min<std::size_t>(dash, 2);
        bool const fits = dash >= 2 && is_upper(view.at(begin)) && is_upper(view.at(begin + 1)) &&
                          !is_alnum(view.before(begin)) && view.before(begin) != '-' &&
                          digits_only(view.slice(dash + 1, std::min(dash + 10, view.size()))) &&
                          view.at(dash + 10) == '-' && is_upper(view.at(dash + 11)) &&
                          is_upper(view.at(dash + 12)) && !is_alnum(view.at(dash + 13)) &&
                          view.at(dash + 13) != '-';
        if (fits) {
            scan.claim({Type::tracking_no, std::string{view.slice(begin, dash + 13)}, begin, dash + 13});
        }
    }
}

// S10 of the postal union: EE123456789JP needs no label.
void find_postal_items(Scan& scan) {
    auto const& view = scan.view;
    for (std::size_t at = 0; at + 13 <= view.size(); ++at) {
        bool const bounded = is_upper(view.at(at)) && !is_alnum(view.before(at)) &&
                             !is_alnum(view.at(at + 13)) && view.before(at) != '-';
        if (!bounded || !is_upper(view.at(at + 1)) || !is_upper(view.at(at + 11)) ||
            !is_upper(view.at(at + 12))) {
            continue;
        }
        if (digits_only(view.slice(at + 2, at + 11))) {
            scan.claim({Type::tracking_no, std::string{view.slice(at, at + 13)}, at, at + 13});
        }
    }
}

// Three groups or more of four to six capitals and digits: no other thing in a report looks so.
bool is_plainly_gift(std::string_view text) {
    std::size_t group = 0;
    std::size_t groups = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && (is_upper(text[i]) || is_digit(text[i]))) {
            ++group;
            continue;
        }
        bool const tie = i == text.size() || text[i] == '-' || text[i] == ' ';
        if (!tie || group < 4 || group > 6) {
            return false;
        }
        ++groups;
        group = 0;
    }
    return groups >= 3 && groups <= 5 && has_digit(text) && (has_letter(text) || groups == 4);
}

bool is_gift_shape(std::string_view text) {
    auto const code = compact(text);
    bool const upper = std::none_of(code.begin(), code.end(), is_lower);
    auto const hyphens =
        std::count(text.begin(), text.end(), '-') + std::count(text.begin(), text.end(), ' ');
    bool const both = has_digit(code) && has_letter(code);
    return upper && code.size() >= 10 && code.size() <= 25 &&
           (both || (digits_only(code) && code.size() >= 14)) &&
           (hyphens == 0 || code.size() / static_cast<std::size_t>(hyphens + 1) >= 3);
}

// Gift codes stand somewhere after the word, often several: every fitting token within reach.
void claim_gifts(Scan& scan, Mention const& mention) {
    auto const& view = scan.view;
    constexpr std::size_t reach = 160;
    auto const stop = std::min(view.size(), mention.end + reach);
    for (auto at = mention.end; at < stop;) {
        if (!is_alnum(view.at(at)) || is_alnum(view.before(at)) || view.before(at) == '@' ||
            view.before(at) == '_') {
            ++at;
            continue;
        }
        auto const token = grouped(view, at, false);
        auto const after = view.at(token.end);
        bool const inside = after == '@' || after == '.' || after == '_' || after == '/' || after == ':';
        auto const spaced = grouped(view, at, true);
        if (!inside && is_gift_shape(view.slice(token.begin, token.end))) {
            scan.claim(
                {Type::gift_code, std::string{view.slice(token.begin, token.end)}, token.begin, token.end});
        } else if (!inside && spaced.end > token.end && is_gift_shape(view.slice(spaced.begin, spaced.end))) {
            scan.claim({Type::gift_code, std::string{view.slice(spaced.begin, spaced.end)}, spaced.begin,
                        spaced.end});
            at = spaced.end;
            continue;
        }
        at = std::max(token.end, at + 1);
    }
}

// Codes so plainly shaped that the word for them may stand anywhere before.
void find_plain_gifts(Scan& scan) {
    auto const& view = scan.view;
    auto const& all = scan.words.all();
    auto const told =
        std::find_if(all.begin(), all.end(), [](Mention const& each) { return each.cue == Cue::gift; });
    if (told == all.end()) {
        return;
    }
    for (auto at = told->end; at < view.size();) {
        if (!is_alnum(view.at(at)) || is_alnum(view.before(at)) || view.before(at) == '-') {
            ++at;
            continue;
        }
        auto const dashed = grouped(view, at, false);
        auto const spaced = grouped(view, at, true);
        for (auto const& token : {dashed, spaced}) {
            if (is_plainly_gift(view.slice(token.begin, token.end))) {
                scan.claim({Type::gift_code, std::string{view.slice(token.begin, token.end)}, token.begin,
                            token.end});
                break;
            }
        }
        at = dashed.end;
    }
}

}  // namespace

void find_devices(Scan& scan) {
    find_postal_items(scan);
    find_dashed_items(scan);
    for (auto const& mention : scan.words.all()) {
        if (mention.cue == Cue::imei) {
            claim_imei(scan, mention);
        } else if (mention.cue == Cue::serial || mention.cue == Cue::tag) {
            claim_serial(scan, mention);
        } else if (mention.cue == Cue::ssid) {
            claim_ssid(scan, mention);
        } else if (mention.cue == Cue::tracking) {
            claim_tracking(scan, mention);
        } else if (mention.cue == Cue::parcel) {
            claim_parcels(scan, mention);
        }
    }
    find_networks(scan);
    find_tag_serials(scan);
}

void find_gift_codes(Scan& scan) {
    for (auto const& mention : scan.words.all()) {
        if (mention.cue == Cue::gift) {
            claim_gifts(scan, mention);
        }
    }
    find_plain_gifts(scan);
}

}  // namespace engine::observables
