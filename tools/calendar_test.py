"""Computes the national holidays from the Act and compares them with data/calendar/holidays.yaml."""

import unittest
from datetime import date, timedelta
from pathlib import Path

import yaml

DATA = Path(__file__).resolve().parent.parent / "data" / "calendar"
SUNDAY, DAY = 6, timedelta(days=1)


def nth_monday(year: int, month: int, n: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 + 7 * (n - 1))


def equinox(year: int, vernal: bool) -> date:
    """The usual approximation, good for 1980 to 2099; the announced day is what counts, hence `confirmed`."""
    start = 20.8431 if vernal else 23.2488
    return date(year, 3 if vernal else 9, int(start + 0.242194 * (year - 1980) - (year - 1980) // 4))


def holidays_of(year: int) -> set[date]:
    named = {date(year, month, day) for month, day in ((1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23))}
    named |= {nth_monday(year, month, n) for month, n in ((1, 2), (7, 3), (9, 3), (10, 2))}
    named |= {equinox(year, True), equinox(year, False)}
    found = set(named)
    for day in named:
        if day.weekday() == SUNDAY:  # 第3条第2項: the next day that is not itself a holiday
            while day in named:
                day += DAY
            found.add(day)
    found |= {day + DAY for day in named if day + 2 * DAY in named}  # 第3条第3項
    return found


class Calendar(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.listed = yaml.safe_load((DATA / "holidays.yaml").read_text(encoding="utf-8"))["holidays"]

    def test_the_list_is_what_the_act_says(self):
        for year in range(2024, 2028):
            self.assertEqual({h["date"] for h in self.listed if h["date"].year == year}, holidays_of(year))

    def test_days_stand_in_order_and_once(self):
        days = [h["date"] for h in self.listed]
        self.assertEqual(days, sorted(set(days)))

    def test_equinox_days_not_yet_announced_are_unconfirmed(self):
        for holiday in self.listed:
            if holiday["name_ja"] in ("春分の日", "秋分の日") and holiday["date"].year > 2026:
                self.assertFalse(holiday["confirmed"], holiday["date"])

    def test_office_hours_name_their_source(self):
        hours = yaml.safe_load((DATA / "office-hours.yaml").read_text(encoding="utf-8"))
        self.assertIs(hours["confirmed"], False)
        for row in hours["hours"]:
            self.assertLess(row["from"], row["to"])
            self.assertTrue(set(row["days"]) <= set(range(7)))


if __name__ == "__main__":
    unittest.main()
