import IO
import Synchronization
import TLS

@testable import Postgres

/// A server that says what the test tells it to.
struct ScriptedServer: Sendable {
  /// A connection to it, as the server sees it.
  final class Peer: @unchecked Sendable {
    private(set) var transport: any Transport
    private var reader: BufferedReader

    init(_ transport: any Transport) {
      self.transport = transport
      reader = BufferedReader(transport, capacity: 1 << 20)
    }

    /// Has what is sent and read go through a transport of the test's.
    func wrap(_ wrapped: (any Transport) -> any Transport) {
      transport = wrapped(transport)
      reader = BufferedReader(transport, capacity: 1 << 20)
    }

    /// Grants a request for TLS, and shakes hands.
    /// - Parameter isAsked: whether the request was read already.
    func secure(_ context: TLSServerContext, isAsked: Bool = false) async throws {
      if !isAsked, try await startup() != Scripted.sslRequest { throw IOError.endedEarly }
      try await send(Array("S".utf8))
      transport = try await TLSTransport.accept(over: transport, context, deadline: .generous)
      reader = BufferedReader(transport, capacity: 1 << 20)
    }

    /// Reads the start-up message, a CancelRequest or a request for TLS, and returns its code.
    func startup() async throws -> Int32 {
      let length = Self.number(try await reader.read(4, deadline: .generous))
      let body = try await reader.read(Int(length) - 4, deadline: .generous)
      return Self.number(Array(body.prefix(4)))
    }

    func read(_ count: Int) async throws -> [UInt8] { try await reader.read(count, deadline: .generous) }

    /// Reads a message, and returns its kind and content.
    func message() async throws -> (kind: Character, body: [UInt8]) {
      let head = try await reader.read(5, deadline: .generous)
      let body = try await reader.read(Int(Self.number(Array(head.dropFirst()))) - 4, deadline: .generous)
      return (Character(Unicode.Scalar(head[0])), body)
    }

    /// Reads messages up to one of the kind.
    func messages(until kind: Character) async throws {
      while try await message().kind != kind {}
    }

    func send(_ messages: [UInt8]) async throws { try await transport.write(messages, deadline: .generous) }

    /// Waits until the client has gone.
    func waitForEnd() async throws {
      while true {
        reader.skip(reader.count)
        if try await !reader.fill(deadline: .generous) { return }
      }
    }

    private static func number(_ bytes: [UInt8]) -> Int32 { bytes.reduce(Int32(0)) { $0 << 8 | Int32($1) } }
  }

  /// Runs the body with the settings of connections to a server that treats each of them by `serve`.
  static func run(
    _ serve: @escaping @Sendable (Peer) async throws -> Void, _ body: @Sendable (PostgresConfiguration) async throws -> Void
  ) async throws {
    try await TestDatabase.loops.all[0].run {
      let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
      async let accepting: Void = listener.accept(on: TestDatabase.loops) { socket in try? await serve(Peer(socket)) }
      defer { listener.close() }
      var configuration = PostgresConfiguration(hosts: [.init("127.0.0.1", port: listener.address.port!)], user: "someone")
      configuration.cancelTimeout = .seconds(2)
      configuration.tls = PostgresTLS(.disable)
      try await body(configuration)
      listener.close()
      await accepting
    }
  }
}

/// Messages of a server.
enum Scripted {
  static func message(_ kind: Character, _ body: [UInt8] = []) -> [UInt8] {
    [kind.asciiValue!] + number(Int32(body.count + 4)) + body
  }

  static func number<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }

  static func text(_ text: String) -> [UInt8] { Array(text.utf8) + [0] }

  // Codes in place of a version in the first message.
  static let version: Int32 = 196_608
  static let cancelRequest: Int32 = 80_877_102
  static let sslRequest: Int32 = 80_877_103

  static let authenticated = message("R", number(Int32(0)))
  static let ready = message("Z", [0x49])
  static let key = message("K", number(Int32(7)) + number(Int32(8)))
  /// All that begins a session.
  static let session = authenticated + message("S", text("client_encoding") + text("UTF8")) + key + ready

  static func error(_ state: String, _ severity: String = "ERROR", _ text: String = "it went wrong") -> [UInt8] {
    message("E", Array("S\(severity)\0V\(severity)\0C\(state)\0M\(text)\0\0".utf8))
  }

  /// The answer to Parse and Describe of a statement without parameters and with one column, an int4.
  static let prepared =
    message("1") + message("t", [0, 0]) + message("T", [0, 1] + text("n") + [0, 0, 0, 0, 0, 0] + number(Int32(23)) + [0, 4, 0, 0, 0, 0, 0, 1])
  /// The answer to its execution.
  static func rows(_ numbers: [Int32]) -> [UInt8] {
    message("2") + numbers.flatMap { message("D", [0, 1, 0, 0, 0, 4] + number($0)) } + message("C", text("SELECT \(numbers.count)"))
  }
}
