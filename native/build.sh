#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Compiles the native module into build/Release: the first time twice, with a run over a forged world in between that
# counts which branches honest traffic takes (binding.gyp says why). The counts lie beside the objects and serve later
# compilations too: what has changed since is compiled without them, until `make clean`. Called by `make native`.
set -euo pipefail
cd "$(dirname "$0")/.."
jobs=${JOBS:-$(nproc)}
mkdir -p build
exec 3>&2 > build/native.log 2>&1
trap 'status=$?; [ $status -eq 0 ] || cat build/native.log >&3; exit $status' EXIT

configure() { npm run --silent native:configure -- -- -Dprofile="$1"; }
compile() { npm run --silent native:incremental -- --jobs "$jobs"; }

# In a small world the story fills a hundredth of the messages, and what writes findings is laid out among what every message
# runs through: with this one it is 3 % less for a message.
messages=250000

if [ ! -f build/profile ]; then
  echo 'compiling the native module, first to learn its hot paths (build/native.log)' >&3
  rm -rf build/Release
  configure generate
  compile
  if node dist/src/cli/main.js bench --messages "$messages" --runs 1; then
    configure use
  else
    # A machine that cannot run it can still build it.
    echo 'the module does not run here: compiled without its hot paths, which makes it slower (build/native.log)' >&3
    configure none
  fi
  touch build/profile
else
  echo 'compiling the native module (build/native.log)' >&3
  find native -name '*.cpp' | LC_ALL=C sort > build/sources.new
  cmp -s build/sources.new build/sources && [ build/Makefile -nt binding.gyp ] || configure use
fi
find native -name '*.cpp' | LC_ALL=C sort > build/sources
compile
