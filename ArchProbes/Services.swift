// probe: services-import-packages-only
// targets: services/*/Sources
// A service is shipped without the checker, what deploys it, and other processes, which it reaches over the network.
import ArchRules
import Console
import Deployment
import Fleet
import Foundation
import Glibc
import Ingestion
