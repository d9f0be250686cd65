// probe: monorepo-stands-on-base-and-checker
// targets: packages/monorepo/*/Sources
// What makes deployments runs where the checker runs.
import Bulkhead
import Lifecycle
