#include "modules/intake/log_life.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace modules::intake {

namespace {

constexpr int urgent_days = 30;
constexpr int soon_days = 90;
constexpr std::int64_t wide_days = 60;  // a told interval beyond which the calculation is only rough

int last_day(int year, int month) {
    static constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool const leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days.at(static_cast<std::size_t>(month - 1));
}

base::Date counted(base::Instant at, int months, int days) {
    return base::add_days(add_months(base::date_in_japan(at), months), days);
}

// 「令和9年2月」, "February 2027" as 2027-02; a life in days is told to the day.
std::string month_ja(base::Date date) {
    auto const day = base::wareki(date);
    auto const month = day.find("月");
    return month == std::string::npos ? day : day.substr(0, month + std::string_view("月").size());
}

std::string shown_ja(base::EvidenceLife const& evidence, base::Date date) {
    return evidence.to_months > 0 && !evidence.is_period ? month_ja(date) : base::wareki(date);
}

std::string shown_en(base::EvidenceLife const& evidence, base::Date date) {
    auto const iso = base::to_iso(date);
    return evidence.to_months > 0 && !evidence.is_period ? iso.substr(0, 7) : iso;
}

base::Words unknown_sentence(base::EvidenceLife const& evidence) {
    auto const span = evidence.to_months > 0
                          ? fmt::format("{}〜{}か月", evidence.from_months, evidence.to_months)
                          : fmt::format("{}〜{}日", evidence.from_days, evidence.to_days);
    auto const span_en = evidence.to_months > 0
                             ? fmt::format("{} to {} months", evidence.from_months, evidence.to_months)
                             : fmt::format("{} to {} days", evidence.from_days, evidence.to_days);
    if (evidence.is_period) {
        return {fmt::format("{}：起算日が不明", evidence.label.ja),
                fmt::format("{}: nobody said from when it runs", evidence.label.en)};
    }
    return {fmt::format("{}：保存は{}が目安", evidence.label.ja, span),
            fmt::format("{}: kept for {} or so", evidence.label.en, span_en)};
}

base::Words period_sentence(Life const& life) {
    auto const& evidence = *life.evidence;
    auto const ja = base::wareki(*life.from);
    auto const en = base::to_iso(*life.from);
    if (life.state == LifeState::gone) {
        return {fmt::format("{}は{}で過ぎたおそれ", evidence.label.ja, ja),
                fmt::format("{} may have ended on {}", evidence.label.en, en)};
    }
    return {fmt::format("{}は{}まで", evidence.label.ja, ja),
            fmt::format("{} until {}", evidence.label.en, en)};
}

base::Words evidence_sentence(Life const& life, bool wide) {
    auto const& evidence = *life.evidence;
    auto const from = shown_ja(evidence, *life.from);
    auto const to = shown_ja(evidence, *life.to);
    auto const from_en = shown_en(evidence, *life.from);
    auto const to_en = shown_en(evidence, *life.to);
    base::Words words;
    if (life.state == LifeState::gone) {
        words = {fmt::format("{}は{}頃までに失われたおそれ", evidence.label.ja, to),
                 fmt::format("{} may be lost since about {}", evidence.label.en, to_en)};
    } else {
        words = {fmt::format("{}は概ね{}頃までに失われるおそれ", evidence.label.ja, from),
                 fmt::format("{} may be lost by about {}", evidence.label.en, from_en)};
        if (to != from) {
            words.ja += fmt::format(" (長くても{}頃)", to);
            words.en += fmt::format(" (at the latest {})", to_en);
        }
    }
    if (wide) {
        words.ja += "。発生日時に幅があります";
        words.en += ". The told time is wide";
    }
    return words;
}

}  // namespace

std::string_view life_text(LifeState state) {
    switch (state) {
        case LifeState::unknown:
            return "unknown";
        case LifeState::later:
            return "later";
        case LifeState::soon:
            return "soon";
        case LifeState::urgent:
            return "urgent";
        case LifeState::gone:
            return "gone";
    }
    return "unknown";
}

base::Date add_months(base::Date date, int months) {
    int const counted = date.year * 12 + (date.month - 1) + months;
    base::Date result{counted / 12, counted % 12 + 1, date.day};
    result.day = std::min(result.day, last_day(result.year, result.month));
    return result;
}

Life life_of(base::EvidenceLife const& evidence, std::optional<base::ToldTime> const& told,
             base::Instant now) {
    Life life{&evidence, LifeState::unknown, std::nullopt, std::nullopt, {}};
    if (!told) {
        life.sentence = unknown_sentence(evidence);
        return life;
    }
    life.from = counted(told->earliest, evidence.from_months, evidence.from_days);
    life.to = counted(told->latest, evidence.to_months, evidence.to_days);
    auto const today = base::date_in_japan(now);
    auto const end = evidence.is_period ? *life.from : *life.to;  // a right ends, a record fades
    if (end < today) {
        life.state = LifeState::gone;
    } else if (*life.from <= base::add_days(today, urgent_days)) {
        life.state = LifeState::urgent;
    } else {
        life.state = *life.from <= base::add_days(today, soon_days) ? LifeState::soon : LifeState::later;
    }
    bool const wide =
        told->latest.milliseconds - told->earliest.milliseconds > wide_days * base::milliseconds_per_day;
    life.sentence = evidence.is_period ? period_sentence(life) : evidence_sentence(life, wide);
    return life;
}

}  // namespace modules::intake
