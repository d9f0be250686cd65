// probe: base-stands-alone
// targets: packages/base/*/Sources
// What anything may stand on stands on nothing above it, and on no Foundation.
import ArchRules
import Bulkhead
import Deployment
import Foundation
import SchedulerWorker
import ServiceKit
