#include "formats/interviews/condition.h"

#include "formats/interviews/parse.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace formats::interviews {

namespace {

using Kind = base::InterviewCondition::Kind;

constexpr std::array<std::pair<std::string_view, Kind>, 13> kinds{{{"fact", Kind::fact},
                                                                   {"denied", Kind::denied},
                                                                   {"type", Kind::type},
                                                                   {"kind", Kind::kind},
                                                                   {"channel", Kind::channel},
                                                                   {"wish", Kind::wish},
                                                                   {"victim", Kind::victim},
                                                                   {"observable", Kind::observable},
                                                                   {"field", Kind::field},
                                                                   {"answer", Kind::answer},
                                                                   {"urgency", Kind::urgency},
                                                                   {"text", Kind::text},
                                                                   {"life", Kind::life}}};
constexpr std::array<std::string_view, 3> text_tests{"exact_time", "time_zone", "source_port"};
constexpr std::array<std::string_view, 3> roles{"subject", "victim", "third_party"};
constexpr std::array<std::string_view, 5> wishes{"stop_spread", "delete", "identify", "recover", "punish"};
constexpr std::array<std::string_view, 3> victims{"none", "person", "organization"};
constexpr std::array<std::string_view, 3> urgencies{"normal", "same_day", "immediate"};
constexpr std::array<std::string_view, 3> lives{"gone", "urgent", "soon"};

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        auto const end = text.find(at);
        if (end != 0) {
            parts.emplace_back(text.substr(0, end));
        }
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return parts;
}

// The values that a condition may name; empty: any.
std::span<std::string_view const> allowed(Kind kind) {
    switch (kind) {
        case Kind::wish:
            return wishes;
        case Kind::victim:
            return victims;
        case Kind::urgency:
            return urgencies;
        case Kind::text:
            return text_tests;
        case Kind::life:
            return lives;
        case Kind::field:
            return record_fields();
        case Kind::fact:
        case Kind::denied:
        case Kind::type:
        case Kind::kind:
        case Kind::channel:
        case Kind::observable:
        case Kind::answer:
            return {};
    }
    return {};
}

}  // namespace

bool is_text_test(std::string_view name) {
    return std::ranges::find(text_tests, name) != text_tests.end();
}

std::optional<base::InterviewCondition> read_condition(std::string_view text) {
    auto const words = split(text, ' ');
    if (words.empty() || words.size() > 3) {
        return std::nullopt;
    }
    base::InterviewCondition condition;
    if (words.size() == 1) {
        condition.values = split(words[0], '|');
        return condition.values.empty() ? std::nullopt : std::optional(std::move(condition));
    }
    auto const* const named =
        std::ranges::find(kinds, words[0], [](auto const& known) { return known.first; });
    if (named == kinds.end()) {
        return std::nullopt;
    }
    condition.kind = named->second;
    condition.values = split(words[1], '|');
    if (words.size() == 3 && condition.kind == Kind::observable) {
        condition.role = words[2];
        if (std::ranges::find(roles, condition.role) == roles.end()) {
            return std::nullopt;
        }
    } else if (words.size() == 3 && condition.kind == Kind::answer && condition.values.size() == 1) {
        for (auto& value : split(words[2], '|')) {
            condition.values.push_back(std::move(value));
        }
    } else if (words.size() == 3 || (condition.kind == Kind::answer && condition.values.size() != 1)) {
        return std::nullopt;
    }
    auto const choices = allowed(condition.kind);
    bool const known = choices.empty() || std::ranges::all_of(condition.values, [&](auto const& value) {
                           return std::ranges::find(choices, value) != choices.end();
                       });
    return known && !condition.values.empty() ? std::optional(std::move(condition)) : std::nullopt;
}

}  // namespace formats::interviews
