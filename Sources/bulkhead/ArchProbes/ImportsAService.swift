// probe: tools-import-packages-only
// Services have no module here yet; a name that no group holds is refused as well.
import Ingestion
