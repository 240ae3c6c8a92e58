#!/usr/bin/env bash
# Line coverage by the unit tests: build/coverage/html, and a line for each layer. base, record and engine want 95 %, the rest 80 %.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/build.sh coverage
find build/coverage -name '*.gcda' -delete
ctest --preset coverage -j "$(nproc)" >build/coverage/tests.log 2>&1 || { tail -n 40 build/coverage/tests.log; exit 1; }
lcov --quiet --capture --directory build/coverage --output-file build/coverage/all.info --ignore-errors mismatch 2>/dev/null ||
    lcov --quiet --capture --directory build/coverage --output-file build/coverage/all.info
lcov --quiet --extract build/coverage/all.info "$PWD/src/*" --output-file build/coverage/ours.info
lcov --quiet --remove build/coverage/ours.info '*_test.cpp' --output-file build/coverage/ours.info
genhtml --quiet --output-directory build/coverage/html build/coverage/ours.info
exec python3 - build/coverage/ours.info <<'PYTHON'
import re, sys
from collections import Counter

hit, all_lines, layer = Counter(), Counter(), ""
for line in open(sys.argv[1], encoding="utf-8"):
    if line.startswith("SF:"):
        layer = re.search(r"/src/([^/]+)/", line)[1]
    elif line.startswith("DA:"):
        all_lines[layer] += 1
        hit[layer] += not line.rstrip().endswith(",0")
low = 0
for layer, total in sorted(all_lines.items()):
    wanted = 95 if layer in ("base", "record", "engine") else 80
    share = 100 * hit[layer] / total
    low += share < wanted
    print(f"{layer:10} {share:5.1f} % of {total} lines{'' if share >= wanted else f', wanted {wanted} %'}")
sys.exit(1 if low else 0)
PYTHON
