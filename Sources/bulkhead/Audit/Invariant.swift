import ArchRules
import SwiftImports

/// Something that holds of every service, or of the repository as a whole, and that no import rule can say.
struct Invariant: Sendable {
  /// As findings name it; never changes its meaning.
  var id: String
  /// What holds, in a sentence.
  var summary: String
  /// What goes wrong where it does not hold.
  var reason: String
  /// How to mend a breach.
  var remedy: String
  /// Every place where it does not hold. Throws a `Failure` where that cannot be told.
  var breaches: @Sendable (AuditSubject) throws -> [Breach]

  /// What `bulkhead explain` says of it.
  var explanation: String { "\(id) (invariant of bulkhead audit)\n\n\(summary)\n\nWhy: \(reason)\n\nHow to mend it: \(remedy)\n" }
}

/// A place where an invariant does not hold.
struct Breach: Sendable, Equatable {
  /// Relative to the repository's root.
  var path: String
  var position: SourcePosition
  /// What is so, in a sentence or two.
  var message: String
  /// How to mend it, where more can be said than the invariant does.
  var remedy: String?

  /// A breach that is about a whole file.
  init(_ path: String, _ message: String, remedy: String? = nil) {
    self.init(path, SourcePosition(line: 1, column: 1), message, remedy: remedy)
  }

  init(_ path: String, _ position: SourcePosition, _ message: String, remedy: String? = nil) {
    self.path = path
    self.position = position
    self.message = message
    self.remedy = remedy
  }

  func finding(of invariant: Invariant) -> Finding {
    Finding(
      rule: invariant.id, path: path, position: position, message: message, reason: invariant.reason, remedy: remedy ?? invariant.remedy)
  }
}
