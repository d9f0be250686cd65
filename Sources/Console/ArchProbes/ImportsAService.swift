// probe: app-imports-packages-only
// The app reaches services over the network.
import SchedulerWorker
