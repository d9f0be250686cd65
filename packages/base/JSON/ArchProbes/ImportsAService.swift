// probe: base-stands-alone
// Services have no module here yet; a name that no group holds is refused as well.
import Ingestion
