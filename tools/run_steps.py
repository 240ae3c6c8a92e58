#!/usr/bin/env python3
"""Runs named steps one after the other and sums up what they found.

    tools/run_steps.py NAME "step: command" "step if PATH: command" "step!: command" "step &: command"

`if PATH`  the step is left out, and said to be, while PATH does not exist.
`!`        nothing after this step makes sense when it fails.
`&`        neighbours that say so need nothing of one another: two of them run at a time.

What a step says goes to build/logs/NAME/; it is shown whole when the step fails. The last line is
`N passed, N failed`: the tests that ctest, Vitest and the like counted, one for a step that counts nothing.
"""

import argparse
import concurrent.futures
import itertools
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STEP = re.compile(r"^(?P<name>.+?)(?: if (?P<needs>\S+?))?(?P<stop>!)?(?P<beside> &)?: (?P<command>.+)$", re.DOTALL)
AT_ONCE = 2
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Step:
    name: str
    needs: str | None
    stops: bool
    beside: bool
    command: str


@dataclass
class Counts:
    passed: int
    failed: int


def parse_step(text: str) -> Step:
    match = STEP.match(text)
    if not match:
        raise ValueError(f"not a step: {text!r} (expected 'name: command')")
    return Step(match["name"], match["needs"], match["stop"] is not None, match["beside"] is not None, match["command"])


def counts_in(output: str) -> Counts | None:
    """What the step itself counted, by the summary line of the tool that it ran; the last one holds."""
    output = COLOUR.sub("", output)
    found = None
    for line in output.splitlines():
        if match := re.search(r"(\d+) tests? failed out of (\d+)", line):  # ctest
            failed, total = int(match[1]), int(match[2])
            found = Counts(total - failed, failed)
        elif match := re.match(r"^\s*Tests\s+(?:(\d+) failed \| )?(?:(\d+) passed)?", line):  # Vitest
            if match[1] or match[2]:
                found = Counts(int(match[2] or 0), int(match[1] or 0))
        elif match := re.search(r"(\d+) passed, (\d+) failed", line):  # ours
            found = Counts(int(match[1]), int(match[2]))
        elif match := re.match(r"^Ran (\d+) tests? in", line):  # unittest: passed, corrected below
            found = Counts(int(match[1]), 0)
        elif match := re.match(r"^FAILED \((.*)\)$", line):
            bad = sum(int(n) for n in re.findall(r"(?:failures|errors)=(\d+)", match[1]))
            found = Counts((found.passed if found else bad) - bad, bad)
    return found


def result_of(exit_code: int, output: str) -> Counts:
    counts = counts_in(output)
    if counts is None:
        return Counts(1, 0) if exit_code == 0 else Counts(0, 1)
    if exit_code != 0 and counts.failed == 0:
        return Counts(counts.passed, 1)
    return counts


def run(step: Step, log: Path) -> tuple[int, str, float]:
    started = time.monotonic()
    with log.open("w+b") as file:
        done = subprocess.run(["bash", "-c", step.command], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT)
        file.seek(0)
        output = file.read().decode("utf-8", errors="replace")
    return done.returncode, output, time.monotonic() - started


def report(step: Step, counts: Counts, seconds: float) -> None:
    many = f"{counts.passed} passed" if counts.passed + counts.failed > 1 else ""
    print(f"  {'FAILED' if counts.failed else 'ok    '}  {step.name:<28} {seconds:7.1f} s  {many}".rstrip(), flush=True)


def side_by_side(steps: list[Step], logs: Path, first: int):
    """Runs neighbours that need nothing of one another; tells each with its log and outcome as soon as it ends."""
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE if steps[0].beside else 1) as pool:
        running = {}
        for number, step in enumerate(steps, first):
            if step.needs and not (ROOT / step.needs).exists():
                print(f"  absent  {step.name:<28} ({step.needs} is not here yet)", flush=True)
                continue
            log = logs / f"{number:02d}-{re.sub(r'[^a-z0-9]+', '-', step.name.lower()).strip('-')}.log"
            running[pool.submit(run, step, log)] = (step, log)
        for done in concurrent.futures.as_completed(running):
            yield *running[done], *done.result()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quiet", action="store_true", help="no closing count: for steps that build and test nothing")
    parser.add_argument("name")
    parser.add_argument("steps", nargs="+")
    arguments = parser.parse_args()
    steps = [parse_step(text) for text in arguments.steps]
    logs = ROOT / "build" / "logs" / arguments.name
    logs.mkdir(parents=True, exist_ok=True)

    total, started, stopped = Counts(0, 0), time.monotonic(), False
    first = 1
    for _, neighbours in itertools.groupby(steps, key=lambda step: step.beside or id(step)):
        group = list(neighbours)
        for step, log, code, output, seconds in side_by_side(group, logs, first):
            counts = result_of(code, output)
            report(step, counts, seconds)
            total.passed += counts.passed
            total.failed += counts.failed
            if counts.failed:
                print(f"--- {os.path.relpath(log, ROOT)} (exit {code})\n{output}--- end of {step.name}", flush=True)
            stopped = stopped or (counts.failed > 0 and step.stops)
        first += len(group)
        if stopped:
            print("  stopped: what follows needs it", flush=True)
            break
    if not arguments.quiet or total.failed:
        print(f"{arguments.name}: {time.monotonic() - started:.0f} s{', cut short' if stopped else ''}")
        print(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
