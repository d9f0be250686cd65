// probe: checker-stands-on-base
// targets: packages/checker/*/Sources
// The checker judges any repository, and knows neither processes nor what deploys them.
import Bulkhead
import Deployment
import Telemetry
