# The front door. Only the Swift toolchain, git and make are needed; `make help` lists the targets.

# The tests and the tool they run share these flags, so that each file is compiled once.
DEBUG_FLAGS := -Xswiftc -warnings-as-errors
# A static standard library halves the time a process takes to start (Linux only: macOS brings its own).
RELEASE_FLAGS := -c release $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib)
SWIFT_SOURCES := $(wildcard Package.swift Plugins Sources packages services Tests)
VENV := .build/venv

# Python is the independent other side of some tests. Without it they say that they were skipped.
export BULKHEAD_TEST_PYTHON := $(CURDIR)/$(VENV)/bin/python

.DEFAULT_GOAL := help
.PHONY: run test check build images images-test format clean help python

run: ## build everything, check the walls, and run the fleet until Ctrl-C
	swift build $(RELEASE_FLAGS)
	.build/release/bulkhead check
	@exec .build/release/fleet up

# What a request allocates is counted in the release build: the debug build allocates what the optimiser takes out.
test: python ## check formatting, warnings, walls and what is generated, then run every test
	swift format lint --strict --parallel --recursive $(SWIFT_SOURCES)
	swift build --build-tests $(DEBUG_FLAGS)
	.build/debug/bulkhead check
	.build/debug/bulkhead probe
	.build/debug/bulkhead sync --check
	swift build $(RELEASE_FLAGS) --product benchmark
	swift test --skip-build --disable-xctest $(DEBUG_FLAGS)

check: ## check the walls alone
	@swift build $(RELEASE_FLAGS) --product bulkhead
	.build/release/bulkhead check

build: ## build everything in release
	swift build $(RELEASE_FLAGS)

images: ## build an image of each service, the Console and the checker, or of SERVICE=<name> alone; with docker or buildah
	deploy/images/build $(SERVICE)

images-test: ## build the images and hold each to what it promises
	deploy/images/test

format: ## format the sources in place
	swift format format --in-place --parallel --recursive $(SWIFT_SOURCES)

clean: ## remove what was built
	rm -rf .build

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

python:
	@.ci/venv $(VENV) requirements-test.txt
