// probe: tests-import-what-they-test
// Tests share by TestSupport alone.
import BulkheadTests
