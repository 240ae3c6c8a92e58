#!/usr/bin/env bash
# Runs each fuzzer in turn: tests/fuzz/run_fuzzers.sh SECONDS [NAME...]. Exit 1 on a finding; its minimised input is in build/fuzz-findings.
set -uo pipefail
seconds=${1:?usage: tests/fuzz/run_fuzzers.sh SECONDS [NAME...]}
shift
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$root/build/fuzz
findings=$root/build/fuzz-findings
cd "$root" || exit 1
{ cmake --preset fuzz >"$root/build/fuzz-configure.log" 2>&1 || (mkdir -p "$root/build" && cmake --preset fuzz); } || exit 1

names=("$@")
if [ ${#names[@]} -eq 0 ]; then
    for source in tests/fuzz/*/*_fuzz.cpp; do
        names+=("$(basename "$(dirname "$source")")")
    done
fi
ninja -C "$build" "${names[@]/%/_fuzz}" || exit 1

# Leaks at exit of third-party caches are not ours; everything else stops at once.
export ASAN_OPTIONS=${ASAN_OPTIONS:-abort_on_error=0:allocator_may_return_null=0}
symbolizer=$(command -v llvm-symbolizer-16) && export ASAN_SYMBOLIZER_PATH=$symbolizer
failed=0
table=$(printf '%-24s %10s %12s %10s %9s\n' fuzzer seconds executions per_second result)
for name in "${names[@]}"; do
    corpus=$build/corpus/$name
    mkdir -p "$corpus" "$findings/$name"
    log=$findings/$name/log.txt
    "$build/fuzz/${name}_fuzz" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 -max_len=65536 \
        -print_final_stats=1 -artifact_prefix="$findings/$name/" "$corpus" "tests/fuzz/seeds/$name" >"$log" 2>&1
    code=$?
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    speed=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log")
    result=ok
    if [ $code -ne 0 ]; then
        failed=1
        result=FINDING
        for input in "$findings/$name"/crash-* "$findings/$name"/timeout-* "$findings/$name"/oom-*; do
            case $input in *-\* | *.minimised) continue ;; esac
            "$build/fuzz/${name}_fuzz" -minimize_crash=1 -max_total_time=60 -exact_artifact_path="$input.minimised" \
                "$input" >>"$log" 2>&1
        done
    fi
    table+=$'\n'$(printf '%-24s %10s %12s %10s %9s' "$name" "$seconds" "${executions:--}" "${speed:--}" "$result")
done
echo "$table"
[ $failed -eq 0 ] || echo "findings: $findings" >&2
exit $failed
