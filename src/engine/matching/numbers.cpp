#include "engine/matching/numbers.h"

#include <array>
#include <optional>
#include <string>
#include <utility>

namespace engine::matching {

namespace {

constexpr std::int64_t ceiling = 1'000'000'000'000'000;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::int64_t times(std::int64_t value, std::int64_t factor) {
    return value > ceiling / factor ? ceiling : value * factor;
}

struct Scanner {
    std::string_view text;
    std::size_t at = 0;

    [[nodiscard]] std::string_view rest() const { return text.substr(at); }
    bool take(std::string_view word) {
        if (!rest().starts_with(word)) {
            return false;
        }
        at += word.size();
        return true;
    }
    // 10,000,313 or 3000; the fraction of 1.5 goes to `tenths`.
    std::optional<std::int64_t> take_digits() {
        std::size_t const start = at;
        std::int64_t value = 0;
        while (at < text.size() && (is_digit(text[at]) || (text[at] == ',' && at > start &&
                                                           at + 1 < text.size() && is_digit(text[at + 1])))) {
            if (text[at] != ',') {
                value = std::min(times(value, 10) + (text[at] - '0'), ceiling);
            }
            ++at;
        }
        return at == start ? std::nullopt : std::optional(value);
    }
};

constexpr std::array<std::pair<std::string_view, std::int64_t>, 4> units{
    {{"億", 100'000'000}, {"万", 10'000}, {"千", 1'000}, {"百", 100}}};

// One amount at the scanner: 1億2000万円, 3千万円, 80万, 7200円. A bare number is no amount.
std::optional<std::int64_t> take_amount(Scanner& scanner) {
    std::int64_t total = 0;
    bool counted = false;
    while (auto const digits = scanner.take_digits()) {
        std::int64_t value = *digits;
        if (scanner.take(".")) {
            scanner.take_digits();  // half a unit does not move any threshold
        }
        bool scaled = false;
        for (auto const& [unit, factor] : units) {
            if (scanner.take(unit)) {
                value = times(value, factor);
                scaled = true;
                counted = counted || factor >= 10'000;
            }
        }
        if (scaled && scanner.take("万")) {
            value = times(value, 10'000);
            counted = true;
        }
        total = std::min(total + value, ceiling);
        if (!scaled) {
            break;
        }
    }
    if (scanner.take("円") || scanner.take("えん")) {
        return total;
    }
    return counted ? std::optional(total) : std::nullopt;
}

}  // namespace

std::vector<Number> find_yen(std::string_view folded) {
    std::vector<Number> found;
    Scanner scanner{folded};
    while (scanner.at < folded.size()) {
        if (!is_digit(folded[scanner.at])) {
            ++scanner.at;
            continue;
        }
        auto const start = static_cast<std::uint32_t>(scanner.at);
        if (auto const value = take_amount(scanner)) {
            found.push_back({*value, {start, static_cast<std::uint32_t>(scanner.at)}});
        }
    }
    return found;
}

std::vector<Number> find_ages(std::string_view folded) {
    std::vector<Number> found;
    Scanner scanner{folded};
    while (scanner.at < folded.size()) {
        if (!is_digit(folded[scanner.at])) {
            ++scanner.at;
            continue;
        }
        std::size_t const start = scanner.at;
        bool const bracketed = start > 0 && folded[start - 1] == '(';
        auto const value = scanner.take_digits();
        bool const is_age = scanner.take("歳") || scanner.take("才") ||
                            (bracketed && scanner.rest().starts_with(")") && *value >= 3);
        if (is_age && *value <= 120) {
            found.push_back(
                {*value, {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(scanner.at)}});
        }
    }
    return found;
}

}  // namespace engine::matching
