// probe: monorepo-stands-on-base-and-checker
// What makes deployments runs where the checker runs.
import Lifecycle
