// Devices named by a label before them: the IMEI of a telephone, the serial number of a tag.

#include "engine/observables/checks.h"
#include "engine/observables/labelled.h"
#include "engine/observables/scan.h"

#include <algorithm>
#include <array>
#include <optional>

namespace engine::observables {
namespace {

constexpr std::size_t imei_digits = 15;

struct Digits {
    std::string text;
    std::size_t end = 0;
};

// 35-209900-176148-1, 3520 9900 1761 481: digits in groups that make fifteen, or sixteen with the version.
std::optional<Digits> imei_at(View const& view, std::size_t begin) {
    static constexpr std::string_view ties{" -/.\n"};
    Digits read{"", begin};
    std::optional<Digits> found;
    while (is_digit(view.at(read.end)) && read.text.size() <= imei_digits + 1) {
        while (is_digit(view.at(read.end)) && read.text.size() <= imei_digits + 1) {
            read.text.push_back(view.at(read.end));
            ++read.end;
        }
        bool const whole = !is_alnum(view.at(read.end));
        if (whole && (read.text.size() == imei_digits || (read.text.size() == imei_digits + 1 && !found))) {
            found = read;
        }
        auto const tie = view.at(read.end);
        read.end += tie != '\0' && ties.find(tie) != std::string_view::npos ? 1U : 0U;
    }
    return found;
}

bool begins_number(View const& view, std::size_t at) {
    return is_digit(view.at(at)) && !is_alnum(view.before(at)) && view.before(at) != '-';
}

// "IMEI1: 35…", "(IMEI)は箱に35…": a few words and signs may come first.
void claim_imei(Scan& scan, Mention const& mention) {
    auto const& view = scan.view;
    constexpr std::size_t reach = 60;
    auto const stop = std::min(view.size(), mention.end + reach);
    for (auto at = mention.end; at < stop && !view.starts_with(at, "。"); ++at) {
        auto const digits = begins_number(view, at) ? imei_at(view, at) : std::nullopt;
        if (digits && !scan.cue_before(at, at - mention.end, {Cue::other_number})) {
            scan.claim({Type::device_id, "imei:" + digits->text, at, digits->end});
            return;
        }
    }
}

// Capitals and digits in one word, as printed on the back of a tag.
bool is_tag_serial(std::string_view serial) {
    constexpr std::size_t usual = 12;
    auto const digits = std::count_if(serial.begin(), serial.end(), is_digit);
    auto const capitals = std::count_if(serial.begin(), serial.end(), is_upper);
    return serial.size() == usual && digits >= 2 && capitals >= 4 &&
           digits + capitals == static_cast<std::ptrdiff_t>(usual);
}

// Such a word where a tag is told of, before or behind it.
void find_tag_serials(Scan& scan) {
    auto const& view = scan.view;
    auto const& all = scan.words.all();
    bool const told =
        std::any_of(all.begin(), all.end(), [](Mention const& each) { return each.cue == Cue::tag; });
    for (std::size_t at = 0; told && at < view.size();) {
        if (!is_alnum(view.at(at)) || is_alnum(view.before(at))) {
            ++at;
            continue;
        }
        auto const token = grouped(view, at, Ties::hyphens);
        auto const serial = view.slice(token.begin, token.end);
        if (is_tag_serial(serial) && !scan.cue_before(token.begin, 24, {Cue::other_number})) {
            scan.claim({Type::device_id, "airtag:" + std::string{serial}, token.begin, token.end});
        }
        at = token.end;
    }
}

// HXVF K1AB P0GV: a serial number in fours, read aloud or copied so.
std::optional<Token> spaced_serial(View const& view, std::size_t begin) {
    auto const spaced = grouped(view, begin, Ties::hyphens_and_blanks);
    constexpr std::size_t in_fours = 14;
    bool const fits = spaced.end - begin == in_fours && !is_alnum(view.at(begin + 4)) &&
                      !is_alnum(view.at(begin + 9)) && is_tag_serial(compact(view.slice(begin, spaced.end)));
    return fits ? std::optional{spaced} : std::nullopt;
}

void claim_serial(Scan& scan, Mention const& mention) {
    auto const& view = scan.view;
    auto const begin = behind_label(view, mention.end);
    // A telephone's own number is often called its serial number.
    if (auto const digits = begins_number(view, begin) ? imei_at(view, begin) : std::nullopt;
        digits && digits->text.size() == imei_digits &&
        (luhn_valid(digits->text) || scan.cue_before(begin, 150, {Cue::telephone}))) {
        scan.claim({Type::device_id, "imei:" + digits->text, begin, digits->end});
        return;
    }
    auto const token = spaced_serial(view, begin).value_or(grouped(view, begin, Ties::hyphens));
    auto const serial = compact(view.slice(token.begin, token.end));
    bool const fits = serial.size() >= 8 && serial.size() <= 20 && has_digit(serial);
    bool const tag = mention.cue == Cue::tag || scan.cue_before(token.begin, 600, {Cue::tag}) ||
                     scan.words.after(token.end, 100, std::array{Cue::tag}).has_value();
    if (fits && tag) {
        scan.claim({Type::device_id, "airtag:" + serial, token.begin, token.end});
    }
}

}  // namespace

void find_devices(Scan& scan) {
    for (auto const& mention : scan.words.all()) {
        if (mention.cue == Cue::imei) {
            claim_imei(scan, mention);
        } else if (mention.cue == Cue::serial || mention.cue == Cue::tag) {
            claim_serial(scan, mention);
        }
    }
    find_tag_serials(scan);
}

}  // namespace engine::observables
