import IOTesting
import Platform
import Synchronization

@testable import IO

/// Runs the body as a task of the first of some loops, and stops the loops at the end.
@discardableResult
func withLoops<Result: Sendable>(_ count: Int = 1, _ body: @Sendable (EventLoops) async throws -> Result) async throws -> Result {
  let loops = try EventLoops(count: count)
  defer { loops.stop() }
  return try await loops.all[0].run { try await body(loops) }
}

typealias SocketHandler = @Sendable (Socket) async -> Void

/// Accepts connections, with a task for each, while the body runs, and then lets the connections end.
@discardableResult
func withServer<Result: Sendable>(
  at address: SocketAddress = .ip("127.0.0.1", port: 0), limits: Listener.Limits = .init(), loops count: Int = 1,
  _ handler: @escaping SocketHandler, _ body: @Sendable (Listener, EventLoops) async throws -> Result
) async throws -> Result {
  try await withLoops(count) { loops in
    let listener = try Listener.bind(address, limits: limits)
    async let accepting: Void = listener.accept(on: loops, handler)
    do {
      let result = try await body(listener, loops)
      listener.close()
      await accepting
      return result
    } catch {
      listener.close()
      throw error
    }
  }
}

/// Two ends of a connection, on the loop of the caller.
func connectedPair() async throws -> (Socket, Socket) {
  let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
  defer { listener.close() }
  let client = try await Connector.connect(to: listener.address, deadline: .generous)
  while true {
    let (result, peer) = listener.socket.accept()
    if result >= 0 { return (client, Socket(Int32(result), peer: peer, on: EventLoop.current!)) }
    await EventLoop.current!.yield()
  }
}

/// Waits, with the others of the loop having their turns, until it is so.
func wait(until isSo: () -> Bool) async throws {
  let deadline = Deadline.generous
  while !isSo() {
    if deadline <= .now { throw IOError.timedOut }
    try await EventLoop.sleep(until: .after(.milliseconds(1)))
  }
}

/// A number that tasks count up.
final class Counter: Sendable {
  private let count = Atomic<Int>(0)
  var value: Int { count.load(ordering: .sequentiallyConsistent) }
  @discardableResult func increment() -> Int { count.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue }
  func reset() { count.store(0, ordering: .sequentiallyConsistent) }
  @discardableResult func decrement() -> Int { count.wrappingSubtract(1, ordering: .sequentiallyConsistent).newValue }
}

/// The files and sockets that this process has open.
func openFileCount() throws -> Int { try Folder.entries("/proc/self/fd").count }

/// A list that tasks and threads add to.
final class Gathered<Element: Sendable>: Sendable {
  private let elements = Mutex<[Element]>([])
  var all: [Element] { elements.withLock { $0 } }
  func add(_ element: Element) { elements.withLock { $0.append(element) } }
}
