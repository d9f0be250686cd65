// probe: testing-stands-on-base-and-chassis
// targets: packages/testing/*/Sources
// The tests of every service would be built with the checker.
import Deployment
import PackageGraph
