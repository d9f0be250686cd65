import IO
import JSON
import Synchronization

/// What schedules call: takes requests as bytes, with nothing of the code that sent them, and answers as the test says.
final class Receiver: Sendable {
  struct Received: Sendable {
    /// The request line and the fields, as they came.
    let head: [String]
    let body: String
    let time: ContinuousClock.Instant

    /// The field's value; `nil` if there is none.
    func field(_ name: String) -> String? {
      head.dropFirst().first { $0.lowercased().hasPrefix("\(name):") }.map { String($0.drop { $0 != ":" }.dropFirst(2)) }
    }

    /// The schedule's time for the run, as its key says it.
    var scheduledTime: String? {
      field("idempotency-key").flatMap { $0.split(separator: "/").last }.map { String($0.dropLast()) }
    }
  }

  enum Reply: Sendable {
    case bytes(String)
    /// Nothing, until the test releases it: 204 then.
    case held
    /// The end of the connection.
    case nothing
    /// Answers without an end, until the other side has had enough.
    case endless

    static func status(_ code: Int, _ fields: String...) -> Reply {
      .bytes("HTTP/1.1 \(code) X\r\nContent-Length: 0\r\n\(fields.map { $0 + "\r\n" }.joined())\r\n")
    }
  }

  let address: SocketAddress
  private let loops: EventLoops
  private let listener: Listener
  private let desk: Desk

  /// - Parameter reply: asked for each request, with its number from 0.
  init(_ reply: @escaping @Sendable (Int, Received) -> Reply = { _, _ in .status(204) }) throws {
    let (loops, listener, desk) = (try EventLoops(count: 1), try Listener.bind(.ip("127.0.0.1", port: 0)), Desk(reply))
    (self.loops, self.listener, self.desk) = (loops, listener, desk)
    address = listener.address
    Task(executorPreference: loops.all[0]) { await listener.accept(on: loops) { socket in try? await desk.serve(socket) } }
  }

  deinit {
    listener.close()
    loops.stop()
  }

  var url: String { "http://\(address)" }
  var connections: Int { desk.state.withLock { $0.connections } }
  var received: [Received] { desk.state.withLock { $0.received } }
  var poured: Int { desk.state.withLock { $0.poured } }

  func release() { desk.state.withLock { $0.isReleased = true } }
}

/// What the connections of a receiver share. Apart, so that no connection keeps the receiver, and with it its loop.
private final class Desk: Sendable {
  typealias Received = Receiver.Received

  struct State {
    var connections = 0
    var received: [Received] = []
    var isReleased = false
    /// How many bytes of endless answers were taken.
    var poured = 0
  }

  let state = Mutex(State())
  private let reply: @Sendable (Int, Received) -> Receiver.Reply

  init(_ reply: @escaping @Sendable (Int, Received) -> Receiver.Reply) { self.reply = reply }

  func serve(_ socket: Socket) async throws {
    state.withLock { $0.connections += 1 }
    let reader = BufferedReader(socket, capacity: 1 << 20)
    let deadline = Deadline.after(.seconds(60))
    while let first = try await reader.readLine(deadline: deadline) {
      var head = [String(decoding: first, as: UTF8.self)]
      while let line = try await reader.readLine(deadline: deadline), !line.isEmpty { head.append(String(decoding: line, as: UTF8.self)) }
      var received = Received(head: head, body: "", time: .now)
      if let length = received.field("content-length").flatMap(Int.init) {
        received = Received(head: head, body: String(decoding: try await reader.read(length, deadline: deadline), as: UTF8.self), time: .now)
      }
      let number = state.withLock { state in
        state.received.append(received)
        return state.received.count - 1
      }
      switch reply(number, received) {
      case .bytes(let text): try await socket.write(Array(text.utf8), deadline: deadline)
      case .nothing: return
      case .held:
        while !state.withLock({ $0.isReleased }) { try await EventLoop.sleep(until: .after(.milliseconds(2))) }
        try await socket.write(Array("HTTP/1.1 204 X\r\n\r\n".utf8), deadline: deadline)
      case .endless:
        try await socket.write(Array("HTTP/1.1 200 X\r\n\r\n".utf8), deadline: deadline)
        let bytes = [UInt8](repeating: 0x61, count: 1 << 16)
        while true {
          try await socket.write(bytes, deadline: deadline)
          state.withLock { $0.poured += bytes.count }
        }
      }
      if received.field("connection")?.lowercased() == "close" { return }
    }
  }
}
