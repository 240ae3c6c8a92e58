#!/usr/bin/env bash
# tools/build.sh PRESET [TARGET…]: configure (once) and build with the CMake preset. Quiet unless something is wrong.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.tools/node/bin:$PATH"
preset=$1
shift
# The list of banks and branches, for every preset: build/data/banks.tsv, from the npm package that scripts/setup put into tools/.
banks=build/data/banks.tsv
if [ tools/node_modules/zengin-code/package.json -nt "$banks" ] || [ tools/make_banks.mjs -nt "$banks" ]; then
    node tools/make_banks.mjs "$banks"
fi
[ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" --log-level=WARNING >/dev/null
exec ninja -C "build/$preset" --quiet -j "${JOBS:-$(nproc)}" "$@"
