#!/usr/bin/env python3
"""Compares `renkei triage` with labelled consultations and prints counts beside rates, per half and over all.

  tools/quality_triage.py samples/consultations.jsonl --renkei build/release/renkei

The halves are by CRC-32 of the id: rules are written from half A, half B is only scored. A case that stands among the
worked examples of the type is remembered, not understood: it is counted per half and left out of the gap. Exit status 0
when every target is met over the cases without `doubt`, 1 when one is missed, 2 when the program could not be run.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

TARGETS = {
    "stat_category": 0.90,
    "internal_type": 0.80,
    "class": 0.90,
    "is_cyber_crime": 0.85,
    "immediate recall": 1.00,
    "immediate precision": 0.75,
    "specialist precision": 0.80,
    "guidance recall": 0.80,
}
MOST_MISSED_SPECIALIST = 1
LARGEST_GAP = 0.05
GAP_TABLES = ("stat_category", "internal_type", "class", "is_cyber_crime", "guidance recall")
EXAMPLES = Path(__file__).resolve().parents[1] / "data" / "triage"
RUN = 8  # characters; two texts that share half of their runs are one text, mended at most


def half_of(case_id):
    return "AB"[zlib.crc32(case_id.encode()) % 2]


def runs(text):
    close = re.sub(r"\s", "", text)
    return {close[i : i + RUN] for i in range(len(close) - RUN + 1)}


def remembered(cases, folder):
    """The ids of the cases whose text is, for the most part, one of the worked examples."""
    holders = {}
    number = 0
    for path in sorted(folder.glob("examples*.yaml")):
        for text in re.findall(r'^\s+- "(.*)"$', path.read_text("utf-8"), re.MULTILINE):
            number += 1
            for part in runs(text):
                holders.setdefault(part, []).append(number)
    ids = set()
    for case in cases:
        own = runs(case["text"])
        shared = {}
        for part in own:
            for holder in holders.get(part, ()):
                shared[holder] = shared.get(holder, 0) + 1
        if own and max(shared.values(), default=0) > len(own) / 2:
            ids.add(case["id"])
    return ids


def run(renkei, path, cases):
    """Only what an officer would have goes in: the labels stay outside."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as bare:
        for case in cases:
            bare.write(json.dumps({k: case[k] for k in ("id", "channel", "kind", "text")}, ensure_ascii=False) + "\n")
        bare.flush()
        result = subprocess.run([*renkei, "triage", bare.name], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        print(f"{path}: {' '.join(renkei)} triage: exit {result.returncode}\n{result.stderr}", file=sys.stderr)
        sys.exit(2)
    return {answer["id"]: answer for answer in map(json.loads, result.stdout.splitlines())}


def is_right(table, label, answer):
    if table == "class":
        return answer["class"] in (label["classes_all"] or ["none"])
    return answer[table] == label[table]


def rate(right, total):
    return right / total if total else 1.0


def counted(right, total):
    return f"{right:>4} / {total:<4} {100 * rate(right, total):5.1f} %"


def measure(cases, answers):
    figures = {}
    pairs = [(case["labels"], answers[case["id"]]) for case in cases]
    for table in ("stat_category", "internal_type", "class", "is_cyber_crime", "urgency", "needs_specialist"):
        figures[table] = (sum(is_right(table, label, answer) for label, answer in pairs), len(pairs))
    for name, wanted, given in (
        ("immediate", [x["urgency"] == "immediate" for x, _ in pairs], [y["urgency"] == "immediate" for _, y in pairs]),
        ("specialist", [x["needs_specialist"] for x, _ in pairs], [y["needs_specialist"] for _, y in pairs]),
    ):
        both = sum(w and g for w, g in zip(wanted, given))
        figures[name + " recall"] = (both, sum(wanted))
        figures[name + " precision"] = (both, sum(given))
    for name in ("guidance", "offences"):
        expected = sum(len(label[name]) for label, _ in pairs)
        given = sum(len(answer[name]) for _, answer in pairs)
        both = sum(len(set(label[name]) & set(answer[name])) for label, answer in pairs)
        figures[name + " recall"] = (both, expected)
        figures[name + " precision"] = (both, given)
    figures["guidance per case"] = (sum(len(answer["guidance"]) for _, answer in pairs), len(pairs))
    return figures


def print_table(groups):
    names = list(next(iter(groups.values())))
    print(f"{'':24}" + "".join(f"{title:>24}" for title in groups))
    for name in names:
        print(f"{name:24}" + "".join(f"{counted(*figures[name]):>24}" for figures in groups.values()))


def print_misses(cases, answers, head, of_b):
    """What half B says stays unread unless it is asked for by name: who reads it writes rules about it."""
    for case in cases:
        label, answer = case["labels"], answers[case["id"]]
        misses = [
            f"{table}: {answer[table]} (expected {label['classes_all'] if table == 'class' else label[table]})"
            for table in ("stat_category", "internal_type", "class", "is_cyber_crime", "urgency", "needs_specialist")
            if not is_right(table, label, answer)
        ]
        missing = sorted(set(label["guidance"]) - set(answer["guidance"]))
        if missing:
            misses.append("guidance missing: " + ", ".join(missing))
        if misses:
            doubt = f"  [doubt: {label['doubt']}]" if label["doubt"] else ""
            half = half_of(case["id"])
            print(f"\n{case['id']} half {half}  {case['text'][:head] if half == 'A' or of_b else '(text kept unread)'}{doubt}")
            print("    " + "\n    ".join(misses))


def print_gaps(halves, answers, known):
    """How far half B falls behind half A; half B ahead says nothing about the rules."""
    unknown = {half: [case for case in part if case["id"] not in known] for half, part in halves.items()}
    counts = ", ".join(f"{len(part) - len(unknown[half])} of {len(part)} in half {half}" for half, part in halves.items())
    print(f"cases among the worked examples: {counts}")
    if not all(unknown.values()):
        print("no gap between the halves can be measured: one of them stands among the worked examples")
        return
    a, b = (measure(unknown[half], answers) for half in "AB")
    gaps = {table: rate(*a[table]) - rate(*b[table]) for table in GAP_TABLES}
    print("half A before half B: " + ", ".join(f"{table} {100 * gap:+.1f}" for table, gap in gaps.items()) + " points")
    for table, gap in gaps.items():
        if gap > LARGEST_GAP:
            print(f"gap between the halves: {table} {100 * gap:.1f} points")


def missed_targets(figures):
    missed = [name for name, least in TARGETS.items() if rate(*figures[name]) < least]
    found, wanted = figures["specialist recall"]
    if wanted - found > MOST_MISSED_SPECIALIST:
        missed.append(f"specialist recall: {wanted - found} missed")
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--renkei", required=True, nargs="+", help="the program and, if need be, its first arguments")
    parser.add_argument("--misses", choices=("A", "B", "all", "none"), default="all", help="B also shows the texts of half B")
    parser.add_argument("--examples", type=Path, default=EXAMPLES, help="folder of the tables the program was started with")
    parser.add_argument("--head", type=int, default=60, help="characters of text shown with a miss")
    arguments = parser.parse_args()

    with arguments.file.open(encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines if line.strip()]
    answers = run(arguments.renkei, arguments.file, cases)
    sure = [case for case in cases if not case["labels"]["doubt"]]
    halves = {half: [case for case in sure if half_of(case["id"]) == half] for half in "AB"}

    if arguments.misses != "none":
        shown = [c for c in cases if arguments.misses in ("all", half_of(c["id"]))]
        print_misses(shown, answers, arguments.head, arguments.misses == "B")
        print()
    groups = {f"half {half}, no doubt": measure(part, answers) for half, part in halves.items()}
    groups["no doubt"] = measure(sure, answers)
    groups["all cases"] = measure(cases, answers)
    print_table(groups)

    print_gaps(halves, answers, remembered(sure, arguments.examples))
    missed = missed_targets(groups["no doubt"])
    for name in missed:
        print(f"target missed: {name}")
    print("all targets met" if not missed else f"{len(missed)} target(s) missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
