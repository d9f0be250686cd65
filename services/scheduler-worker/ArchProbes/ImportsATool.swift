// probe: services-import-packages-only
// A service does not know who starts it.
import Fleet
