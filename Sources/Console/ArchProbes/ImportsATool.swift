// probe: app-imports-packages-only
// The app does not know who starts it.
import Fleet
