// probe: tools-import-packages-only
// targets: Sources/bulkhead Sources/fleet Sources/benchmark
// Each tool is built and used alone, and reaches services and the app over the network.
import Benchmark
import Bulkhead
import Console
import Fleet
import SchedulerWorker
