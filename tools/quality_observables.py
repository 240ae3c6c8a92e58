#!/usr/bin/env python3
"""Observables: precision, recall, F1 of `renkei extract` against a labelled JSON Lines file.

Usage: quality_observables.py FILE --renkei BIN [--quiet even|odd]

FILE holds one case a line: {"id", "text", "labels": {"observables": [{"type", "value", "as_written"}]}}.
A finding is right when type and value are equal (of a bank account the first four parts). Its span is exact when
text[start:end] is the `as_written` of the label. The file is split by id into two halves: (digits of the id // 2) even
or odd. Rules were written from the even half; a gap between the halves over 5 points means rules about texts.
Exit code 0 when every target is met, 1 when not, 2 when the program could not run.
"""

import argparse
import collections
import json
import re
import subprocess
import sys

EXACT_TYPES = (
    "url domain email phone ipv4 ipv6 sha256 md5 btc_address eth_address trx_address txid bank_account card_number "
    "line_id telegram_id onion"
).split()
EXACT_TARGET = 0.99
ALL_TARGET = 0.93
GAP_LIMIT = 0.05


def half_of(case_id):
    digits = re.sub(r"\D", "", str(case_id))
    return "even" if (int(digits or 0) // 2) % 2 == 0 else "odd"


def key_of(observable):
    value = observable["value"]
    if observable["type"] == "bank_account":
        value = "|".join(value.split("|")[:4])
    return observable["type"], value


class Count:
    def __init__(self):
        self.right = self.missed = self.wrong = 0

    def add(self, other):
        self.right += other.right
        self.missed += other.missed
        self.wrong += other.wrong

    @property
    def precision(self):
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self):
        labelled = self.right + self.missed
        return self.right / labelled if labelled else 1.0

    @property
    def f1(self):
        total = 2 * self.right + self.missed + self.wrong
        return 2 * self.right / total if total else 1.0

    def row(self, name):
        return (
            f"{name:<16} {self.right:>5} {self.missed:>6} {self.wrong:>5}   "
            f"{self.precision:>6.1%} {self.recall:>6.1%} {self.f1:>6.1%}"
        )


def run(binary, path):
    answer = subprocess.run([binary, "extract", path], capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        sys.stderr.write(answer.stderr)
        sys.stderr.write(f"{binary} extract {path}: exit code {answer.returncode}\n")
        sys.exit(2)
    return {each["id"]: each["observables"] for each in map(json.loads, answer.stdout.splitlines())}


def compare(case, found):
    """Counts per type, and lines that tell what was wrong."""
    counts = collections.defaultdict(Count)
    told = []
    text = case["text"].encode()
    labels = {key_of(label): label for label in case["labels"]["observables"]}
    answers = {key_of(answer): answer for answer in found}
    spans_wrong = 0
    for key, label in labels.items():
        if key in answers:
            counts[key[0]].right += 1
            answer = answers[key]
            written = text[answer["start"] : answer["end"]].decode(errors="replace")
            if written != answer["as_written"]:
                told.append(f"{case['id']} {key[0]}: as_written {answer['as_written']!r} is not text[start:end] {written!r}")
                spans_wrong += 1
            elif written != label["as_written"]:
                told.append(f"{case['id']} {key[0]}: span {written!r}, labelled {label['as_written']!r}")
                spans_wrong += 1
        else:
            counts[key[0]].missed += 1
            told.append(f"{case['id']} missed {key[0]} {key[1]!r} (written {label['as_written']!r})")
    for key, answer in answers.items():
        if key not in labels:
            counts[key[0]].wrong += 1
            told.append(f"{case['id']} unlabelled {key[0]} {key[1]!r} (written {answer['as_written']!r})")
    return counts, told, spans_wrong


def merged(tables, names=None):
    total = Count()
    for table in tables:
        for name, count in table.items():
            if names is None or name in names:
                total.add(count)
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--renkei", required=True, help="the program, for example build/release/renkei")
    parser.add_argument("--quiet", choices=["even", "odd"], help="do not list the misses of this half (kept unread)")
    options = parser.parse_args()
    with open(options.file, encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines if line.strip()]
    findings = run(options.renkei, options.file)

    by_half = {"even": collections.defaultdict(Count), "odd": collections.defaultdict(Count)}
    spans = {"even": 0, "odd": 0}
    misses = []
    for case in cases:
        half = half_of(case["id"])
        counts, told, wrong = compare(case, findings.get(case["id"], []))
        for name, count in counts.items():
            by_half[half][name].add(count)
        spans[half] += wrong
        misses += [] if half == options.quiet else told

    missed_targets = []
    for title, tables in (
        ("half even (rules are written from this one)", [by_half["even"]]),
        ("half odd", [by_half["odd"]]),
        ("both", list(by_half.values())),
    ):
        print(f"== {title}\n{'type':<16} right missed wrong   prec.  recall     F1")
        for name in sorted({name for table in tables for name in table}):
            count = merged(tables, [name])
            print(count.row(name))
            if title == "both" and name in EXACT_TYPES and count.f1 < EXACT_TARGET:
                missed_targets.append(f"{name}: F1 {count.f1:.3f} < {EXACT_TARGET}")
        print(merged(tables, EXACT_TYPES).row("-- exact types"))
        print(merged(tables).row("-- all types"), "\n")
    overall = merged(by_half.values())
    gap = abs(merged([by_half["even"]]).f1 - merged([by_half["odd"]]).f1)
    if overall.f1 < ALL_TARGET:
        missed_targets.append(f"all types: F1 {overall.f1:.3f} < {ALL_TARGET}")
    if gap > GAP_LIMIT:
        missed_targets.append(f"gap between the halves {gap:.3f} > {GAP_LIMIT}")
    if sum(spans.values()):
        missed_targets.append(f"{sum(spans.values())} spans differ from the labels (even {spans['even']}, odd {spans['odd']})")
    print("\n".join(misses) if misses else "no misses")
    print(f"\n{len(cases)} cases, spans that differ: {sum(spans.values())}, gap between the halves: {gap:.3f}")
    print("targets met" if not missed_targets else "targets missed: " + "; ".join(missed_targets))
    return 1 if missed_targets else 0


if __name__ == "__main__":
    sys.exit(main())
