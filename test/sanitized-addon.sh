#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# One pass of the addon inside Node with ASan and UBSan: the binding is the one native part that the native tests cannot
# reach. Builds the addon over the checked library, preloads ASan, decodes and screens every capture at hand.
set -euo pipefail
cd "$(dirname "$0")/.."
make --no-print-directory -j"$(nproc)" build/checked/sigwarden.node
asan=$(clang -print-file-name=libclang_rt.asan-x86_64.so)
export SIGWARDEN_ADDON=$PWD/build/checked/sigwarden.node
# Node itself leaks at exit and dlopens the addon late: leaks are the native tests' business.
export ASAN_OPTIONS=detect_leaks=0:abort_on_error=0:exitcode=99:verify_asan_link_order=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node dist/src/cli/main.js lab generate --scenario far-from-home --seed 7 --messages 4000 -o "$work/w.pcap" > /dev/null
files=("$work/w.pcap")
# The case files of test/decode, whole and cut, where `make test-native` or `make fuzz` has written them.
for file in build/cases/*.pcapng; do [ ! -f "$file" ] || files+=("$file"); done
while IFS= read -r file; do files+=("$file"); done < <(find "${SIGWARDEN_CAPTURES:-../shared/captures}" -name '*.pcap*' 2>/dev/null | sort)
# share FILE…: what it makes of them goes nowhere; how it ends is the test. Few at a time, so that no core is left with much.
share() {
  local said=$work/$BASHPID status=0
  LD_PRELOAD=$asan node dist/test/sanitized-addon.js "$@" > /dev/null 2> "$said" || status=$?
  [ "$status" -eq 0 ] || { echo "FAIL: exit $status"; tail -n 40 "$said"; return 1; }
}
export -f share
export asan work
printf '%s\0' "${files[@]}" | xargs -0 -P "$(nproc)" -n 13 bash -c 'share "$@"' _
echo "decoded and screened ${#files[@]} captures under ASan and UBSan"
