// probe: testing-stands-on-base-and-chassis
// The tests of every service would be built with the checker.
import PackageGraph
