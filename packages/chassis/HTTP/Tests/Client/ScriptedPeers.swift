import IO
import IOTesting
import Synchronization
import Telemetry

@testable import HTTP

/// The other side of a client, in memory: each connection is answered by a script, byte by byte.
final class ScriptedPeers: Sendable {
  let client: Client
  private let loops: EventLoops

  typealias Script = @Sendable (ScriptedPeer, _ number: Int) async throws -> Void

  /// - Parameters:
  ///   - wrap: puts something around the client's end, such as a transport with faults.
  ///   - script: run for each connection, which is numbered from 0; when it returns, nothing more is sent.
  init(
    _ configuration: ClientConfiguration, metrics: Metrics? = nil, tracer: Tracer? = nil,
    wrap: @escaping @Sendable (any Transport) -> any Transport = { $0 }, _ script: @escaping Script
  ) throws {
    loops = try EventLoops(count: 1)
    let counter = Counter()
    self.counter = counter
    client = Client(on: loops, configuration: configuration, metrics: metrics, tracer: tracer) { _, _ in
      let (own, other) = try MemoryTransport.pair()
      let number = counter.value.add(1, ordering: .relaxed).oldValue
      Task(executorPreference: EventLoop.current) {
        let peer = ScriptedPeer(other)
        do {
          try await script(peer, number)
          other.finishWriting()
          await peer.readToEnd()
        } catch {}
        other.close()
      }
      return wrap(own)
    }
  }

  convenience init(_ script: @escaping Script) throws { try self.init(.forTests, script) }

  private final class Counter: Sendable { let value = Atomic(0) }
  private let counter: Counter

  deinit {
    client.close()
    loops.stop()
  }

  /// How many connections were made.
  var connections: Int { counter.value.load(ordering: .relaxed) }

  /// Sends a request and reads all of the answer.
  func ask(_ method: Method = .get, change: (inout ClientRequest) -> Void = { _ in }) async throws -> (status: Status, text: String) {
    var request = try ClientRequest(method, "http://peer.test/path?query")
    change(&request)
    let response = try await client.send(request)
    return (response.status, String(decoding: try await response.body.collect(upTo: 1 << 20), as: UTF8.self))
  }
}

/// One connection as the script sees it.
final class ScriptedPeer: Sendable {
  let transport: any Transport
  private let reader: BufferedReader

  init(_ transport: any Transport) {
    self.transport = transport
    reader = BufferedReader(transport, capacity: 1 << 20)
  }

  private static var deadline: Deadline { .after(.seconds(60)) }

  func send(_ text: String) async throws { try await transport.write(Array(text.utf8), deadline: Self.deadline) }

  /// The head of the next request; throws at the end of the stream.
  @discardableResult func receiveHead() async throws -> String {
    var head = ""
    while let line = try await reader.readLine(deadline: Self.deadline) {
      if line.isEmpty { return head }
      head += String(decoding: line, as: UTF8.self) + "\n"
    }
    throw IOError.endedEarly
  }

  func receive(_ count: Int) async throws -> String {
    String(decoding: try await reader.read(count, deadline: Self.deadline), as: UTF8.self)
  }

  /// Waits until the other side has closed.
  func readToEnd() async {
    while (try? await reader.fill(deadline: Self.deadline)) == true { reader.skip(reader.count) }
  }
}

extension ClientConfiguration {
  /// Nothing is repeated unless a test is about that.
  static var forTests: ClientConfiguration {
    var configuration = ClientConfiguration()
    configuration.timeout = .seconds(60)
    configuration.connectTimeout = .seconds(60)
    configuration.retries = .never
    return configuration
  }
}
