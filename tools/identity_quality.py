#!/usr/bin/env python3
"""How well people and companies are recognised: precision and recall of what `renkei identify` suggests, by kind of pair.

  tools/identity_quality.py [samples/identity.jsonl] --renkei build/release/renkei [--verbose]

Exit status 1 when precision is under 0.98, recall under 0.9, or a pair that shares a name alone is suggested.
"""

import argparse
import collections
import json
import subprocess
import sys


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", default="samples/identity.jsonl")
    parser.add_argument("--renkei", required=True)
    parser.add_argument("--verbose", action="store_true", help="print each wrong pair with its reasons")
    options = parser.parse_args()
    with open(options.file, encoding="utf-8") as lines:
        pairs = [json.loads(line) for line in lines if line.strip()]
    printed = subprocess.run([options.renkei, "identify", options.file], check=True, capture_output=True, text=True).stdout
    answers = {answer["id"]: answer for answer in map(json.loads, printed.splitlines())}
    right = collections.Counter()
    kinds = collections.defaultdict(lambda: [0, 0])
    for pair in pairs:
        answer = answers[pair["id"]]
        right[pair["same"], answer["suggested"]] += 1
        kinds[pair["same"], pair["hard"]][0] += answer["suggested"] == pair["same"]
        kinds[pair["same"], pair["hard"]][1] += 1
        if options.verbose and answer["suggested"] != pair["same"]:
            told = [" / ".join(str(value) for key, value in pair[side].items() if key != "kind" and value) for side in "ab"]
            reasons = " ".join(f"{reason['points']:+} {reason['ja']}" for reason in answer["reasons"])
            print(f"{'missed' if pair['same'] else 'wrong '} {pair['id']} {pair['hard']}: {told[0]} | {told[1]} → {answer['score']} {'' if answer['found'] else 'not found '}{reasons}")
    for (same, kind), (good, all_of) in sorted(kinds.items(), reverse=True):
        print(f"{'same' if same else 'not '} {good:3} of {all_of:3}  {kind}")
    found, missed, wrong = right[True, True], right[True, False], right[False, True]
    precision, recall = found / max(1, found + wrong), found / max(1, found + missed)
    print(f"{len(pairs)} pairs: precision {precision:.3f} ({wrong} wrong), recall {recall:.3f} ({missed} missed)")
    by_name_alone = kinds[False, "a name alone"]
    return 0 if precision >= 0.98 and recall >= 0.9 and by_name_alone[0] == by_name_alone[1] else 1


if __name__ == "__main__":
    sys.exit(main())
