// probe: tests-import-what-they-test
// targets: Tests/*
// Tests share by the packages for tests alone.
import BulkheadTests
import SchedulerWorker
