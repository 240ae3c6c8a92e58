#!/usr/bin/env bash
# tools/check_format.sh [--fix] [FILE…]: C++ as clang-format 16 writes it. Without files: all of them.
set -euo pipefail
cd "$(dirname "$0")/.."
mode=(--dry-run --Werror)
if [ "${1:-}" = --fix ]; then
    mode=(-i)
    shift
fi
if [ $# = 0 ]; then
    mapfile -t files < <(git ls-files --cached --others --exclude-standard -- 'src/*.h' 'src/*.cpp' 'tests/*.h' 'tests/*.cpp' 'bench/*.h' 'bench/*.cpp')
else
    files=("$@")
fi
existing=()
for file in "${files[@]}"; do
    [ ! -f "$file" ] || existing+=("$file")
done
[ ${#existing[@]} -gt 0 ] || exit 0
# One line a file says enough: `make format` mends it.
if ! findings=$(printf '%s\0' "${existing[@]}" | xargs -0 -P "$(nproc)" -n 16 clang-format-16 "${mode[@]}" 2>&1); then
    grep -oE '^[^: ]+:[0-9]+:[0-9]+: error' <<<"$findings" | awk -F: '!($1 in n){print $1 ":" $2 ": not in the house format"} {n[$1] = 1}'
    echo "Mend all of them with: make format" >&2
    exit 1
fi
