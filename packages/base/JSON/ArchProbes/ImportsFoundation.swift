// probe: base-stands-alone
// Foundation is for the targets that a rule names.
import Foundation
