#!/usr/bin/env bash
# tools/build.sh PRESET [TARGET…]: configure (once) and build with the CMake preset. Quiet unless something is wrong.
set -euo pipefail
cd "$(dirname "$0")/.."
preset=$1
shift
[ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" --log-level=WARNING >/dev/null
exec ninja -C "build/$preset" --quiet -j "${JOBS:-$(nproc)}" "$@"
