// probe: only-tests-use-what-is-made-for-tests
// What is made for tests is not shipped.
import TestSupport
