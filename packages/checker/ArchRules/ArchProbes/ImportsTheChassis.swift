// probe: checker-stands-on-base
// Teams run the checker where there are no event loops.
import Telemetry
