// probe: no-cycles
// targets: packages/checker/PackageGraph/Sources
// ArchRules imports PackageGraph.
import ArchRules
