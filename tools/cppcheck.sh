#!/usr/bin/env bash
# cppcheck over what the debug build compiles of src, tests aside. Findings are errors; a wrong one gets an inline suppression with its reason.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset debug --log-level=WARNING >/dev/null
mkdir -p build/cppcheck
python3 - build/debug/compile_commands.json build/cppcheck/compile_commands.json <<'PYTHON'
import json, sys

units = json.load(open(sys.argv[1], encoding="utf-8"))
ours = [unit for unit in units if "/src/" in unit["file"] and not unit["file"].endswith("_test.cpp")]
json.dump(ours, open(sys.argv[2], "w", encoding="utf-8"))
PYTHON
# What cppcheck 2.10 gets wrong everywhere, and who judges it instead: missingReturn (a switch over all enumerators, a coroutine) is
# -Wreturn-type of both compilers; returnStdMoveLocal (it takes a reference for a local) is clang's -Wpessimizing-move;
# mismatchingContainerExpression does not know that std::ranges::unique gives a part of its own argument; passedByValue (it counts members,
# also of what is changed and returned) is clang-tidy's performance-unnecessary-value-param.
exec cppcheck --project=build/cppcheck/compile_commands.json --cppcheck-build-dir=build/cppcheck --enable=warning,performance,portability \
    --library=tools/cppcheck.cfg --inline-suppr --suppress='*:/usr/*' --suppress=internalAstError \
    --suppress=missingReturn --suppress=returnStdMoveLocal --suppress=mismatchingContainerExpression --suppress=passedByValue \
    --error-exitcode=1 --quiet -j "${JOBS:-$(nproc)}"
