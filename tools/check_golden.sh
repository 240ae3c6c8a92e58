#!/usr/bin/env bash
# The interface, the stores' schemas and the rights as files under review: openapi.json, schema.sqlite.sql, schema.postgresql.sql (what a
# PostgreSQL server of the tests' own says after all migrations), docs/rights.md.
# usage: tools/check_golden.sh [--accept] PROGRAM     --accept writes them instead of comparing
set -euo pipefail
cd "$(dirname "$0")/.."

accept=0
if [ "${1:-}" = --accept ]; then
  accept=1
  shift
fi
program=${1:?usage: tools/check_golden.sh [--accept] PROGRAM}
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT

"$program" developer openapi >"$fresh/openapi.json"
env -u RENKEI_TEST_POSTGRESQL "$program" developer schema >"$fresh/schema.sqlite.sql"
tests/support/postgresql_cluster run "$program" developer schema >"$fresh/schema.postgresql.sql"
mkdir "$fresh/docs"
"$program" developer rights >"$fresh/docs/rights.md"

status=0
for name in openapi.json schema.sqlite.sql schema.postgresql.sql docs/rights.md; do
  if [ "$accept" = 1 ]; then
    cp "$fresh/$name" "$name"
    echo "wrote $name"
  elif ! diff -u --label "$name (committed)" --label "$name (this program)" "$name" "$fresh/$name" >"$fresh/difference" 2>&1; then
    head -60 "$fresh/difference"
    echo "$name differs from what this program prints: if that is meant, run tools/check_golden.sh --accept $program and commit the file with its cause"
    status=1
  fi
done
exit "$status"
