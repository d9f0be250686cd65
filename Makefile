# The front door. Only the Swift toolchain, git and make are needed; `make help` lists the targets.

# The tests and the tool they run share these flags, so that each file is compiled once.
# Nobody debugs on a machine of continuous integration: what only a debugger and an editor read is a quarter of the debug build's time.
DEBUG_FLAGS := -Xswiftc -warnings-as-errors $(if $(CI),-Xswiftc -gnone -Xswiftc -index-ignore-system-modules)
# A static standard library halves the time a process takes to start (Linux only: macOS brings its own).
RELEASE_FLAGS := -c release $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib)
# The checker's plugin is for other packages, and would have the checker compiled twice.
BUILD := BULKHEAD_WITHOUT_PLUGIN=1 swift build
SWIFT_SOURCES := $(wildcard Package.swift Plugins Sources packages services Tests)
VENV := .build/venv
# A thousand tests would start together, and what waits for the clock would wait for those.
AT_ONCE := --experimental-maximum-parallelization-width 4

# SERVICE=<name> is for whoever works on one service: it alone is built, or tested. A service is named as its folder, the app as its program.
ifdef SERVICE
SERVICES := $(sort $(shell sed -n 's/^  "name": "\(.*\)",/\1/p' services/*/service.json Sources/*/service.json))
ifeq ($(filter $(SERVICE),$(SERVICES)),)
$(error there is no service '$(SERVICE)'; there are: $(SERVICES); `bulkhead new service $(SERVICE)` makes one)
endif
# token-manager is tested by TokenManagerTests.
SERVICE_MODULE := $(shell echo $(SERVICE) | awk -F- '{ for (i = 1; i <= NF; i++) printf "%s", toupper(substr($$i, 1, 1)) substr($$i, 2) }')
SERVICE_SOURCES := $(wildcard services/$(SERVICE) Sources/$(SERVICE_MODULE) Tests/$(SERVICE_MODULE)Tests)
endif

# Python is the independent other side of some tests. Without it they say that they were skipped.
export BULKHEAD_TEST_PYTHON := $(CURDIR)/$(VENV)/bin/python

.DEFAULT_GOAL := help
.PHONY: run test check build images images-test format clean help python

run: ## build everything, check the walls, and run the fleet until Ctrl-C
	$(BUILD) $(RELEASE_FLAGS)
	.build/release/bulkhead check
	@exec .build/release/fleet up

# What a request allocates is counted in the release build, for the optimiser takes out what the debug build allocates. All of it is built:
# the optimiser itself can fail.
# The audit is of services, which a Mac's manifest leaves out.
test: python ## check formatting, warnings, walls and what is generated, then run every test; SERVICE=<name>: of one service
	swift format lint --strict --parallel --recursive $(or $(SERVICE_SOURCES),$(SWIFT_SOURCES))
	$(BUILD) --build-tests $(DEBUG_FLAGS)
	.build/debug/bulkhead check
ifdef SERVICE
	swift test --skip-build --disable-xctest $(DEBUG_FLAGS) --filter '^$(SERVICE_MODULE)Tests\.'
	.build/debug/fleet verify $(SERVICE) --configuration debug
else
	.build/debug/bulkhead probe
	.build/debug/bulkhead sync --check
	$(if $(filter Linux,$(shell uname -s)),.build/debug/bulkhead audit)
	$(BUILD) $(RELEASE_FLAGS)
	swift test --skip-build --disable-xctest $(DEBUG_FLAGS) $(AT_ONCE)
endif

check: ## check the walls alone
	@$(BUILD) $(RELEASE_FLAGS) --product bulkhead
	.build/release/bulkhead check

build: ## build everything in release; SERVICE=<name>: one service
	$(BUILD) $(RELEASE_FLAGS)$(if $(SERVICE), --product $(SERVICE))

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
