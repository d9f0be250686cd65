// probe: chassis-stands-on-base
// targets: packages/chassis/*/Sources
// Every service would be built with the checker, or with what deploys it.
import ArchRules
import Console
import Deployment
import Foundation
