import Synchronization
import Testing

@testable import HTTP

@Suite struct EventsTests {
  @Test(arguments: [
    (ServerEvent("a"), "data: a\n\n"), (ServerEvent(""), "data: \n\n"), (ServerEvent("a\nb\r\nc\rd"), "data: a\ndata: b\ndata: c\ndata: d\n\n"),
    (ServerEvent("a\n"), "data: a\ndata: \n\n"),
    (ServerEvent("a", kind: "fleet", id: "7", retry: .seconds(2)), "retry: 2000\nevent: fleet\nid: 7\ndata: a\n\n"),
    (ServerEvent("a", kind: "x\ndata: forged", id: "1\r\n2"), "event: x data: forged\nid: 1  2\ndata: a\n\n"),
    (ServerEvent("\r\n\r\n"), "data: \ndata: \ndata: \n\n"),
  ])
  func `an event is written so that it is read as it was`(event: ServerEvent, expected: String) {
    #expect(String(decoding: event.bytes, as: UTF8.self) == expected)
  }

  @Test func `a stream says that it is one, and sends what its body sends`() async throws {
    let response = Response.events(retry: .milliseconds(500)) { events in
      try await events.send("a")
      try await events.comment("note")
    }
    #expect(response.headers["content-type"] == "text/event-stream")
    #expect(response.headers["cache-control"] == "no-store")
    #expect(try await response.collectedText() == "retry: 500\n\ndata: a\n\n: note\n\n")
  }

  @Test func `a stream is cancelled when its server drains`() async throws {
    let writer = DrainingWriter()
    let response = Response.events { events in
      try await events.send("last")
      writer.drain()
      while true { try await Task.sleep(for: .seconds(3600)) }
    }
    guard case .stream(nil, let write) = response.body else { return }
    try await write(writer)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == ":\n\ndata: last\n\n")
  }

  @Test func `a quiet stream has a heartbeat, and ends when the client is gone`() async throws {
    let writer = DrainingWriter(failingAfter: 4)
    let response = Response.events(heartbeat: .milliseconds(1)) { _ in
      while true { try await Task.sleep(for: .seconds(3600)) }
    }
    guard case .stream(nil, let write) = response.body else { return }
    await #expect(throws: StreamError.disconnected) { try await write(writer) }
    #expect(String(decoding: writer.bytes, as: UTF8.self) == ":\n\n:\n\n:\n\n:\n\n")
  }

  @Test func `what a body throws breaks the stream`() async throws {
    struct Failure: Error {}
    let response = Response.events { _ in throw Failure() }
    guard case .stream(nil, let write) = response.body else { return }
    await #expect(throws: Failure.self) { try await write(DrainingWriter()) }
  }

  @Test func `events of several tasks do not mix`() async throws {
    let writer = DrainingWriter()
    let response = Response.events { events in
      try await withThrowingTaskGroup { group in
        for index in 0..<20 {
          group.addTask { for _ in 0..<20 { try await events.send("\(index)") } }
        }
        try await group.waitForAll()
      }
    }
    guard case .stream(nil, let write) = response.body else { return }
    try await write(writer)
    #expect(!writer.overlapped)
    #expect(String(decoding: writer.bytes, as: UTF8.self).split(separator: "\n\n").count == 401)
  }
}

/// Keeps what is written, tells of draining when told to, notices writes at the same time, and fails after so many.
private final class DrainingWriter: BodyWriter, DrainNotifying {
  private struct State {
    var bytes: [UInt8] = []
    var writes = 0
    var isWriting = false
    var overlapped = false
    var notice: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())
  private let limit: Int

  init(failingAfter limit: Int = .max) { self.limit = limit }

  var bytes: [UInt8] { state.withLock { $0.bytes } }
  var overlapped: Bool { state.withLock { $0.overlapped } }

  func write(_ bytes: [UInt8]) async throws {
    let mayWrite = state.withLock { state in
      if state.isWriting { state.overlapped = true }
      state.isWriting = true
      state.writes += 1
      if state.writes <= limit { state.bytes += bytes }
      return state.writes <= limit
    }
    await Task.yield()
    state.withLock { $0.isWriting = false }
    if !mayWrite { throw StreamError.disconnected }
  }

  var sentBytes: Int { 0 }

  func setTrailers(_ trailers: Headers) {}

  func onDrain(_ notice: @escaping @Sendable () -> Void) { state.withLock { $0.notice = notice } }

  func drain() { state.withLock { $0.notice }?() }
}
