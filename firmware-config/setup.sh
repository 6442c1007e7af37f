#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes a fresh Debian 12 with Node ready to build: missing Debian packages, the Node version, node_modules.
# Does nothing, quickly, when all is there. Run by `make setup`.
set -eu
cd "$(dirname "$0")/.."

node -e 'const [a,b]=process.versions.node.split(".").map(Number); process.exit(a>20||(a===20&&b>=19)?0:1)' 2>/dev/null || {
  echo "error: Node 20.19 or later is needed, found $(node --version 2>/dev/null || echo none); install it and try again" >&2
  exit 1
}

missing=
for package in $(grep -v '^#' firmware-config/debian-packages); do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
  echo "installing Debian packages:$missing" >&2
  as_root=
  [ "$(id -u)" = 0 ] || as_root=sudo
  if [ -n "$as_root" ] && ! command -v sudo >/dev/null; then
    echo "error: these Debian packages are missing:$missing; run as root: apt-get install$missing" >&2
    exit 5
  fi
  $as_root apt-get update -q >&2
  # shellcheck disable=SC2086 # one word a package
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -q --no-install-recommends $missing >&2
fi

# Headers of the running Node, beside its executable or where Debian puts them: nothing is fetched to build.
prefix=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
[ -f "$prefix/include/node/node.h" ] && export npm_config_nodedir="$prefix"

stamp=node_modules/.sigwarden-lock
if ! cmp -s package-lock.json "$stamp" 2>/dev/null; then
  npm ci --no-audit --no-fund >&2
  cp package-lock.json "$stamp"
fi
