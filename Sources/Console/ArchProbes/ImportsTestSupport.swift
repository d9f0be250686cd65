// probe: only-tests-use-test-support
// What is made for tests is not shipped.
import TestSupport
