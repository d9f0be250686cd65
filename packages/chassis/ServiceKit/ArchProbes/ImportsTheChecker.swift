// probe: chassis-stands-on-base
// Every service would be built with the checker.
import ArchRules
