#include "formats/mail/path.h"
#include "formats/text/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <vector>

namespace formats::mail {

namespace {

using text::lower;

constexpr std::size_t longest_date = 200;

std::optional<int> number(std::string_view text) {
    int value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const digits = !text.empty() && text.front() >= '0' && text.front() <= '9';
    if (error != std::errc() || end != text.data() + text.size() || !digits) {
        return std::nullopt;
    }
    return value;
}

// Words without comments and commas.
std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> found;
    std::string word;
    int depth = 0;
    auto const end_word = [&] {
        if (!word.empty()) {
            found.push_back(std::move(word));
            word.clear();
        }
    };
    for (char const c : text.substr(0, longest_date)) {
        if (c == '(') {
            end_word();
            ++depth;
        } else if (c == ')') {
            depth = std::max(depth - 1, 0);
        } else if (depth == 0) {
            if (c == ' ' || c == '\t' || c == ',' || c == '\r' || c == '\n') {
                end_word();
            } else {
                word += c;
            }
        }
    }
    end_word();
    return found;
}

std::optional<int> month(std::string_view word) {
    static constexpr std::array<std::string_view, 12> names = {"jan", "feb", "mar", "apr", "may", "jun",
                                                               "jul", "aug", "sep", "oct", "nov", "dec"};
    auto const name = lower(word).substr(0, 3);
    auto const found = std::ranges::find(names, name);
    return found == names.end() || word.size() < 3
               ? std::nullopt
               : std::optional<int>(static_cast<int>(found - names.begin()) + 1);
}

// Minutes east of Greenwich.
std::optional<int> zone(std::string_view word) {
    struct Named {
        std::string_view name;
        int minutes;
    };
    static constexpr std::array names = {
        Named{"gmt", 0},    Named{"ut", 0},     Named{"utc", 0},    Named{"z", 0},      Named{"jst", 540},
        Named{"est", -300}, Named{"edt", -240}, Named{"cst", -360}, Named{"cdt", -300}, Named{"mst", -420},
        Named{"mdt", -360}, Named{"pst", -480}, Named{"pdt", -420}, Named{"cet", 60},   Named{"cest", 120},
        Named{"bst", 60},   Named{"kst", 540}};
    auto const name = lower(word);
    if (auto const found = std::ranges::find(names, name, &Named::name); found != names.end()) {
        return found->minutes;
    }
    if (word.size() > 3 && lower(word.substr(0, 3)) == "gmt") {
        word.remove_prefix(3);
    }
    if (word.size() < 3 || (word[0] != '+' && word[0] != '-')) {
        return std::nullopt;
    }
    std::string digits;
    std::ranges::copy_if(word.substr(1), std::back_inserter(digits), [](char c) { return c != ':'; });
    auto const value = number(digits);
    if (!value || (digits.size() != 4 && digits.size() != 2)) {
        return std::nullopt;
    }
    int const hours = digits.size() == 4 ? *value / 100 : *value;
    int const minutes = digits.size() == 4 ? *value % 100 : 0;
    if (hours > 14 || minutes > 59) {
        return std::nullopt;
    }
    return (word[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

struct Time {
    int hour = 0;
    int minute = 0;
    int second = 0;
};

std::optional<Time> time_of_day(std::string_view word) {
    std::array<int, 3> parts{};
    std::size_t count = 0;
    for (std::size_t at = 0; at <= word.size() && count < 3; ++count) {
        auto const end = std::min(word.find_first_of(":.", at), word.size());
        auto const part = number(word.substr(at, end - at));
        if (!part) {
            return std::nullopt;
        }
        parts[count] = *part;
        at = end + 1;
    }
    if (count < 2 || parts[0] > 23 || parts[1] > 59 || parts[2] > 60) {
        return std::nullopt;
    }
    return Time{parts[0], parts[1], std::min(parts[2], 59)};
}

int full_year(int year, std::size_t digits) noexcept {
    if (digits >= 4) {
        return year;
    }
    return digits == 3 ? year + 1900 : year < 50 ? year + 2000 : year + 1900;  // RFC 5322, 4.3
}

struct Fields {
    std::optional<int> day;
    std::optional<int> month;
    std::optional<int> year;
    std::optional<Time> time;
    std::optional<int> zone;
};

void take(Fields& fields, std::string const& word) {
    if (!fields.month && month(word)) {
        fields.month = month(word);
    } else if (!fields.time && word.find(':') != std::string::npos && time_of_day(word)) {
        fields.time = time_of_day(word);
    } else if (auto const value = number(word)) {
        if (!fields.day && word.size() <= 2 && *value >= 1 && *value <= 31) {
            fields.day = value;
        } else if (!fields.year) {
            fields.year = full_year(*value, word.size());
        }
    } else if (fields.time && !fields.zone) {
        fields.zone = zone(word);
    }
}

// "22-Nov-2026" as three words.
std::vector<std::string> without_hyphens(std::vector<std::string> const& written) {
    std::vector<std::string> found;
    for (auto const& word : written) {
        auto const first = word.find('-');
        auto const second = first == std::string::npos ? first : word.find('-', first + 1);
        if (second != std::string::npos &&
            month(std::string_view(word).substr(first + 1, second - first - 1))) {
            found.push_back(word.substr(0, first));
            found.push_back(word.substr(first + 1, second - first - 1));
            found.push_back(word.substr(second + 1));
        } else {
            found.push_back(word);
        }
    }
    return found;
}

// "2026-11-22 14:05:00 +0900" and its likes.
std::optional<base::Instant> iso(std::vector<std::string> const& written) {
    if (written.empty() || !base::parse_date(std::string_view(written[0]).substr(0, 10))) {
        return std::nullopt;
    }
    if (written.size() == 1) {
        return base::parse_instant(written[0]);
    }
    auto const date = base::parse_date(written[0]);
    auto const time = time_of_day(written[1]);
    auto const east = written.size() > 2 ? zone(written[2]) : std::nullopt;
    if (!date || !time || !east) {
        return std::nullopt;
    }
    auto const day = base::start_of_day_in_japan(*date).milliseconds + 9 * base::milliseconds_per_hour;
    return base::Instant{day + time->hour * base::milliseconds_per_hour + time->second * 1'000 +
                         (time->minute - *east) * base::milliseconds_per_minute};
}

}  // namespace

std::optional<base::Instant> read_date(std::string_view written) {
    auto const found = without_hyphens(words(written));
    if (auto const instant = iso(found)) {
        return instant;
    }
    Fields fields;
    for (auto const& word : found) {
        take(fields, word);
    }
    if (!fields.day || !fields.month || !fields.year || !fields.time || !fields.zone || *fields.year < 1970 ||
        *fields.year > 9'999) {
        return std::nullopt;
    }
    std::string text = std::to_string(*fields.year) + "-";
    text += *fields.month < 10 ? "0" : "";
    text += std::to_string(*fields.month) + "-";
    text += *fields.day < 10 ? "0" : "";
    text += std::to_string(*fields.day);
    auto const date = base::parse_date(text);
    if (!date) {
        return std::nullopt;
    }
    auto const day = base::start_of_day_in_japan(*date).milliseconds + 9 * base::milliseconds_per_hour;
    return base::Instant{day + fields.time->hour * base::milliseconds_per_hour +
                         (fields.time->minute - *fields.zone) * base::milliseconds_per_minute +
                         fields.time->second * 1'000};
}

}  // namespace formats::mail
