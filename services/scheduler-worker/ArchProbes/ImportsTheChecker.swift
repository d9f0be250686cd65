// probe: services-import-packages-only
// The checker is not shipped in a service.
import ArchRules
