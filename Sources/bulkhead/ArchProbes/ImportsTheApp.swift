// probe: tools-import-packages-only
// The app has no module here yet; a name that no group holds is refused as well.
import Console
