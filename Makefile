# The front door. CMake does the work; `make help` says what there is.
#
#   QUICKJS_DIR=folder   quickjs-ng's source, instead of what the build finds itself
#   JOBS=n               how many compilers and tests at once
.DEFAULT_GOAL := all
MAKEFLAGS += --no-print-directory

JOBS ?= $(shell nproc)
# Tests wait more than they work.
TEST_JOBS ?= $(shell expr $(JOBS) + 1)
SCRIPT ?= examples/tour.js
FUZZ_SECONDS ?= 60

setup := scripts/setup
build := scripts/build -j $(JOBS) $(if $(QUICKJS_DIR),-q $(abspath $(QUICKJS_DIR)))

.PHONY: all run test bench oracles load faults model fuzz format package clean help

all: ## build/x64/quickproc.exe and the libraries
	@$(setup) run
	@$(build) x64

run: ## run a script: make run SCRIPT=examples/tour.js ARGS='a b'
	@$(setup) run
	@$(build) -t quickproc_exe x64 >&2
	@scripts/wine-prefix hold scripts/wine-run build/x64/quickproc.exe "$(SCRIPT)" $(ARGS)

test: ## everything that must hold, with one summary at the end
	@$(setup) test
	@$(build) native x64 x86 clang-x64
	@scripts/wine-prefix hold scripts/test -j $(TEST_JOBS) $(ARGS)

bench: ## what process functions cost here
	@$(setup) run
	@$(build) x64
	@scripts/wine-prefix hold scripts/bench $(ARGS)

oracles: ## random arguments through programs of other toolchains, brought by npm; ARGS='lists seed'
	@$(setup) run
	@$(build) x64
	@scripts/wine-prefix hold scripts/oracles $(ARGS)

load: ## the tests load-*.js with all their rounds: tens of thousands of children; ARGS='exec pipes' for some of them
	@$(setup) run
	@$(build) x64
	@scripts/wine-prefix hold scripts/load $(ARGS)

faults: ## every call of the C library to the system fails once, in each scenario: some minutes, ARGS='subject'
	@$(setup) test
	@$(build) x64
	@scripts/wine-prefix hold scripts/faults $(ARGS)

model: ## the scripts on a model of Windows, which is stricter than Wine: half an hour, ARGS='-R name'
	@$(setup) test
	@$(build) x64
	@scripts/wine-prefix hold scripts/model -j $(TEST_JOBS) $(ARGS)

fuzz: ## fuzz the core, FUZZ_SECONDS=60 for each target
	@$(setup) test
	@$(build) fuzz
	@scripts/fuzz $(FUZZ_SECONDS)

format: ## format all C files
	@$(setup) test
	@cmake -DROOT=. -DFIX=ON -P cmake/CheckFormat.cmake

package: ## build/package/*.zip; what mingw-w64 builds on msvcrt.dll is for development, and says so in its name
	@$(setup) run
	@$(build) x64
	@cmake --build build/x64 --target package

clean: ## remove what was built (not what was downloaded)
	@rm -rf build/x64 build/x86 build/clang-x64 build/native build/fuzz build/package

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10
