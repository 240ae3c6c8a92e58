// Payment cards: digits in the groups cards are printed in, with an issuer and a valid check digit.

#include "engine/observables/checks.h"
#include "engine/observables/scan.h"

#include <array>
#include <cstdint>
#include <string>

namespace engine::observables {
namespace {

// The groups cards are printed in, or one run. `sizes` are the lengths of the groups as digits.
bool is_card_grouping(std::string_view sizes) {
    return sizes.size() == 1 || sizes == "4444" || sizes == "465" || sizes == "464" || sizes == "44443";
}

bool has_issuer(std::string_view digits) {
    auto const size = digits.size();
    auto const begins = [&](std::string_view with) { return digits.starts_with(with); };
    if (begins("4")) {
        return size == 13 || size == 16 || size == 19;
    }
    if (begins("6")) {
        return size >= 16;
    }
    if (begins("5") || begins("35") || (digits.substr(0, 4) >= "2221" && digits.substr(0, 4) <= "2720")) {
        return size == 16;
    }
    if (begins("34") || begins("37")) {
        return size == 15;
    }
    return (begins("30") || begins("36") || begins("38")) && size == 14;
}

struct Printed {
    std::string digits;
    std::string group_sizes;  // "4444"
    std::size_t end = 0;
};

enum class Lines : std::uint8_t { one, several };

// Length of what may stand between two groups: a dash, also at the end of a line, or a blank.
std::size_t gap_at(View const& view, std::size_t place, Lines lines) {
    auto const dash = dash_length(view, place);
    if (dash != 0) {
        return dash + (view.at(place + dash) == '\n' ? 1U : 0U);
    }
    return view.at(place) == ' ' || (lines == Lines::several && view.at(place) == '\n') ? 1 : 0;
}

// The groups of digits that hang together from `begin`.
Printed printed_at(View const& view, std::size_t begin, Lines lines) {
    constexpr std::size_t longest_card = 20;  // one more than there are
    Printed result{"", "", begin};
    for (auto at = begin; is_digit(view.at(at)) && result.digits.size() <= longest_card;) {
        std::size_t size = 0;
        while (is_digit(view.at(at)) && result.digits.size() <= longest_card) {
            result.digits.push_back(view.at(at));
            ++size;
            ++at;
        }
        result.group_sizes.push_back(static_cast<char>('0' + size % 10));
        result.end = at;
        auto const gap = gap_at(view, at, lines);
        if (gap == 0) {
            break;
        }
        at += gap;
    }
    return result;
}

bool begins_card(View const& view, std::size_t at) {
    auto const previous = view.before(at);
    return is_digit(view.at(at)) && !is_alnum(previous) && previous != '.' && previous != '-' &&
           previous != '_';
}

bool is_card(Scan const& scan, std::size_t begin, Printed const& printed) {
    auto const& digits = printed.digits;
    if (digits.size() < 13 || digits.size() > 19 || is_alnum(scan.view.at(printed.end)) ||
        !is_card_grouping(printed.group_sizes) || !has_issuer(digits) || !luhn_valid(digits)) {
        return false;
    }
    // Four groups of four, and 4-6-5, are a card whatever is said around them, but for another number's
    // label.
    bool const printed_so = printed.group_sizes == "4444" || printed.group_sizes == "465";
    return (printed_so && !scan.cue_before(begin, 24, {Cue::other_number})) ||
           scan.cue_before(begin, 200, {Cue::card}) ||
           scan.words.after(printed.end, 60, std::array{Cue::card}).has_value();
}

}  // namespace

void find_cards(Scan& scan) {
    auto const& view = scan.view;
    for (std::size_t at = 0; at < view.size();) {
        if (!begins_card(view, at)) {
            ++at;
            continue;
        }
        auto printed = printed_at(view, at, Lines::one);
        // A group a line, as read aloud.
        if (auto const more = printed_at(view, at, Lines::several);
            more.group_sizes == "4444" && is_card(scan, at, more)) {
            printed = more;
        }
        if (is_card(scan, at, printed)) {
            scan.claim({Type::card_number, printed.digits, at, printed.end});
        }
        at = printed.end;
        while (is_digit(view.at(at))) {
            ++at;
        }
    }
}

}  // namespace engine::observables
