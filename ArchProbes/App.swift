// probe: app-imports-packages-only
// targets: Sources/Console
// The app shows the fleet over the network. It deploys nothing, and does not know who starts it.
import Deployment
import Fleet
import Foundation
import SchedulerWorker
