# The front door. `make help` lists what there is; each target below is a few readable lines.
# Where things are: build/<preset>/ (CMake), web/dist/ (browser), var/ (demonstration data), build/logs/ (what a step said).
SHELL := /bin/bash
export PATH := $(CURDIR)/.tools/node/bin:$(PATH)
JOBS ?= $(shell nproc)
STEPS := python3 tools/run_steps.py

.DEFAULT_GOAL := help
.PHONY: help run build test check deep quality bench format migration screenshots clean

help: ## this list
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## build everything and serve the demonstration on this machine; prints the address
	@build/release/renkei serve --demo --data var/demo --samples samples/consultations.jsonl

build: ## build/release/renkei and web/dist
	@scripts/setup build
	@$(STEPS) --quiet build \
	  "program: tools/build.sh release renkei" \
	  "web if web/package.json: npm --prefix web run build"

test: ## what CI runs: everything that must hold before a change is merged
	@scripts/setup test
	@$(STEPS) test \
	  "format: tools/check_format.sh" \
	  "boundaries: tools/check_boundaries.py" \
	  "hygiene: tools/lint_repo.py" \
	  "tools: python3 -m unittest discover -s tools -p '*_test.py'" \
	  "web types and style if web/package.json: npm --prefix web run check" \
	  "web units if web/package.json: npm --prefix web test" \
	  "web build if web/package.json: npm --prefix web run build" \
	  "compile (asan, ubsan)!: tools/build.sh asan-ubsan" \
	  "units, fuzz seeds (asan, ubsan): ctest --preset asan-ubsan -j $(JOBS)" \
	  "scenarios (asan, ubsan): python3 tests/scenarios/run_scenarios.py --program build/asan-ubsan/renkei --jobs $(JOBS)" \
	  "golden files: tools/check_golden.sh build/asan-ubsan/renkei" \
	  "program!: tools/build.sh release renkei" \
	  "scenarios (postgresql) &: python3 tests/scenarios/run_scenarios.py --program build/release/renkei --store postgresql" \
	  "rights &: python3 tests/rights/run_rights.py --program build/release/renkei" \
	  "rights (postgresql) &: python3 tests/rights/run_rights.py --program build/release/renkei --store postgresql --only worlds" \
	  "faults (both stores) &: python3 tests/faults/run_faults.py --program build/release/renkei --store both --short --jobs 1" \
	  "journeys &: node tests/journeys/run.mjs --program build/release/renkei" \
	  "journeys, two nodes (postgresql) &: node tests/journeys/run.mjs --program build/release/renkei --nodes headquarters" \
	  "tidy on changed files &: tools/tidy_changed.sh"

check: ## under a minute: format, boundaries, hygiene, types
	@scripts/setup test
	@$(STEPS) check \
	  "format: tools/check_format.sh" \
	  "boundaries: tools/check_boundaries.py" \
	  "hygiene: tools/lint_repo.py" \
	  "tools: python3 -m unittest discover -s tools -p '*_test.py'" \
	  "web types and style if web/package.json: npm --prefix web run check"

deep: ## before an issue is resolved: both compilers, threads, full tidy, coverage, long fuzz
	@scripts/setup deep
	@$(STEPS) deep \
	  "compile (clang)!: tools/build.sh clang" \
	  "units (clang): ctest --preset clang -j $(JOBS)" \
	  "a newcomer's field: python3 tests/newcomer/add_field.py --preset clang" \
	  "headers stand alone: tools/build.sh clang all_verify_interface_header_sets" \
	  "compile (threads)!: tools/build.sh tsan" \
	  "units (threads): ctest --preset tsan -j $(JOBS)" \
	  "tidy on all files: tools/tidy_changed.sh --all" \
	  "cppcheck: tools/cppcheck.sh" \
	  "coverage: tools/coverage.sh" \
	  "fuzz, 5 minutes each: tests/fuzz/run_fuzzers.sh 300" \
	  "rights (postgresql): python3 tests/rights/run_rights.py --program build/clang/renkei --store postgresql" \
	  "faults (both stores): python3 tests/faults/run_faults.py --program build/clang/renkei --store both --jobs $(JOBS)"

quality: ## how well extraction, triage and links do on consultations, and how well people are recognised; FILE=… for another set of the same shape
	@scripts/setup build
	@tools/build.sh release renkei
	@status=0; for file in $(or $(FILE),samples/consultations.jsonl samples/held-out.jsonl samples/held-out-2.jsonl samples/held-out-3.jsonl samples/held-out-4.jsonl); do for script in tools/quality_*.py; do \
	  printf '\n== %s %s\n' "$$script" "$$file"; python3 "$$script" "$$file" --renkei build/release/renkei || status=1; \
	done; done; printf '\n== interviews\n'; python3 tools/interviews_quality.py --program build/release/renkei || status=1; \
	printf '\n== identity\n'; python3 tools/identity_quality.py --renkei build/release/renkei || status=1; exit $$status

bench: ## the figures of bench/README.md, on this machine, with the release program; ARGS=--short for a smoke run
	@scripts/setup bench
	@$(STEPS) --quiet bench-build \
	  "program: tools/build.sh release renkei" \
	  "web: npm --prefix web run build"
	@bench/run $(ARGS)

format: ## bring C++ and web sources into the house format
	@scripts/setup test
	@tools/check_format.sh --fix
	@if [ -f web/package.json ]; then npm --prefix web run format; fi

migration: ## draft the next numbered migration from the Schema difference: make migration NAME=add_contact_time
	@test -n "$(NAME)" || { echo 'say which: make migration NAME=add_contact_time'; exit 2; }
	@tools/build.sh debug renkei
	@tools/new_migration "$(NAME)"

screenshots: build ## the pictures of README, and every screen in three sizes and two themes into build/screenshots
	@scripts/setup test
	@scripts/screenshots
	@scripts/screenshots --every

clean: ## remove build products; data in var/ stays
	@rm -rf build web/dist tests/journeys/results
