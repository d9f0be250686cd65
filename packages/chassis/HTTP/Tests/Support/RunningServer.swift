import HTTP
import HTTPTesting
import IO
import TLS

/// A server on sockets, with loops of its own.
struct RunningServer {
  let server: Server
  let address: SocketAddress
  let loops: EventLoops

  init(
    at address: SocketAddress = .ip("127.0.0.1", port: 0), _ configuration: ServerConfiguration = .patient, tls: TLSServerSource? = nil,
    handler: @escaping Handler
  ) async throws {
    loops = try EventLoops(count: 2)
    server = Server(at: address, on: loops, configuration: configuration, tls: tls, handler: handler)
    do { try await server.start() } catch {
      loops.stop()
      throw error
    }
    self.address = server.address!
  }

  func connect() async throws -> TestConnection {
    let loop = loops.next()
    return try await loop.run { [address] () async throws(IOError) in
      TestConnection(try await Connector.connect(to: address, deadline: .after(.seconds(60))), loop)
    }
  }

  /// Stops in good order.
  func stop() async throws {
    try await server.stop(deadline: .now + .seconds(60))
    loops.stop()
  }
}
