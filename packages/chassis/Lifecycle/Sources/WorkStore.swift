/// The place where units of work wait until a worker takes them: a queue, or a table in memory.
///
/// `LifecycleTesting` holds every store to what is said here, in one line of its tests.
public protocol WorkStore: Sendable {
  /// A unit of work, which is taken, worked on and finished as a whole. Logs name it by its `id`.
  associatedtype Unit: Identifiable & Sendable where Unit.ID: Sendable

  /// The next unit that may be worked on now, which from here on is the caller's alone; `nil` at once where there is none.
  func claim() async throws -> Unit?

  /// Takes note of how the work on a claimed unit ended. The store decides whether a unit that was not done is given out again.
  func finish(_ unit: Unit, _ outcome: WorkOutcome) async throws
}

/// How the work on a unit ended.
public enum WorkOutcome: String, Sendable, CaseIterable {
  case succeeded
  case failed
  /// The work was cut off, because the process had to stop.
  case interrupted
}

/// What a store could not do.
public enum WorkStoreError: Error, CustomStringConvertible {
  /// No unit could be claimed.
  case claim(any Error)
  /// The end of the unit of this id could not be noted.
  case finish(String, any Error)

  public var description: String {
    switch self {
    case .claim(let error): "no work could be claimed: \(error)"
    case .finish(let id, let error): "the end of \(id) could not be noted: \(error)"
    }
  }
}
