#!/usr/bin/env bash
# cppcheck over what the debug build compiles. Findings are errors; a wrong one gets an inline suppression with its reason.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -f build/debug/compile_commands.json ] || cmake --preset debug --log-level=WARNING >/dev/null
mkdir -p build/cppcheck
exec cppcheck --project=build/debug/compile_commands.json --cppcheck-build-dir=build/cppcheck --enable=warning,performance,portability \
    --inline-suppr --suppress='*:/usr/*' --suppress=internalAstError --error-exitcode=1 --quiet -j "$(nproc)"
