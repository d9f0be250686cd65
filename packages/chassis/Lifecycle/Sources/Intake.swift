import Synchronization

/// The gate that new work passes: open while the process is ready, closed before it starts, while it drains, and whenever a
/// dependency fails. A worker asks it before it claims anything, so that what the orchestrator sees and what the process does agree.
public final class Intake: Sendable {
  private let state = Atomic<Bool>(false)

  public init() {}

  public var isOpen: Bool { state.load(ordering: .acquiring) }

  public func open() { state.store(true, ordering: .releasing) }
  public func close() { state.store(false, ordering: .releasing) }
}
