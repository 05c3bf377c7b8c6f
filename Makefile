# One build configuration for everything: what is tested is what runs.
SWIFT_FLAGS := -c release
TEST := scripts/tested swift test $(SWIFT_FLAGS) --disable-testable-imports
SLUICE := .build/release/sluice

# Suites of the fast targets that talk to servers or watch files: a crowd beside them would spoil their timing.
WORLD := PrometheusTests|SampleProbeTests|SampleMirrorTests|ProbeWalkTests|MirrorReaderTests|BacklogTests|FeedTests
WORLD := $(WORLD)|WebQuestionTests|IncidentListenerTests|RingSourceTests|ClockTests|LogFile|FileWatch
SKIP = --skip '$(WORLD)|$(STORES)'

# Suites of stores that start database servers: one after the other, each with its own.
STORES := DatabasesTests|MariaDBLogTests|MariaDBStoreTests|StoreTroubleTests|DigestTests|PostgreSQLStoreTests
STORES := $(STORES)|KeyTypeTests|RepairTests|CrossEngineTests|RowsDeskTests|KeepingTests|CacheDeskTests

# Suites that start no server. The others are run one at a time, so that none disturbs another's timing.
FAST := GatingTests|ConductingTests|RewritingTests|AccessLogsTests|ObservationTests|CutoverTests|JournalingTests|ReconciliationTests|PlanningTests|ReportingTests
SERVERS := NoticesTests TrafficTests SampleEstateTests ConsoleTests \
	SluiceTests.GateCommandTests SluiceTests.PlanViewTests SluiceTests.ReconcileTests SluiceTests.StoresSignalTests SluiceTests.RefusalTests SluiceTests.AmendTests SluiceTests.KillTests \
	SluiceTests.CrashTests SluiceTests.BlindTests SluiceTests.FaultTableTests

.PHONY: all demo demo-wordpress test test-fast mutants fuzz bench build format lint clean bootstrap

all: build

bootstrap:
	@scripts/bootstrap

build: bootstrap
	swift build $(SWIFT_FLAGS) --product sluice
	swift build $(SWIFT_FLAGS) --product sample-estate

# A whole migration on this machine: two shops, HAProxy, live shoppers, one planted regression.
demo: build
	$(SLUICE) rehearse

# Three WordPress hosts to one, under live shoppers: over, back, and over again; every order is looked for.
demo-wordpress: build
	scripts/wordpress-rehearsal

test: bootstrap
	$(TEST) --filter '$(FAST)' $(SKIP)
	$(TEST) --skip-build --filter '$(WORLD)'
	$(TEST) --skip-build --no-parallel --filter '$(STORES)'
	AGAIN=1 $(TEST) --skip-build --no-parallel --filter RelocationTests
	swift build $(SWIFT_FLAGS) --product plan-fuzz
	.build/release/plan-fuzz --seconds 20 --seed 1
	@set -e; for suite in $(SERVERS); do $(TEST) --skip-build --filter $$suite; done

test-fast: bootstrap
	$(TEST) --filter '$(FAST)' $(SKIP)

# Edits each condition of the rules and shows which case dies of it; minutes, and more the first time.
mutants: build
	scripts/mutants

# Hostile plans for ten minutes: make fuzz, or make fuzz SECONDS=60 SEED=7
SECONDS := 600
fuzz: bootstrap
	swift build $(SWIFT_FLAGS) --product plan-fuzz
	.build/release/plan-fuzz --seconds $(SECONDS) $(if $(SEED),--seed $(SEED))

# make bench, or make bench AREA=traffic
bench: build
	@scripts/bootstrap-bench
	swift build $(SWIFT_FLAGS) --product Benchmarks
	.build/release/Benchmarks $(AREA)

format:
	swift format --in-place --recursive Package.swift Sources Tests Benchmarks

lint:
	swift format lint --strict --recursive Package.swift Sources Tests Benchmarks

clean:
	rm -rf .build rehearsals
