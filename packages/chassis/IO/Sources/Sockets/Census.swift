import Platform
import Synchronization

/// Counts a listener's connections against its limits. Any thread may ask.
final class Census: Sendable {
  private let limits: Listener.Limits
  private let total = Atomic<Int>(0)
  private let byAddress = Mutex<[RawAddress: Int]>([:])

  /// The first descriptor that is spared: the system gives the lowest number that is free, so that none is given as long as others are.
  private let firstSparedDescriptor: Int32

  init(_ limits: Listener.Limits) {
    self.limits = limits
    firstSparedDescriptor = Int32(clamping: ThisProcess.openFileLimit - limits.sparedDescriptors)
  }

  /// Connections counted in and not out.
  var count: Int { total.load(ordering: .relaxed) }

  /// Whether there are as many as the limit allows.
  var isFull: Bool { count >= limits.connections }

  /// Counts the connection in, or says why not.
  /// - Parameter beyondLimit: another one is about to leave.
  func enter(_ peer: RawAddress, at descriptor: Int32, beyondLimit: Bool = false) -> Listener.Refusal? {
    if descriptor >= firstSparedDescriptor { return .tooFewDescriptors }
    if total.wrappingAdd(1, ordering: .relaxed).newValue > limits.connections, !beyondLimit {
      total.wrappingSubtract(1, ordering: .relaxed)
      return .tooManyConnections
    }
    if !counts(peer) { return nil }
    let host = peer.host
    let isAdmitted = byAddress.withLock { counts in
      let count = counts[host, default: 0]
      if count >= limits.connectionsPerAddress { return false }
      counts[host] = count + 1
      return true
    }
    if isAdmitted { return nil }
    total.wrappingSubtract(1, ordering: .relaxed)
    return .tooManyFromAddress
  }

  /// Counts out a connection that was counted in.
  func leave(_ peer: RawAddress) {
    total.wrappingSubtract(1, ordering: .relaxed)
    if !counts(peer) { return }
    let host = peer.host
    byAddress.withLock { counts in
      let count = counts[host, default: 1]
      counts[host] = count == 1 ? nil : count - 1
    }
  }

  private func counts(_ peer: RawAddress) -> Bool {
    limits.connectionsPerAddress != .max && (peer.family == .ipv4 || peer.family == .ipv6)
  }
}
