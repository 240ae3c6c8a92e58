#!/usr/bin/env python3
"""How well `renkei links` finds the records of one attacker: pairs found, missed and wrong, against labels.linked_to.

Usage: tools/quality_links.py FILE --renkei BIN     FILE: JSON Lines as samples/consultations.jsonl
Exit status 0 when every labelled pair is found and no other.
"""
import argparse
import json
import subprocess
import sys


def pair(a, b):
    return tuple(sorted((a, b)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--renkei", required=True)
    options = parser.parse_args()
    with open(options.file, encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines if line.strip()]
    known = {case["id"] for case in cases}
    wanted = {pair(case["id"], other) for case in cases for other in case["labels"]["linked_to"] if other in known}
    printed = subprocess.run([options.renkei, "links", options.file], check=True, capture_output=True, text=True).stdout
    found = {}
    for line in printed.splitlines():
        link = json.loads(line)
        found[pair(link["a"], link["b"])] = link["reasons"]
    for a, b in sorted(wanted - found.keys()):
        print(f"missed {a} – {b}")
    for a, b in sorted(found.keys() - wanted):
        shown = ", ".join(f"{reason['type']} {reason['value']}" for reason in found[a, b])
        print(f"wrong  {a} – {b}: {shown}")
    right = len(wanted & found.keys())
    print(f"{len(cases)} cases: {right} of {len(wanted)} labelled pairs found, {len(found) - right} found that should not be")
    return 0 if right == len(wanted) == len(found) else 1


if __name__ == "__main__":
    sys.exit(main())
