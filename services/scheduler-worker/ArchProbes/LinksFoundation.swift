// probe: services-import-packages-only
// All of Foundation would make the service ten times as large.
import Foundation
