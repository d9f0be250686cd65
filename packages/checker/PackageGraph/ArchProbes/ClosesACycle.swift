// probe: no-cycles
// ArchRules imports PackageGraph.
import ArchRules
