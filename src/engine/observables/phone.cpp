// Telephone numbers as people in Japan write and say them, to E.164.

#include "engine/observables/scan.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace engine::observables {
namespace {

constexpr std::size_t most_digits = 20;

struct Group {
    std::size_t begin = 0;
    std::size_t end = 0;
    [[nodiscard]] std::size_t size() const noexcept { return end - begin; }
};

struct Number {
    std::size_t begin = 0;  // with the plus sign or opening bracket
    bool plus = false;
    std::vector<Group> groups;
    std::string digits;
};

// Length of what may stand between two groups of digits, or 0.
std::size_t separator(View const& view, std::size_t place) {
    auto at = place;
    while (view.at(at) == ' ' && at < place + 2) {
        ++at;
    }
    // A line break only where a dash before it says that the number goes on.
    if (view.at(at) == '\n' && dash_length(view, at + 1) != 0) {
        auto const behind = at + 1 + dash_length(view, at + 1);
        return is_digit(view.at(behind)) ? behind - place : 0;
    }
    if (auto const dash = dash_length(view, at);
        dash != 0 && view.at(at + dash) == '\n' && is_digit(view.at(at + dash + 1))) {
        return at + dash + 1 - place;
    }
    if (auto const dash = dash_length(view, at); dash != 0) {
        at += dash;
    } else if (view.at(at) == ')' || view.at(at) == '(' || view.at(at) == '.') {
        ++at;
        at += dash_length(view, at);
    } else if (view.starts_with(at, "の") || view.starts_with(at, "・")) {
        at += 3;
    }
    while (view.at(at) == ' ' && at < place + 5) {
        ++at;
    }
    if (at > place && view.at(at) == '(' && is_digit(view.at(at + 1))) {
        ++at;
    }
    return at - place;
}

// All groups of digits that hang together from `begin`.
Number number_at(View const& view, std::size_t begin) {
    Number number;
    number.begin = begin;
    auto at = begin;
    if (view.at(at) == '+') {
        number.plus = true;
        ++at;
        at += view.at(at) == ' ' ? 1U : 0U;
    }
    at += view.at(at) == '(' ? 1U : 0U;
    while (is_digit(view.at(at)) && number.digits.size() <= most_digits) {
        Group group{at, at};
        while (is_digit(view.at(group.end))) {
            ++group.end;
        }
        if (group.size() > most_digits) {
            number.digits.assign(most_digits + 1, '0');
            return number;
        }
        if (number.digits.size() + group.size() > most_digits) {
            break;  // the next number of a list
        }
        number.groups.push_back(group);
        number.digits += view.slice(group.begin, group.end);
        auto const gap = separator(view, group.end);
        if (gap == 0) {
            break;
        }
        at = group.end + gap;
    }
    return number;
}

struct Reading {
    std::string value;
    std::size_t end = 0;
};

using Shape = std::vector<std::size_t>;

std::string digits_of(View const& view, Number const& number, std::size_t groups) {
    std::string digits;
    for (std::size_t i = 0; i < groups; ++i) {
        digits += view.slice(number.groups[i].begin, number.groups[i].end);
    }
    return digits;
}

bool is_mobile(std::string_view digits) {
    return digits.size() == 11 && digits[0] == '0' && digits[2] == '0' && digits[1] >= '5' &&
           digits[1] <= '9';
}

bool is_special(std::string_view digits) {
    return digits.starts_with("0120") || digits.starts_with("0570") || digits.starts_with("0180") ||
           digits.starts_with("0990") || digits.starts_with("0170");
}

// The grouping of a domestic number: 022-123-4567, 0229-12-3456, 03-1234-5678, 0120-983-440 ...
bool is_domestic_shape(Shape const& shape, std::string_view digits) {
    if (is_mobile(digits)) {
        return shape.size() <= 4 && shape[0] >= 3;
    }
    if (digits.size() == 11) {
        // Nobody has 0120-555-0146, but people are told such numbers.
        return (digits.starts_with("0800") || is_special(digits)) && shape == Shape{4, 3, 4};
    }
    if (shape.size() == 3) {
        bool const area = shape[0] + shape[1] == 6 && shape[2] == 4 && shape[0] >= 2 && shape[0] <= 5;
        return area || (shape[0] == 4 && is_special(digits) && shape[1] + shape[2] == 6 && shape[1] >= 2);
    }
    return shape.size() == 2 && ((is_special(digits) && shape[0] == 4) || (shape[0] >= 2 && shape[0] <= 4));
}

bool is_area_number(std::string_view digits) {
    return digits.size() == 10 && digits[0] == '0' && digits[1] != '0';
}

std::string national(std::string_view digits) {
    std::string value{"+81"};
    value += digits.substr(1);
    return value;
}

// A word about telephones stands before or right behind.
bool is_said(Scan const& scan, std::size_t begin, std::size_t end) {
    auto const contact = scan.words.before(begin, 24, std::array{Cue::person_word});
    if (contact && scan.view.slice(contact->begin, contact->end) == "連絡先") {
        return true;
    }
    return scan.cue_before(begin, 60, {Cue::telephone}) ||
           scan.words.after(end, 30, std::array{Cue::telephone});
}

// Another kind of number is named nearer than the telephone.
bool is_other_number(Scan const& scan, std::size_t begin, std::size_t reach) {
    auto const other =
        scan.words.before(begin, reach, std::array{Cue::other_number, Cue::tracking, Cue::bank_number});
    auto const phone = scan.words.before(begin, reach, std::array{Cue::telephone});
    // 受付番号 holds 番号 itself.
    return other && (!phone || phone->end <= other->end);
}

// 受付番号090-1234-5678: the label touches the number.
bool is_labelled_other(Scan const& scan, std::size_t begin) {
    auto const other = scan.words.before(begin, 40, std::array{Cue::other_number});
    auto const between = other ? scan.view.slice(other->end, begin) : std::string_view{"."};
    return between.empty() || between == "は" || between == ":" || between == " " || between == "「" ||
           between == ": " || between == "(";
}

std::optional<Reading> domestic(Scan const& scan, Number const& number) {
    auto const& view = scan.view;
    for (std::size_t count = std::min<std::size_t>(number.groups.size(), 4); count > 0; --count) {
        auto const digits = digits_of(view, number, count);
        bool const free_phone =
            digits.size() == 11 && (digits.starts_with("0800") || (is_special(digits) && count == 3));
        if (!is_mobile(digits) && !is_area_number(digits) && !free_phone) {
            continue;
        }
        auto const end = number.groups[count - 1].end;
        Shape shape;
        for (std::size_t i = 0; i < count; ++i) {
            shape.push_back(number.groups[i].size());
        }
        bool const said = is_said(scan, number.begin, end);
        bool const other = is_other_number(scan, number.begin, 24);
        bool const shaped =
            count > 1 && is_domestic_shape(shape, digits) && !is_labelled_other(scan, number.begin);
        bool const plain = is_mobile(digits) || digits.starts_with("0120");
        bool const whole = count == 1 && !other && (plain || said);
        // Only a dash makes one code of two groups.
        bool const trailing = count < number.groups.size() && count == 1 && dash_length(view, end) != 0;
        if ((shaped || whole) && !trailing) {
            return Reading{national(digits), end};
        }
    }
    return std::nullopt;
}

// Country codes of two and three digits need no table here: E.164 is digits.
std::optional<Reading> international(View const& view, Number const& number, std::size_t skip) {
    for (auto count = number.groups.size(); count > 0; --count) {
        auto digits = digits_of(view, number, count);
        if (digits.size() <= skip + 7 || digits.size() > skip + 15) {
            continue;
        }
        digits.erase(0, skip);
        if (digits[0] == '0') {
            return std::nullopt;
        }
        // +81 (0)90, +44(0)20: the trunk zero is not dialled from abroad.
        auto const& first = number.groups.front();
        bool const bracketed = count > 2 && number.groups[1].size() == 1 &&
                               view.at(number.groups[1].begin) == '0' && view.at(number.groups[1].end) == ')';
        if (bracketed && first.size() > skip) {
            digits.erase(first.size() - skip, 1);
        } else if (digits.starts_with("810")) {
            digits.erase(2, 1);
        }
        std::string value{"+"};
        value += digits;
        return Reading{value, number.groups[count - 1].end};
    }
    return std::nullopt;
}

// 1-888-555-0114 as North America writes it.
bool is_north_american(Number const& number) {
    if (number.groups.size() == 1) {
        return number.digits.size() == 11 && number.digits[0] == '1' && number.digits[1] >= '2' &&
               number.digits[4] >= '2';
    }
    bool const country_left_out = number.groups.size() == 3 && number.groups[0].size() == 3 &&
                                  number.groups[1].size() == 3 && number.groups[2].size() == 4 &&
                                  number.digits[0] >= '2' && number.digits[3] >= '2';
    if (country_left_out) {
        return true;
    }
    auto const& groups = number.groups;
    if (groups.size() == 4) {
        return number.digits.size() == 11 && number.digits[0] == '1' && groups[0].size() == 1 &&
               groups[1].size() == 3 && groups[2].size() == 3;
    }
    return false;
}

// How many digits of an international prefix stand before the country code; 0 for none.
std::size_t exit_prefix(Number const& number) {
    static constexpr std::array<std::string_view, 5> carriers{"001010", "0033010", "0061010", "0077010",
                                                              "010"};
    std::string_view const digits = number.digits;
    for (auto const prefix : carriers) {
        if (digits.starts_with(prefix) && digits.size() > prefix.size() + 8) {
            return prefix.size();
        }
    }
    // 00120-1-12345 is a transfer account, not a call.
    bool const account =
        number.groups.size() == 3 && number.groups[0].size() == 5 && number.groups[1].size() == 1;
    return digits.starts_with("00") && !digits.starts_with("000") && digits.size() >= 11 && !account ? 2 : 0;
}

std::optional<Reading> reading_of(Scan const& scan, Number const& number) {
    if (number.plus) {
        return international(scan.view, number, 0);
    }
    if (auto const skip = exit_prefix(number);
        skip != 0 && (number.groups.size() > 1 || scan.cue_before(number.begin, 60, {Cue::telephone}))) {
        return international(scan.view, number, skip);
    }
    if (number.digits[0] == '0') {
        return domestic(scan, number);
    }
    // 81-90-1234-5678: the plus sign left out.
    if (number.digits.starts_with("81") && number.groups.size() >= 3 && number.groups[0].size() == 2 &&
        (number.digits.size() == 11 || number.digits.size() == 12) &&
        is_said(scan, number.begin, number.groups.back().end)) {
        return international(scan.view, number, 0);
    }
    bool const unbroken = number.groups.size() == 1;
    if (is_north_american(number) && (unbroken ? scan.cue_before(number.begin, 20, {Cue::telephone})
                                               : is_said(scan, number.begin, number.groups.back().end))) {
        auto reading = international(scan.view, number, 0);
        if (reading && number.digits.size() == 10) {
            reading->value.insert(1, 1, '1');
        }
        return reading;
    }
    return std::nullopt;
}

// TEL022-…, FAX022-…: the label may touch the number.
bool ends_with_label(View const& view, std::size_t place) {
    static constexpr std::array<std::string_view, 5> written{"tel", "fax", "phone", "call", "sms"};
    auto const before = lowered(view.slice(place > 5 ? place - 5 : 0, place));
    return std::any_of(written.begin(), written.end(),
                       [&](std::string_view label) { return before.ends_with(label); });
}

// A slash before a number: TEL:03-…/FAX…, 090-…/080-…; not a date or a path.
bool is_listing_slash(View const& view, std::size_t place, std::size_t last_end) {
    return view.before(place) == '/' && (place == last_end + 1 || !is_ascii(view.before(place - 1))) &&
           (view.at(place) == '0' || view.at(place) == '+');
}

bool may_begin(View const& view, std::size_t place, std::size_t last_end) {
    auto const c = view.at(place);
    auto const previous = view.before(place);
    if (c != '+' && c != '(' && !is_digit(c)) {
        return false;
    }
    if ((c == '+' || c == '(') && !is_digit(view.at(place + 1)) && view.at(place + 1) != '(' &&
        view.at(place + 1) != ' ') {
        return false;
    }
    bool const inside = is_digit(previous) ||
                        (previous == '.' && place > 1 && is_alnum(view.at(place - 2))) || previous == '_' ||
                        (previous == '/' && !is_listing_slash(view, place, last_end)) || previous == '=' ||
                        previous == '%' || previous == '@' || previous == '#';
    bool const letter = is_alpha(previous) && c != '+' && c != '(' && !ends_with_label(view, place);
    if (previous == '-' && place > 1 && is_alnum(view.at(place - 2))) {
        return false;
    }
    return !inside && !letter;
}

// The number that may be read at `place`.
Number candidate_at(View const& view, std::size_t place) {
    auto number = number_at(view, place);
    if (view.at(place) == '(' && !number.groups.empty() && view.at(number.groups.front().end) != ')') {
        number.begin = number.groups.front().begin;  // the bracket is the sentence's
    }
    return number;
}

// 022-123-4567 inside a longer code is not a telephone number.
bool goes_on(View const& view, Number const& number, Reading const& reading) {
    auto const next = view.at(reading.end);
    return is_alnum(next) || next == '_' ||
           (next == '-' && is_alnum(view.at(reading.end + 1)) && reading.end != number.groups.back().end);
}

std::optional<Reading> read_number(Scan const& scan, Number const& number) {
    if (!scan.is_free(number.begin, number.groups.front().end)) {
        return std::nullopt;
    }
    auto reading = reading_of(scan, number);
    return reading && !goes_on(scan.view, number, *reading) ? reading : std::nullopt;
}

std::size_t after_digits(View const& view, std::size_t place) {
    while (is_digit(view.at(place))) {
        ++place;
    }
    return place;
}

}  // namespace

void find_phones(Scan& scan) {
    auto const& view = scan.view;
    std::size_t last_end = 0;  // of the number before
    for (std::size_t at = 0; at < view.size();) {
        if (!may_begin(view, at, last_end)) {
            ++at;
            continue;
        }
        auto const number = candidate_at(view, at);
        if (number.groups.empty() || number.digits.size() > most_digits) {
            at = after_digits(view, at + 1);
            continue;
        }
        if (auto const reading = read_number(scan, number)) {
            scan.claim({Type::phone, reading->value, number.begin, reading->end});
            at = reading->end;
            last_end = at;
        } else {
            at = number.groups.front().end;
        }
    }
}

}  // namespace engine::observables
