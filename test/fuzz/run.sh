#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Runs fuzz targets (build/fuzz/bin), so many at a time, and prints a line for each: edges covered, inputs kept, executions
# a second. Stops at nothing: a target that fails says where its input lies, and the exit code is 1.
#   run.sh SECONDS JOBS TARGET…         each for SECONDS; what is found stays in build/fuzz/corpus
#   run.sh cpu:SECONDS JOBS TARGET…     each until it has had so many seconds of a core, however busy the machine is
#   run.sh total:SECONDS JOBS TARGET…   all together for SECONDS, from the seeds alone, and nothing stays
# Seeds are test/fuzz/TARGET and those that the case files give (build/cases/seeds); test/fuzz/TARGET.dict is its dictionary.
set -uo pipefail
cd "$(dirname "$0")/../.."

# count SECONDS-FILE: sets `spent` to what this shell's children have had of a core, in whole seconds.
count() {
  times > "$1"
  spent=$(awk 'NR == 2 { for (i = 1; i <= 2; i++) { split($i, part, /[ms]/); sum += part[1] * 60 + part[2] } } END { print int(sum) }' "$1")
  rm -f "$1"
}

# one SECONDS|cpu:SECONDS KEEP TARGET
one() {
  local seconds=${1#cpu:} keep=$2 target=$3 corpus log=build/fuzz/$3.log options=() status=0 spent=0
  if [ "$keep" = 1 ]; then corpus=build/fuzz/corpus/$target; else corpus=$(mktemp -d); fi
  mkdir -p "$corpus" build/fuzz/found
  [ ! -f "test/fuzz/$target.dict" ] || options+=("-dict=test/fuzz/$target.dict")
  local folders=("$corpus")
  for folder in "test/fuzz/$target" "build/cases/seeds/$target"; do [ ! -d "$folder" ] || folders+=("$folder"); done
  # libFuzzer counts time by the clock, so seconds of a core are reached in rounds; what a round found, the next begins with.
  : > "$log"
  while
    local round=$seconds
    [ "$1" = "$seconds" ] || round=$((seconds - spent))
    # The time limit is generous: a machine that does other things is no slow input.
    build/fuzz/bin/"$target" -max_total_time="$round" -timeout=25 -rss_limit_mb=2048 -print_final_stats=1 \
      -artifact_prefix="build/fuzz/found/$target-" "${options[@]}" "${folders[@]}" >> "$log" 2>&1 || status=$?
    count "$log.times"
    [ "$status" -eq 0 ] && [ "$1" != "$seconds" ] && [ "$spent" -lt "$seconds" ]
  do :; done
  [ "$keep" = 1 ] || rm -rf "$corpus"
  if [ "$status" -ne 0 ]; then
    grep -vE '^(#|INFO|stat::|[[:space:]]*NEW_FUNC)' "$log" | cut -c 1-160 | tail -n 30
    printf 'FAIL %s: input %s, log %s\n' "$target" "$(sed -n 's/^.*Test unit written to //p' "$log" | tail -n 1)" "$log"
    return 1
  fi
  awk -v target="$target" -v had="$spent" '
    / cov: / { for (i = 1; i < NF; i++) { if ($i == "cov:") edges = $(i + 1); if ($i == "corp:") inputs = $(i + 1) } }
    /^stat::number_of_executed_units:/ { runs += $2 }
    END { sub("/.*", "", inputs); printf "%-12s %6d edges %6d inputs %10d executions in %4d s of a core\n", target, edges, inputs, runs, had }' "$log"
}

if [ "$1" = one ]; then
  shift
  one "$@"
  exit
fi
seconds=$1 jobs=$2 keep=1
shift 2
case $seconds in total:*)
  keep=0
  seconds=$((${seconds#total:} * jobs / $#))
  [ "$seconds" -gt 0 ] || seconds=1
  ;;
esac
printf '%s\n' "$@" | xargs -P "$jobs" -n 1 bash "$0" one "$seconds" "$keep" || exit 1
