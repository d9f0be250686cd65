// probe: imports-are-declared
// The rules allow the import; the manifest does not declare it.
import ArchRules
