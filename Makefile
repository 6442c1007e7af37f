# SPDX-License-Identifier: Apache-2.0
# The only entry point: `make` alone lists the targets. Every target does the set-up that it needs.

SHELL := /bin/bash
.DEFAULT_GOAL := help
JOBS ?= $(shell nproc)
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

NATIVE_SOURCES := $(wildcard native/base/*.cpp native/capture/*.cpp native/decode/*.cpp native/state/*.cpp native/screen/*.cpp native/engine/*.cpp) \
  $(filter-out native/opener/main.cpp,$(wildcard native/opener/*.cpp))
NATIVE_TESTS := $(wildcard test/native/*.test.cpp)
FUZZ_TARGETS := $(patsubst native/fuzz/%.cpp,%,$(wildcard native/fuzz/*.cpp))
WARNINGS := -Wall -Wextra -Wconversion -Wshadow -Werror
# Checked once, for native tests, fuzz targets and the addon.
SANITIZE := -fsanitize=address,undefined
CHECKED := -std=c++20 -gline-tables-only -fPIC -march=x86-64-v3 $(WARNINGS) $(SANITIZE) \
  -fno-sanitize-recover=all -fno-omit-frame-pointer -I.

.PHONY: help setup build native checked lab-native bench-native gen gen-check distances test test-all test-native test-ts demo bench score soak fuzz lint format clean ci

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install what is missing: Debian packages, node_modules
	@firmware-config/setup.sh

dist/.built: package.json tsconfig.json $(shell find src test -name '*.ts' 2>/dev/null)
	@$(MAKE) --no-print-directory setup
	@tsc -p tsconfig.json
	@touch $@

build: dist/.built native lab-native bench-native ## compile TypeScript, the native module, the lab's sender, the yardstick

native: build/Release/sigwarden.node ## compile the native module

build/Release/sigwarden.node: binding.gyp native/build.sh $(NATIVE_SOURCES) native/opener/main.cpp $(filter-out native/lab/% native/bench/% native/fuzz/%,$(wildcard native/*/*.hpp)) $(wildcard native/binding/*.cpp) | dist/.built
	@$(MAKE) --no-print-directory setup
	@JOBS=$(JOBS) native/build.sh
	@touch $@

# The lab's sender of frames: a program of its own, packaged apart, no part of which is in the appliance. It reads captures with
# the appliance's reader; its kernel half is compiled for the kernel and becomes part of its file.
PLAYER_SOURCES := $(wildcard native/lab/*.cpp native/capture/capture_file.cpp native/capture/file_window.cpp native/capture/pcap*_file.cpp)
lab-native: build/lab/sigwarden-player ## compile the sender of the lab (needs libbpf-dev)
build/lab/play.bpf.o: native/lab/play.bpf.c native/lab/play_layout.h
	@$(MAKE) --no-print-directory setup
	@mkdir -p $(@D)
	@clang -O2 -g -target bpf -Wall -Wextra -Wno-unused-parameter -Werror -I. -isystem /usr/include/$(shell gcc -print-multiarch) -c $< -o $@
build/lab/sigwarden-player: build/lab/play.bpf.o $(PLAYER_SOURCES) $(wildcard native/lab/*.hpp native/capture/*.hpp native/base/*.hpp native/generated/*.hpp)
	@g++ -std=c++20 -O2 -march=x86-64-v3 $(WARNINGS) -I. -DSIGWARDEN_PLAY_OBJECT='"$<"' $(PLAYER_SOURCES) -lbpf -lpthread -o $@

# What the decoder is held against, a program of its own. After the module, whose profile is not to know it.
bench-native: build/bench/yardstick ## compile the yardstick of `make bench`
build/bench/yardstick: native/bench/yardstick.cpp native/bench/bare_decoder.hpp | build/Release/sigwarden.node
	@mkdir -p $(@D)
	@g++ -std=c++20 -O3 -march=x86-64-v3 $(WARNINGS) -I. $< -o $@

gen: dist/.built ## write C++ headers and the registry from src/schema, the coverage page from the rules
	@node dist/src/schema/generate.js
	@node dist/test/score/write-coverage.js

gen-check: dist/.built ## fail when a generated file is stale
	@node dist/src/schema/generate.js --check
	@node dist/test/score/write-coverage.js --check

distances: dist/.built ## make the table of distances between territories again (needs the npm registry)
	@mkdir -p build/map && cd build/map && npm pack --silent world-atlas@2.0.2 >/dev/null && tar xzf world-atlas-2.0.2.tgz
	@node dist/src/network/geography/generate.js build/map/package/countries-10m.json \
	  firmware-config/data/territories.csv firmware-config/data/territory-distances.csv

# Native code once more, checked: each test and each fuzz target is its own program over one library. The library counts its
# edges for libFuzzer. To optimise a test takes more than twice as long as to compile it, and more than it saves in its one
# run, but for those whose own loops are most of it.
AS_library := -O1 -fsanitize=fuzzer-no-link
AS_test := -O0
build/checked/%.o: COMPILED := library
build/checked/test/native/%.o: COMPILED := test
$(patsubst %,build/checked/test/native/%.test.o,cases live_engine policy secrets): COMPILED := library
build/checked/%.o: %.cpp | build/checked/library.pch build/checked/test.pch
	@mkdir -p $(@D)
	@clang++ $(AS_$(COMPILED)) $(CHECKED) -include-pch build/checked/$(COMPILED).pch -MMD -MP -c $< -o $@
.SECONDARY: build/checked/library.pch build/checked/test.pch
build/checked/%.pch: test/native/standard_library.hpp Makefile
	@mkdir -p $(@D)
	@clang++ $(AS_$*) $(CHECKED) -x c++-header $< -o $@
build/checked/libsigwarden.a: $(NATIVE_SOURCES:%.cpp=build/checked/%.o)
	@rm -f $@ && ar rcs $@ $^
build/checked/%.test: build/checked/%.test.o build/checked/libsigwarden.a
	@clang++ $(SANITIZE) $(filter %.o,$^) $(filter %.a,$^) -o $@
build/fuzz/bin/%: build/checked/native/fuzz/%.o build/checked/libsigwarden.a
	@mkdir -p $(@D)
	@clang++ $(SANITIZE) -fsanitize=fuzzer $^ -o $@
# The lab is no part of that library.
build/checked/test/native/lab_player.test: build/checked/native/lab/capture_feed.o build/checked/native/lab/fresh_round.o
# The frames of the case files, for the test that mutates them.
build/cases/whole.pcapng: dist/.built $(wildcard test/decode/*.md)
	@node dist/test/decode/write-runs.js $(@D)
build/checked/test/native/cases.test build/checked/test/native/allocations.test: build/cases/whole.pcapng

# The addon over the checked library, for test/sanitized-addon.sh.
NODE_INCLUDE := $(shell dirname $$(dirname $$(readlink -f $$(command -v node))))/include/node
BINDING := $(patsubst %.cpp,build/checked/%.o,$(wildcard native/binding/*.cpp))
$(BINDING): CHECKED += -isystem $(NODE_INCLUDE) -isystem node_modules/node-addon-api \
  -DNAPI_VERSION=9 -DNAPI_CPP_EXCEPTIONS -DNODE_GYP_MODULE_NAME=sigwarden
build/checked/sigwarden.node: $(BINDING) build/checked/libsigwarden.a
	@clang++ -shared -shared-libasan $(SANITIZE) $(BINDING) -Wl,--whole-archive build/checked/libsigwarden.a -Wl,--no-whole-archive -o $@

# All that is compiled checked, before any of it is linked to a program: for test/run.sh, which does it beside the build.
checked: $(NATIVE_TESTS:%.cpp=build/checked/%.o) $(FUZZ_TARGETS:%=build/checked/native/fuzz/%.o) build/checked/sigwarden.node

test-native: ## native tests under ASan and UBSan, without Node
	@$(MAKE) --no-print-directory -j$(JOBS) setup $(NATIVE_TESTS:%.cpp=build/checked/%)
	@printf '%s\n' $(NATIVE_TESTS:%.cpp=build/checked/%) | xargs -P $(JOBS) -I{} \
	  sh -c 'said=$$({} 2>&1); status=$$?; printf "# %s\n%s\n" {} "$$said"; exit $$status'

test-ts: build ## everything that runs on Node: units, command line transcripts, oracle
	@ava

SECONDS ?= 60
fuzz: build/cases/whole.pcapng ## run every fuzz target for SECONDS= each, JOBS= at a time
	@$(MAKE) --no-print-directory -j$(JOBS) setup $(FUZZ_TARGETS:%=build/fuzz/bin/%)
	@bash test/fuzz/run.sh $(SECONDS) $(JOBS) $(FUZZ_TARGETS)

test: ## all suites; the last line is the sum
	@$(MAKE) --no-print-directory setup
	@bash test/run.sh

demo: build ## forged and real traffic: findings with reasons, one session as a ladder, the brief report
	@bash firmware-config/demo.sh

bench: build ## what a message costs: walk, decode, whole path
	@./sigwarden bench

# PARTS= some of them, MESSAGES=, SEEDS=7,8 and SHARE=1/100 (hostile acts a message) another size, JSON=1 values
# instead of tables.
score: build ## how good the detection is, in parts that are not added up; FULL=1 at full size
	@node dist/test/score/main.js $(PARTS) $(if $(FULL),full) $(if $(JSON),json) \
	  $(if $(MESSAGES),messages=$(MESSAGES)) $(if $(SEEDS),seeds=$(SEEDS)) $(if $(SHARE),share=$(SHARE))

MINUTES ?= 10
RATE ?= 200000
soak: build ## the whole appliance on the lab's wire for MINUTES= at RATE= frames/s: nothing lost, memory flat
	@node dist/test/soak.js $$(( $(MINUTES) * 60 )) $(RATE)

lint: ## formatting and lint of both languages
	@$(MAKE) --no-print-directory setup
	@node_modules/@biomejs/cli-linux-x64/biome check --error-on-warnings .
	@clang-format --dry-run --Werror $$(git ls-files 'native/*.cpp' 'native/*.hpp' 'test/native/*.cpp' 'test/native/*.hpp' 'native/lab/*.[ch]' | grep -v '^native/generated/')

format: ## format both languages in place
	@node_modules/@biomejs/cli-linux-x64/biome check --write .
	@clang-format -i $$(git ls-files 'native/*.cpp' 'native/*.hpp' 'test/native/*.cpp' 'test/native/*.hpp' 'native/lab/*.[ch]' | grep -v '^native/generated/')

clean: ## remove what was built
	@rm -rf build dist

-include $(shell find build/checked -name '*.d' 2>/dev/null)
