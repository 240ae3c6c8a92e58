#include "formats/calendar/calendar.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

namespace {

std::string shipped(std::string const& name) {
    std::ifstream file(RENKEI_SOURCE_DIR "/data/calendar/" + name, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("the shipped holidays hold the year-end of every year and substitute holidays") {
    auto const holidays = formats::calendar::parse_holidays(shipped("holidays.yaml"));
    REQUIRE(holidays);
    CHECK(holidays->contains({2026, 1, 1}));
    CHECK(holidays->contains({2026, 11, 23}));
    CHECK(holidays->contains({2024, 2, 12}));
    CHECK_FALSE(holidays->contains({2026, 11, 24}));
}

TEST_CASE("the shipped office hours are weekdays from 08:30 to 17:15 and closed at the turn of the year") {
    auto const hours = formats::calendar::parse_office_hours(shipped("office-hours.yaml"));
    REQUIRE(hours);
    CHECK(hours->days == std::set<int>{1, 2, 3, 4, 5});
    CHECK(hours->from_minute == 510);
    CHECK(hours->to_minute == 1035);
    REQUIRE(hours->closed.size() == 1);
    CHECK(hours->closed[0].from_month == 12);
}

TEST_CASE("what is no date, no time or no list is refused with its line") {
    CHECK_FALSE(formats::calendar::parse_holidays("holidays: [{date: 2026-02-30}]"));
    CHECK_FALSE(formats::calendar::parse_holidays("[1"));
    CHECK_FALSE(
        formats::calendar::parse_office_hours("hours: [{days: [9], from: \"08:30\", to: \"17:15\"}]"));
    CHECK_FALSE(
        formats::calendar::parse_office_hours("hours: [{days: [1], from: \"18:30\", to: \"17:15\"}]"));
}

TEST_CASE("hours and closures must be times and days that exist, and what is too long for a number is none") {
    auto const refused = [](std::string const& from, std::string const& closed) {
        auto const hours = formats::calendar::parse_office_hours(
            "hours: [{days: [1], from: \"" + from + "\", to: \"17:15\"}]\nclosed: " + closed + "\n");
        return hours ? std::string() : hours.violations().front().field;
    };
    CHECK(refused("08:30", "[{from: 12-29, to: 01-03}]").empty());
    CHECK(refused("08:30", "[{from: 02-29, to: 02-29}]").empty());
    CHECK(refused("99999999999999999999:30", "[]") == "line 1");
    CHECK(refused("08:99", "[]") == "line 1");
    CHECK(refused("08:30", "[{from: 99-99, to: 01-03}]") == "line 2");
    CHECK(refused("08:30", "[{from: 12-29, to: 02-30}]") == "line 2");
    CHECK(refused("08:30", "{a: b}") == "line 2");
    CHECK_FALSE(
        formats::calendar::parse_office_hours("hours: [{days: [1], from: \"08:30\", to: \"24:59\"}]"));
    CHECK_FALSE(formats::calendar::parse_office_hours("hours: [7]"));
}
