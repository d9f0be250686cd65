import Synchronization

/// Counts of a server, for metrics. Any thread may ask.
public struct ServerFigures: Sendable, Equatable {
  /// Count of open connections.
  public var connections = 0
  /// Count of requests whose header has been read and whose response has not been written in full.
  public var requestsInFlight = 0
  /// Count of requests so far that reached the handler.
  public var requests = 0
  /// Counts of requests and connections that were refused so far, by reason.
  public var refusals: [Refusal: Int] = [:]

  /// Makes counts of 0.
  package init() {}
}

/// Counts of one loop: the loop alone writes.
package final class LoopCounts: Sendable {
  let connections = Atomic<Int>(0)
  let requestsInFlight = Atomic<Int>(0)
  let requests = Atomic<Int>(0)
  private let refusals = Mutex<[Refusal: Int]>([:])

  func refused(_ refusal: Refusal) { refusals.withLock { $0[refusal, default: 0] += 1 } }

  /// Adds the loop's counts to those of others.
  package func add(to figures: inout ServerFigures) {
    figures.connections += connections.load(ordering: .relaxed)
    figures.requestsInFlight += requestsInFlight.load(ordering: .relaxed)
    figures.requests += requests.load(ordering: .relaxed)
    figures.refusals.merge(refusals.withLock { $0 }, uniquingKeysWith: +)
  }
}

extension Atomic where Value == Int {
  /// Adds where one thread alone writes, which needs no locked instruction.
  @inline(__always) func add(_ amount: Int) { store(load(ordering: .relaxed) &+ amount, ordering: .relaxed) }
}
