import IO
import Platform
import Synchronization
import Testing

@testable import HTTP

@Suite(.onEventLoop) struct BlockedPoolTests {
  /// Holds all threads that Swift's tasks share.
  private final class Holdup: Sendable {
    private let gates = (0..<Threads.processorCount).map { _ in ThreadGate() }
    private let held = Atomic<Int>(0)

    func begin() async {
      for gate in gates {
        Task.detached {
          self.held.add(1, ordering: .relaxed)
          gate.wait()
        }
      }
      // Other tests may hold some of them too, which is as good.
      let deadline = Deadline.after(.seconds(1))
      while held.load(ordering: .relaxed) < gates.count, Deadline.now < deadline { await Task.yield() }
    }

    func end() { for gate in gates { gate.open() } }
  }

  @Test func `a server starts, answers and stops while all threads of Swift's pool are blocked`() async throws {
    let holdup = Holdup()
    await holdup.begin()
    defer { holdup.end() }
    let running = try await RunningServer { request in .text(request.path) }
    let connection = try await running.connect()
    try await connection.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await connection.receive().text == "/a")
    connection.close()
    try await running.stop()
  }
}
