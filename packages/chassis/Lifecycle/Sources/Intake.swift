import Synchronization

/// The gate of new work: open while the process is ready, closed before it starts, while it drains, and whenever a dependency fails. A
/// worker asks it before each claim, so that the process does what its readiness tells the orchestrator.
public final class Intake: Sendable {
  private let state = Atomic<Bool>(false)

  /// Creates an intake that is closed.
  public init() {}

  /// Whether new work may be taken.
  public var isOpen: Bool { state.load(ordering: .acquiring) }

  /// Lets new work in.
  public func open() { state.store(true, ordering: .releasing) }
  /// Keeps new work out.
  public func close() { state.store(false, ordering: .releasing) }
}
