"""Checks how run_steps.py reads steps and the counts of the tools that they run."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from run_steps import Counts, counts_in, parse_step, result_of  # noqa: E402


def run(*steps: str) -> tuple[int, list[str]]:
    done = subprocess.run([sys.executable, Path(__file__).with_name("run_steps.py"), "run-steps-test", *steps], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines()


class Steps(unittest.TestCase):
    def test_a_step_names_its_condition_and_whether_it_stops_the_run(self):
        step = parse_step("web units if web/package.json!: npm --prefix web test: unit")
        self.assertEqual((step.name, step.needs, step.stops, step.beside, step.command), ("web units", "web/package.json", True, False, "npm --prefix web test: unit"))
        self.assertTrue(parse_step("rights &: run").beside)

    def test_summaries_are_understood(self):
        self.assertEqual(counts_in("95% tests passed, 2 tests failed out of 40"), Counts(38, 2))
        self.assertEqual(counts_in("\x1b[1m      Tests \x1b[0m 1 failed | 12 passed (13)"), Counts(12, 1))
        self.assertEqual(counts_in("      Tests  12 passed (12)"), Counts(12, 0))
        self.assertEqual(counts_in("Ran 11 tests in 0.05s\n\nFAILED (failures=1, errors=2)"), Counts(8, 3))
        self.assertEqual(counts_in("7 passed, 0 failed"), Counts(7, 0))
        self.assertIsNone(counts_in("compiled"))

    def test_a_step_that_fails_without_a_failed_test_counts_as_one(self):
        self.assertEqual(result_of(1, "7 passed, 0 failed"), Counts(7, 1))
        self.assertEqual(result_of(0, "nothing to count"), Counts(1, 0))

    def test_the_last_line_is_the_sum_and_failures_are_shown_whole(self):
        code, lines = run("good: echo '3 passed, 0 failed'", "bad: echo why; exit 3", "later: true")
        self.assertEqual(code, 1)
        self.assertIn("why", lines)
        self.assertEqual(lines[-1], "4 passed, 1 failed")

    def test_a_stopping_step_ends_the_run(self):
        code, lines = run("compile!: exit 1", "never: echo '9 passed, 0 failed'")
        self.assertEqual((code, lines[-1]), (1, "0 passed, 1 failed"))

    def test_a_step_whose_folder_is_absent_is_said_to_be(self):
        code, lines = run("web if no/such/folder: exit 1", "rest: true")
        self.assertEqual((code, lines[-1]), (0, "1 passed, 0 failed"))
        self.assertTrue(any("absent" in line and "no/such/folder" in line for line in lines))

    def test_neighbours_that_need_nothing_of_one_another_run_at_a_time(self):
        with tempfile.TemporaryDirectory() as folder:
            # Each waits for the other's mark: one after the other, the first would never end.
            meet = f"touch {folder}/$0; for i in $(seq 200); do [ -e {folder}/$1 ] && exit 0; sleep 0.05; done; exit 1"
            code, lines = run(f"one &: bash -c '{meet}' one two", f"two &: bash -c '{meet}' two one", "after: false")
        self.assertEqual((code, lines[-1]), (1, "2 passed, 1 failed"))


if __name__ == "__main__":
    unittest.main()
