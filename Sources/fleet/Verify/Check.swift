import ServiceDescription

/// The way to see whether a service keeps one clause of its contract.
struct Check: Sendable {
  /// Stands for it in reports: lower-case words joined by hyphens.
  let name: String
  /// The clause, a sentence without its full stop.
  let clause: String
  /// Returns where it is kept; throws `CheckFailure` where it is not.
  let run: @Sendable (Subject) async throws -> Void

  /// Every check, in the order in which they are made.
  static let all = settings + running + stopping + load
}

/// What happened instead of what the clause says.
struct CheckFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// Throws where the condition does not hold; `detail` says what was found.
func require(_ condition: Bool, _ detail: @autoclosure () -> String) throws(CheckFailure) {
  if !condition { throw CheckFailure(detail()) }
}
