"""Checks that bench/generator.py is deterministic, that its truth agrees with the files it writes, and that it is as skewed as it says."""

import hashlib
import json
import sys
import tempfile
import unittest
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))
import generator  # noqa: E402

OBSERVABLES, CONSULTATIONS, CASES = 3_000, 200, 60


def made(folder: str, seed: int = 7) -> Path:
    path = Path(folder)
    generator.generate(path, OBSERVABLES, CONSULTATIONS, CASES, seed)
    return path


def digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()


def lines(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


class Generator(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.held = tempfile.TemporaryDirectory()
        cls.folder = made(cls.held.name)
        cls.known = {tuple(line.split("\t")) for line in (cls.folder / "truth/observables.tsv").read_text("utf-8").splitlines()}
        cls.cases = lines(cls.folder / "truth/typed.jsonl")
        cls.reports = lines(cls.folder / "consultations.jsonl")

    @classmethod
    def tearDownClass(cls):
        cls.held.cleanup()

    def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(self):
        with tempfile.TemporaryDirectory() as again, tempfile.TemporaryDirectory() as other:
            self.assertEqual(digest(made(again)), digest(self.folder))
            self.assertNotEqual(digest(made(other, seed=8)), digest(self.folder))

    def test_exactly_as_many_observables_as_asked_for_each_once(self):
        self.assertEqual(len(self.known), OBSERVABLES)
        self.assertEqual(len((self.folder / "truth/observables.tsv").read_text("utf-8").splitlines()), OBSERVABLES)

    def test_every_value_of_the_feeds_is_in_the_truth(self):
        values = {value for _, value in self.known}
        events = json.loads((self.folder / "feed/manifest.json").read_text("utf-8"))
        for name in events:
            for attribute in json.loads((self.folder / f"feed/{name}.json").read_text("utf-8"))["Event"]["Attribute"]:
                self.assertIn(attribute["value"], values)
        for file in (self.folder / "lists").iterdir():
            for line in file.read_text("utf-8").splitlines()[1:]:
                self.assertIn(line, values)

    def test_a_case_names_all_reports_that_hold_its_values(self):
        texts = {station: "\n".join(report["text"] for report in self.reports if report["station"] == station) for station in generator.STATIONS}
        checked = 0
        for case in self.cases:
            if case["kind"] != "url":
                continue
            hit = next(hit for hit in case["hits"] if hit["type"] == "url")
            counted = {station: text.count(hit["value"] + " ") for station, text in texts.items()}
            self.assertEqual(hit["stations"], {station: count for station, count in counted.items() if count})
            checked += 1
        self.assertGreater(checked, 10)

    def test_known_cases_are_known_and_unknown_ones_are_not(self):
        for case in self.cases:
            for hit in case["hits"]:
                self.assertIn((hit["type"], hit["value"]), self.known)
            self.assertEqual(case["hits"] == [], case["kind"] == "unknown")
            self.assertNotIn(case["typed"], case["before"])

    def test_some_values_stand_in_many_reports_and_most_in_few(self):
        counts = Counter(url for report in self.reports for url in report["text"].split() if url.startswith("https://"))
        self.assertGreater(counts.most_common(1)[0][1], 3)
        self.assertGreater(sum(1 for count in counts.values() if count == 1), len(counts) // 2)

    def test_nothing_real_is_named(self):
        for kind, value in self.known:
            if kind in ("domain", "url", "email"):
                host = value.split("://")[-1].split("/")[0].split("@")[-1]
                self.assertTrue(host.endswith(".example"), value)
            if kind == "phone":
                self.assertRegex(value, r"^\+81[789]00\d{7}$")
            if kind == "ipv4":
                self.assertRegex(value, r"^198\.1[89]\.")


if __name__ == "__main__":
    unittest.main()
