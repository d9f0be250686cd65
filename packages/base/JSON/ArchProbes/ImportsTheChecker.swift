// probe: base-stands-alone
// What anything may stand on reaches up into the checker.
import ArchRules
