// probe: only-tests-use-what-is-made-for-tests
// targets: Sources/* packages/base/*/Sources packages/chassis/*/Sources packages/checker/*/Sources packages/monorepo/*/Sources services/*/Sources
// What is made for tests is not shipped.
import TestSupport
