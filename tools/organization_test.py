"""Holds the rules of data/organization/README.md."""

import unittest
from datetime import date
from pathlib import Path

import yaml

DATA = Path(__file__).resolve().parent.parent / "data" / "organization"
ROLES = {"intake_officer", "station_coordinator", "case_section", "station_chief", "hq_policy", "hq_guidance", "hq_analyst",
         "hq_offence_section", "hq_related_section", "personnel", "auditor", "administrator"}
KINDS = {"headquarters", "department", "division", "section", "station"}


def load(name: str) -> dict:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


class Organization(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stations = load("stations.yaml")["stations"]
        cls.units = load("headquarters.yaml")["units"] + cls.stations
        cls.by_code = {unit["code"]: unit for unit in cls.units}
        cls.sections = load("station-sections.yaml")
        cls.posts = load("posts.yaml")
        cls.demo = load("demo-accounts.yaml")

    def section_units(self) -> set[str]:
        return {f"{s['code']}-{key}" for s in self.stations for key in self.sections["lists"][s["sections"]]}

    def standing(self, day: date) -> list[dict]:
        return [s for s in self.stations if s["valid_from"] <= day < s.get("valid_to", date.max)]

    def test_codes_are_used_once(self):
        self.assertEqual(len(self.by_code), len(self.units))
        self.assertFalse(self.section_units() & set(self.by_code))

    def test_every_unit_is_complete(self):
        for unit in self.units:
            with self.subTest(unit=unit["code"]):
                self.assertIn(unit["kind"], KINDS)
                for key in ("name_ja", "kana", "name_en", "source"):
                    self.assertTrue(unit[key].strip())
                self.assertIsInstance(unit["confirmed"], bool)
                self.assertRegex(unit["kana"], r"^[ぁ-ゖー]+$")
                self.assertIsInstance(unit.get("extension", ""), str)

    def test_parents_exist_and_the_top_has_none(self):
        self.assertEqual([u["code"] for u in self.units if u["parent"] is None], ["H"])
        for unit in self.units:
            if unit["parent"]:
                self.assertIn(unit["parent"], self.by_code)

    def test_a_successor_takes_over_on_the_day_the_unit_ends(self):
        for unit in self.units:
            with self.subTest(unit=unit["code"]):
                self.assertEqual("valid_to" in unit, "successor" in unit)
                if "successor" in unit:
                    self.assertEqual(self.by_code[unit["successor"]]["valid_from"], unit["valid_to"])
                    self.assertLess(unit["valid_from"], unit["valid_to"])

    def test_there_were_25_stations_and_then_24(self):
        self.assertEqual(len(self.standing(date(2022, 9, 28))), 25)
        self.assertEqual(len(self.standing(date(2025, 3, 20))), 25)
        self.assertEqual(len(self.standing(date(2025, 3, 21))), 24)

    def test_the_two_units_of_the_directive_have_their_extensions(self):
        self.assertEqual(self.by_code["H-CYBER-POLICY"]["extension"], "3484")
        self.assertEqual(self.by_code["H-CYBER-GUIDANCE"]["extension"], "3493")

    def test_each_station_has_one_coordinating_section(self):
        known = {s["code"]: s for s in self.sections["sections"]}
        for name, codes in self.sections["lists"].items():
            self.assertTrue(set(codes) <= set(known), name)
            self.assertEqual(sum(known[code]["coordinator"] for code in codes), 1, name)

    def test_in_each_station_every_duty_is_somebodys_and_only_one_sections(self):
        known = {s["code"]: s for s in self.sections["sections"]}
        every = {duty for section in known.values() for duty in section["duties"]}
        for name, codes in self.sections["lists"].items():
            duties = [duty for code in codes for duty in known[code]["duties"]]
            self.assertEqual(sorted(duties), sorted(every), name)

    def test_every_role_can_be_tried(self):
        accounts = self.demo["accounts"]
        self.assertEqual({a["role"] for a in accounts}, ROLES)
        self.assertEqual(len({a["account"] for a in accounts}), len(accounts))
        ranks = {r["code"] for r in self.posts["ranks"]} | {None}
        posts = {p["code"] for p in self.posts["posts"]}
        for account in accounts:
            with self.subTest(account=account["account"]):
                self.assertIn(account["unit"], set(self.by_code) | self.section_units())
                self.assertIn(account["rank"], ranks)
                self.assertIn(account["post"], posts)
                self.assertIsInstance(account["extension"], str)

    def test_two_stations_can_be_tried_against_each_other(self):
        for role in ("intake_officer", "station_coordinator"):
            stations = {"-".join(a["unit"].split("-")[:-1]) for a in self.demo["accounts"] if a["role"] == role}
            self.assertEqual(stations, {"S-SENDAI-CHUO", "S-FURUKAWA"})


if __name__ == "__main__":
    unittest.main()
