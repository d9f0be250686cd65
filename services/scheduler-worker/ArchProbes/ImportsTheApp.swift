// probe: services-import-packages-only
// A service knows nothing of the app.
import Console
