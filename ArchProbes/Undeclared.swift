// probe: imports-are-declared
// targets: Sources/benchmark
// The rules allow the import, and the manifest does not declare it.
import ArchRules
