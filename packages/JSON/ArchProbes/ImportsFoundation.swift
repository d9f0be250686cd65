// probe: packages-import-packages-only
// Foundation is for the targets that a rule names.
import Foundation
