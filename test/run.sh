#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Runs every suite, keeps each one's output under build/test-logs, prints what failed and ends with one line:
# `N passed, N failed`. Called by `make test`.
set -uo pipefail
cd "$(dirname "$0")/.."
logs=build/test-logs
mkdir -p "$logs"
passed=0
failed=0
skipped=0

# report NAME STATUS PASSED FAILED SKIPPED SECONDS
report() {
  passed=$((passed + $3))
  failed=$((failed + $4))
  skipped=$((skipped + $5))
  printf '%-14s %5d passed %4d failed %4d skipped  %4d s\n' "$1" "$3" "$4" "$5" "$6"
  [ "$4" -eq 0 ] || tail -n 80 "$logs/$1.log"
}

# one NAME COMMAND…: a suite that counts as one test
one() {
  local name=$1 start=$SECONDS
  shift
  if "$@" > "$logs/$name.log" 2>&1; then report "$name" 0 1 0 0 $((SECONDS - start)); else report "$name" 1 0 1 0 $((SECONDS - start)); fi
}

# counted NAME COMMAND…: a suite that prints `N passed, N failed` lines or AVA's summary
counted() {
  local name=$1 start=$SECONDS status ok bad skip
  shift
  "$@" > "$logs/$name.log" 2>&1
  status=$?
  read -r ok bad skip < <(sed 's/\x1b\[[0-9;]*m//g' "$logs/$name.log" | awk '
    /^[0-9]+ passed, [0-9]+ failed$/ { ok += $1; bad += $3 }
    /^ +✔ / { ok += 1 }
    /^ +[0-9]+ tests? failed$/ { bad += $1 }
    /^ +[0-9]+ (uncaught exceptions?|unhandled rejections?)$/ { bad += $1 }
    /^ +[0-9]+ tests? skipped$/ { skip += $1 }
    END { print ok + 0, bad + 0, skip + 0 }')
  # A suite that died without saying what failed is one failure, so that a crash can never read as success.
  [ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
  [ "$status" -ne 0 ] || [ "$ok" -gt 0 ] || bad=1
  report "$name" "$status" "$ok" "$bad" "$skip" $((SECONDS - start))
}

# What the native suites compile, behind the build: its configuring, its profile and its links leave a core idle. What fails
# here fails again, and is told, in its suite.
nice -n 19 make --no-print-directory -j"$(nproc)" checked > "$logs/checked.log" 2>&1 &
checked=$!
trap 'kill "$checked" 2>/dev/null' EXIT
one build make --no-print-directory build
one generated make --no-print-directory gen-check
one lint make --no-print-directory lint
wait "$checked"
counted native make --no-print-directory test-native
counted typescript make --no-print-directory test-ts
one sanitized-addon bash test/sanitized-addon.sh
one fuzz make --no-print-directory fuzz SECONDS=total:20

grep -h 'SKIP' "$logs"/*.log | sort -u | head -n 20
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
