#include "formats/office_values/office_values.h"

#include "base/text_fold.h"
#include "formats/text/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <utility>

namespace formats::office_values {

namespace {

using text::trimmed;

constexpr auto npos = std::string_view::npos;
constexpr std::size_t longest_value = 400;

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

// Narrow, with every kind of hyphen and minus as "-".
std::string narrow(std::string_view text) {
    auto folded = base::width_fold(text.substr(0, longest_value)).text;
    for (std::string_view const dash : {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"}) {
        for (auto at = folded.find(dash); at != std::string::npos; at = folded.find(dash, at + 1)) {
            folded.replace(at, dash.size(), "-");
        }
    }
    return std::string(trimmed(folded));
}

// Goes through a folded text.
class Cursor {
  public:
    explicit Cursor(std::string_view text) : text_(text) {}

    [[nodiscard]] bool at_end() const noexcept { return text_.empty(); }
    [[nodiscard]] std::string_view rest() const noexcept { return text_; }

    void skip_blank() { text_ = text_.substr(std::min(text_.find_first_not_of(" \t"), text_.size())); }

    bool accept(std::string_view word) {
        if (!text_.starts_with(word)) {
            return false;
        }
        text_.remove_prefix(word.size());
        return true;
    }

    template <std::size_t size>
    bool accept_any(std::array<std::string_view, size> const& words) {
        return std::ranges::any_of(words, [&](std::string_view word) { return accept(word); });
    }

    // One to `most` digits.
    std::optional<int> number(std::size_t most) {
        std::size_t length = 0;
        while (length < text_.size() && length < most && is_digit(text_[length])) {
            ++length;
        }
        if (length == 0) {
            return std::nullopt;
        }
        int value = 0;
        std::from_chars(text_.data(), text_.data() + length, value);
        text_.remove_prefix(length);
        return value;
    }

    [[nodiscard]] std::size_t digits_ahead() const {
        return static_cast<std::size_t>(std::ranges::find_if_not(text_, is_digit) - text_.begin());
    }

  private:
    std::string_view text_;
};

struct Era {
    std::string_view name;
    int before_first = 0;  // the year before its first
};
constexpr std::array eras = {Era{"令和", 2018}, Era{"平成", 1988}, Era{"昭和", 1925}, Era{"大正", 1911},
                             Era{"R", 2018},    Era{"H", 1988},    Era{"S", 1925},    Era{"r", 2018},
                             Era{"h", 1988},    Era{"s", 1925}};

std::optional<int> year(Cursor& cursor) {
    for (auto const& era : eras) {
        if (cursor.accept(era.name)) {
            cursor.skip_blank();
            if (cursor.accept("元")) {
                return era.before_first + 1;
            }
            auto const number = cursor.number(2);
            return number && *number > 0 ? std::optional(era.before_first + *number) : std::nullopt;
        }
    }
    cursor.accept("西暦");
    if (cursor.digits_ahead() != 4) {
        return std::nullopt;
    }
    return cursor.number(4);
}

std::optional<base::Date> checked(int year, int month, int day) {
    std::string text = std::to_string(year) + "-";
    text += month < 10 ? "0" : "";
    text += std::to_string(month) + "-";
    text += day < 10 ? "0" : "";
    text += std::to_string(day);
    return base::parse_date(text);
}

// A weekday in brackets.
void skip_weekday(Cursor& cursor) {
    cursor.skip_blank();
    static constexpr std::array<std::string_view, 7> days = {"日", "月", "火", "水", "木", "金", "土"};
    if (cursor.accept("(")) {
        cursor.accept_any(days);
        cursor.accept("曜日");
        cursor.accept("・祝");
        cursor.accept(")");
    } else if (cursor.rest().size() > 6 && cursor.rest().substr(3).starts_with("曜")) {
        cursor.accept_any(days);
        cursor.accept("曜日");
    }
    cursor.skip_blank();
}

std::optional<base::Date> date(Cursor& cursor) {
    if (cursor.digits_ahead() == 8) {
        auto const all = cursor.number(8);
        return all ? checked(*all / 10'000, *all / 100 % 100, *all % 100) : std::nullopt;
    }
    auto const y = year(cursor);
    cursor.skip_blank();
    static constexpr std::array<std::string_view, 4> after_year = {"年", "/", "-", "."};
    if (!y || !cursor.accept_any(after_year)) {
        return std::nullopt;
    }
    cursor.skip_blank();
    auto const m = cursor.number(2);
    cursor.skip_blank();
    static constexpr std::array<std::string_view, 4> after_month = {"月", "/", "-", "."};
    if (!m || !cursor.accept_any(after_month)) {
        return std::nullopt;
    }
    cursor.skip_blank();
    auto const d = cursor.number(2);
    cursor.skip_blank();
    cursor.accept("日");
    return d && *m >= 1 && *m <= 12 ? checked(*y, *m, *d) : std::nullopt;
}

struct TimeOfDay {
    int hour = 0;
    std::optional<int> minute;
    std::optional<int> second;
};

std::optional<TimeOfDay> time_of_day(Cursor& cursor) {
    static constexpr std::array<std::string_view, 4> afternoon = {"午後", "夜", "PM", "pm"};
    static constexpr std::array<std::string_view, 4> morning = {"午前", "朝", "AM", "am"};
    cursor.accept("T");
    bool const late = cursor.accept_any(afternoon);
    if (!late) {
        cursor.accept_any(morning);
    }
    cursor.skip_blank();
    TimeOfDay time;
    auto const hour = cursor.number(2);
    static constexpr std::array<std::string_view, 2> after_hour = {"時", ":"};
    if (!hour || !cursor.accept_any(after_hour)) {
        return std::nullopt;
    }
    time.hour = *hour + (late && *hour < 12 ? 12 : 0);
    cursor.skip_blank();
    if (cursor.accept("半")) {
        time.minute = 30;
    } else if (time.minute = cursor.number(2); time.minute) {
        if (cursor.accept("分") || cursor.accept(":")) {
            cursor.skip_blank();
            time.second = cursor.number(2);
            cursor.accept("秒");
        }
    }
    bool const valid = time.hour <= 24 && time.minute.value_or(0) <= 59 && time.second.value_or(0) <= 59;
    return valid ? std::optional(time) : std::nullopt;
}

std::optional<std::int64_t> checked_sum(std::int64_t value, std::int64_t factor) {
    constexpr auto most = std::numeric_limits<std::int64_t>::max() / 4;
    return value > most / std::max<std::int64_t>(factor, 1) ? std::nullopt : std::optional(value * factor);
}

// Digits with commas before every three, taken off the front.
std::optional<std::string> digits_with_commas(std::string_view& text) {
    std::string digits;
    std::size_t at = 0;
    std::size_t group = 0;  // digits since the last comma
    bool commas = false;
    while (at < text.size() && digits.size() <= 18) {
        if (is_digit(text[at])) {
            digits += text[at];
            ++group;
        } else if (text[at] == ',' && !digits.empty() && (!commas || group == 3)) {
            commas = true;
            group = 0;
        } else {
            break;
        }
        ++at;
    }
    if (digits.empty() || digits.size() > 18 || (commas && group != 3)) {
        return std::nullopt;
    }
    text.remove_prefix(at);
    return digits;
}

// 「1億2,000万」: a number before each large unit, what stands behind the last counts as it is.
std::optional<std::int64_t> yen(std::string_view& text) {
    static constexpr std::array units = {std::pair{std::string_view("兆"), std::int64_t{1'000'000'000'000}},
                                         std::pair{std::string_view("億"), std::int64_t{100'000'000}},
                                         std::pair{std::string_view("万"), std::int64_t{10'000}},
                                         std::pair{std::string_view("千"), std::int64_t{1'000}}};
    std::int64_t sum = 0;
    bool any = false;
    std::size_t unit = 0;
    while (auto const digits = digits_with_commas(text)) {
        any = true;
        std::int64_t value = 0;
        std::from_chars(digits->data(), digits->data() + digits->size(), value);
        std::int64_t factor = 1;
        for (; unit < units.size() && factor == 1; ++unit) {
            if (text.starts_with(units[unit].first)) {
                factor = units[unit].second;
                text.remove_prefix(units[unit].first.size());
                break;
            }
        }
        auto const part = checked_sum(value, factor);
        if (!part || sum > std::numeric_limits<std::int64_t>::max() / 2 - *part) {
            return std::nullopt;
        }
        sum += *part;
        if (factor == 1) {
            break;
        }
    }
    return any ? std::optional(sum) : std::nullopt;
}

std::optional<base::Money> foreign(std::string_view text, std::string_view currency, bool negative) {
    auto const digits = base::minor_digits(currency);
    auto const whole = digits ? digits_with_commas(text) : std::nullopt;
    if (!whole || whole->size() > 13) {
        return std::nullopt;
    }
    std::string minor;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        while (!text.empty() && is_digit(text.front())) {
            minor += text.front();
            text.remove_prefix(1);
        }
    }
    if (!trimmed(text).empty() || std::ssize(minor) > *digits) {
        return std::nullopt;
    }
    minor.resize(static_cast<std::size_t>(*digits), '0');
    auto const all = *whole + minor;
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(all.data(), all.data() + all.size(), value);
    if (error != std::errc() || end != all.data() + all.size()) {
        return std::nullopt;
    }
    return base::Money{negative ? -value : value, std::string(currency)};
}

// The currency named by a sign or a code at either end, taken off.
std::string take_currency(std::string_view& text) {
    static constexpr std::array signs = {std::pair{std::string_view("US$"), std::string_view("USD")},
                                         std::pair{std::string_view("$"), std::string_view("USD")},
                                         std::pair{std::string_view("€"), std::string_view("EUR")},
                                         std::pair{std::string_view("£"), std::string_view("GBP")},
                                         std::pair{std::string_view("¥"), std::string_view("JPY")},
                                         std::pair{std::string_view("\\"), std::string_view("JPY")}};
    for (auto const& [sign, currency] : signs) {
        if (text.starts_with(sign)) {
            text = trimmed(text.substr(sign.size()));
            return std::string(currency);
        }
    }
    auto const is_code = [](std::string_view word) {
        return word.size() == 3 && std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; }) &&
               base::minor_digits(word);
    };
    if (text.size() > 3 && is_code(text.substr(0, 3))) {
        std::string const code(text.substr(0, 3));
        text = trimmed(text.substr(3));
        return code;
    }
    if (text.size() > 3 && is_code(text.substr(text.size() - 3))) {
        std::string const code(text.substr(text.size() - 3));
        text = trimmed(text.substr(0, text.size() - 3));
        return code;
    }
    return "JPY";
}

}  // namespace

std::optional<base::Date> read_date(std::string_view text) {
    auto const folded = narrow(text);
    Cursor cursor(folded);
    auto const found = date(cursor);
    if (!found) {
        return std::nullopt;
    }
    skip_weekday(cursor);
    return cursor.at_end() ? found : std::nullopt;
}

std::optional<base::ToldTime> read_told_time(std::string_view text) {
    auto const wording = std::string(trimmed(text.substr(0, longest_value)));
    auto const folded = narrow(text);
    if (auto const exact = base::parse_instant(folded)) {
        return base::ToldTime{*exact, *exact, wording};
    }
    Cursor cursor(folded);
    auto const day = date(cursor);
    if (!day) {
        return std::nullopt;
    }
    skip_weekday(cursor);
    auto const start = base::start_of_day_in_japan(*day).milliseconds;
    auto const at_end = [&] {
        cursor.skip_blank();
        static constexpr std::array<std::string_view, 5> about = {"頃", "ごろ", "ころ", "以降", "現在"};
        cursor.accept_any(about);
        return cursor.at_end();
    };
    if (at_end()) {
        return base::ToldTime{{start}, {start + base::milliseconds_per_day - 1}, wording};
    }
    auto const time = time_of_day(cursor);
    if (!time || !at_end()) {
        return std::nullopt;
    }
    auto const length = time->second   ? std::int64_t{1'000}
                        : time->minute ? base::milliseconds_per_minute
                                       : base::milliseconds_per_hour;
    auto const earliest = start + time->hour * base::milliseconds_per_hour +
                          time->minute.value_or(0) * base::milliseconds_per_minute +
                          time->second.value_or(0) * 1'000;
    return base::ToldTime{{earliest}, {earliest + length - 1}, wording};
}

std::optional<base::Money> read_money(std::string_view text) {
    auto const folded = narrow(text);
    std::string_view rest = folded;
    bool negative = false;
    for (std::string_view const sign : {"-", "△", "▲"}) {
        if (rest.starts_with(sign)) {
            negative = true;
            rest = trimmed(rest.substr(sign.size()));
            break;
        }
    }
    auto const currency = take_currency(rest);
    if (!negative && rest.starts_with('-')) {
        negative = true;
        rest = trimmed(rest.substr(1));
    }
    if (currency != "JPY") {
        return foreign(rest, currency, negative);
    }
    rest.remove_prefix(rest.starts_with("金") ? std::string_view("金").size() : 0);
    auto const amount = yen(rest);
    rest = trimmed(rest);
    if (rest.starts_with(".0") && rest.find_first_not_of(".0") == npos) {
        rest = {};
    }
    bool const end = rest.empty() || rest == "円" || rest == "円也" || rest == "円(税込)" || rest == "-";
    if (!amount || !end) {
        return std::nullopt;
    }
    return base::Money{negative ? -*amount : *amount, "JPY"};
}

std::optional<std::string> read_phone(std::string_view text) {
    auto const folded = narrow(text);
    std::string digits;
    for (std::size_t at = 0; at < folded.size(); ++at) {
        char const c = folded[at];
        if (is_digit(c) || (c == '+' && digits.empty())) {
            digits += c;
        } else if (c != '-' && c != ' ' && c != '(' && c != ')' && c != '.' && c != '/') {
            return std::nullopt;
        }
    }
    bool const abroad = digits.starts_with('+');
    bool const home = digits.starts_with('0') && digits.size() >= 10 && digits.size() <= 11;
    return home || (abroad && digits.size() >= 9 && digits.size() <= 16) ? std::optional(digits)
                                                                         : std::nullopt;
}

std::optional<std::string> read_digits(std::string_view text) {
    auto const folded = narrow(text);
    std::string digits;
    for (char const c : folded) {
        if (is_digit(c)) {
            digits += c;
        } else if (c != '-' && c != ' ') {
            return std::nullopt;
        }
    }
    return digits.empty() || digits.size() > 40 ? std::nullopt : std::optional(digits);
}

}  // namespace formats::office_values
