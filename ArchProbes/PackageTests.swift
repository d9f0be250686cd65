// probe: package-tests-import-packages
// targets: packages/*/*/Tests
// A package is tested without any process that uses it.
import Console
import Fleet
