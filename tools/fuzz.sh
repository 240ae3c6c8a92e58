#!/usr/bin/env bash
# tools/fuzz.sh seeds           replay the seeds of every fuzzer (what CI does)
# tools/fuzz.sh run SECONDS [NAME…]  fuzz each for so long; findings go to build/fuzz/findings/NAME, new inputs to build/fuzz/corpus/NAME
# A fuzzer is tests/fuzz/NAME/NAME_fuzz.cpp, built as NAME_fuzz by the preset `fuzz`; its seeds are tests/fuzz/seeds/NAME.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
mode=${1:-seeds} seconds=0
shift
if [ "$mode" = run ]; then
    seconds=${1:?how many seconds?}
    shift
fi
tools/build.sh fuzz || exit 1
if [ $# -gt 0 ]; then
    names=("$@")
else
    mapfile -t names < <(cd tests/fuzz && ls -d */*_fuzz.cpp | cut -d/ -f1 | sort)
fi
passed=0 failed=0
for name in "${names[@]}"; do
    program=build/fuzz/tests/fuzz/${name}_fuzz
    [ -x "$program" ] || program=$(find build/fuzz -name "${name}_fuzz" -type f -executable | head -n 1)
    findings=build/fuzz/findings/$name corpus=build/fuzz/corpus/$name log=build/fuzz/$name.log
    mkdir -p "$findings" "$corpus" "tests/fuzz/seeds/$name"
    options=(-rss_limit_mb=2048 -timeout=10 "-artifact_prefix=$findings/")
    if [ "$mode" = seeds ]; then
        set -- "${options[@]}" -runs=0 "tests/fuzz/seeds/$name"
    else
        set -- "${options[@]}" "-max_total_time=$seconds" -print_final_stats=1 "$corpus" "tests/fuzz/seeds/$name"
    fi
    if [ -n "$program" ] && "$program" "$@" >"$log" 2>&1; then
        passed=$((passed + 1))
        echo "$name: $(find "tests/fuzz/seeds/$name" -type f | wc -l) seeds$(awk '/stat::number_of_executed_units/{print ", " $2 " runs"}' "$log")"
    else
        failed=$((failed + 1))
        echo "$name: FAILED"
        tail -n 60 "$log" 2>/dev/null
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
