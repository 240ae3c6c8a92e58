#!/usr/bin/env python3
"""Rights, walked on the running program: the table of docs/rights.md, and worlds that differ only in what a reader may not see.

usage: run_rights.py --program build/debug/renkei [--store postgresql] [--only matrix|reads|worlds]
       run_rights.py --program build/release/renkei --timing 200

Prints what was covered and `N passed, N failed`. Both checks are run once more with a leak planted in the database, and must find it.
--timing asks each reading question so many times in both worlds, in turns, and prints how far the medians are apart: for documents, not a test.
"""

import argparse
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]

import matrix  # noqa: E402
import reads  # noqa: E402
import renkei  # noqa: E402
import worlds_apart  # noqa: E402


def check_matrix(program, folder, say):
    findings, undeclared, unmet = matrix.run(program, folder / "matrix", ROOT / "docs/rights.md")
    operations = {name for name, _, _ in findings.cells}
    say(f"matrix: {findings.asked} answers; {len(operations)} operations × {len({role for _, role, _ in findings.cells})} roles × "
        f"{len({held for _, _, held in findings.cells})} sets of relations = {len(findings.cells)} cells; {len(undeclared)} undeclared")  # fmt: skip
    yield "every answer is what the table says", findings.wrong
    yield "every operation has a declared rule and is walked", undeclared
    yield "every row of the table was met by a record", unmet
    planted, _, _ = matrix.run(program, folder / "matrix-planted", ROOT / "docs/rights.md", planted=True)
    yield "a planted leak is found by the matrix", [] if planted.wrong else ["the walk did not notice a record that was given to another unit"]


def check_reads(program, folder, say):
    asked, showed, wrong = reads.run(program, folder / "reads")
    say(f"reads: {len(asked)} operations asked, {len(showed)} showed planted personal data: {', '.join(sorted(showed))}")
    yield "whoever is shown personal data leaves an entry that names the record", wrong
    yield "the walk met the operations that show it", [] if reads.EXPECTED <= showed else [", ".join(sorted(reads.EXPECTED - showed))]


def check_worlds(program, folder, say):
    compared, differences = worlds_apart.run(program, folder / "worlds")
    say(f"worlds apart: {compared} answers compared")
    yield "hidden records change no answer", differences
    _, planted = worlds_apart.run(program, folder / "worlds-planted", planted=True)
    yield "a planted leak is found between the worlds", [] if planted else ["the comparison did not notice a hidden record that was referred to the reader"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--only", choices=["matrix", "reads", "worlds"])
    parser.add_argument("--timing", type=int, metavar="CALLS")
    options = parser.parse_args()
    if options.store == "postgresql":
        renkei.databases.use_postgresql(__file__)
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        if options.timing:
            worlds_apart.compare_times(options.program.resolve(), pathlib.Path(folder) / "times", options.timing)
            return 0
        for name, check in (("matrix", check_matrix), ("reads", check_reads), ("worlds", check_worlds)):
            if options.only not in (None, name):
                continue
            for what, wrong in check(options.program.resolve(), pathlib.Path(folder), lambda text: print(text, flush=True)):
                print(f"{'FAILED' if wrong else 'ok    '} {what}")
                for line in wrong[:40]:
                    print(f"       {line}")
                passed, failed = passed + (not wrong), failed + bool(wrong)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
