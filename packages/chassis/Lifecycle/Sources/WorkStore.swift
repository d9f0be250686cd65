/// A store of units of work that wait for a worker: a queue, or a table in memory.
///
/// `WorkStoreContract` of `LifecycleTesting` tests that a store keeps what is said here.
public protocol WorkStore: Sendable {
  /// A unit of work, which is claimed, worked on and finished as a whole. Logs name it by its `id`.
  associatedtype Unit: Identifiable & Sendable where Unit.ID: Sendable

  /// Returns the next unit that may be worked on now, which belongs to the caller alone from then on; `nil` at once where there is none.
  func claim() async throws -> Unit?

  /// Records the outcome of a claimed unit. The store decides whether a unit that did not succeed is given out again.
  func finish(_ unit: Unit, _ outcome: WorkOutcome) async throws
}

/// The outcome of the work on a unit.
public enum WorkOutcome: String, Sendable, CaseIterable {
  /// The work was done.
  case succeeded
  /// The work could not be done.
  case failed
  /// The work was cut off, because the process had to stop.
  case interrupted
}

/// A failure of a store.
public enum WorkStoreError: Error, CustomStringConvertible {
  /// No unit could be claimed.
  case claim(any Error)
  /// The outcome of the unit of this id could not be recorded.
  case finish(String, any Error)

  public var description: String {
    switch self {
    case .claim(let error): "no work could be claimed: \(error)"
    case .finish(let id, let error): "the end of \(id) could not be noted: \(error)"
    }
  }
}
