#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# `make demo`: from octets to a report, on traffic that the lab forges and, where they lie beside the checkout, on real
# captures. Everything it writes goes to build/demo, made anew each time.
set -euo pipefail
cd "$(dirname "$0")/.."
out=build/demo
rm -rf "$out"
mkdir -p "$out"
captures=${SIGWARDEN_CAPTURES:-../shared/captures}

step() { printf '\n\033[1m== %s\033[0m\n' "$1"; }
run() {
  printf '\033[2m$ ./sigwarden %s\033[0m\n' "$*"
  ./sigwarden "$@"
}

step "1. A world: eighteen months of roaming life on a home operator's interconnect, with a story in it"
run lab samples "$out/samples"
run lab generate --scenario far-from-home --seed 2019 --messages 20000 -o "$out/world.pcap"

step "2. One message, every field (the layers of a location question)"
run decode "$out/samples/ss7-location-qinq-ns.pcap" --limit 1

step "3. Screen the world: who asked what about whom, and was that address entitled to ask"
run screen "$out/world.pcap" --config "$out/world.toml" --store "$out/store" || true

step "4. The same without any configuration: what can honestly be said then"
run screen "$out/world.pcap" --home 001-01 --limit 8 || true

step "5. Flagged sessions, and one of them as a ladder"
run sessions list --store "$out/store" --severity high --limit 10
id=$(./sigwarden sessions list --store "$out/store" --rule cat1.interconnect --limit 1 --json 2> /dev/null | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p' | head -n 1)
[ -n "$id" ] || id=$(./sigwarden sessions list --store "$out/store" --limit 1 --json 2> /dev/null | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p' | head -n 1)
run sessions show "$id" --store "$out/store"
run rules why "$id" --store "$out/store"
run sessions export "$id" --store "$out/store" -o "$out/evidence.pcapng"

step "6. The brief report"
run report --brief --internal --store "$out/store"

step "7. The same alive: played at 20,000 frames a second between two namespaces, heard by the appliance"
if [ "$(id -u)" = 0 ] && unshare --net true 2> /dev/null; then
  listen="sigwarden run --interface {interface} --config {config} --store $PWD/$out/live --control $PWD/$out/control.sock"
  if run lab play "$out/world.pcap" --rate 20000 --tap "$listen"; then
    run sessions list --store "$out/live" --severity high --limit 5
  else
    echo 'SKIP live capture: the line above says why'
  fi
else
  echo 'SKIP live capture: network namespaces and listening need root'
fi

if [ -d "$captures" ]; then
  step "8. Real captures, written by other projects"
  for file in P1sec__pycrate/tcapmap_pcapr_4_LU.pcap magma__magma/inbound_roaming_01_210505_130828-1.pcapng aboutsip__pkts/hist_ef564b3_diameter.pcap; do
    [ -f "$captures/$file" ] && run screen "$captures/$file" --limit 5
  done
else
  printf '\nSKIP real captures: no folder %s (set SIGWARDEN_CAPTURES)\n' "$captures"
fi
printf '\nEverything above lies in %s; open %s in Wireshark.\n' "$out" "$out/evidence.pcapng"
