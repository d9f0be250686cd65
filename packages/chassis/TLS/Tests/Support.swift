import IOTesting
import TLS
import TestSupport

@testable import IO

extension TestCertificates {
  func identity(_ name: String) -> TLSIdentity { TLSIdentity(certificateFile: certificate(name), keyFile: key(name)) }

  /// A client that trusts the authority of that name.
  func client(trusting authority: String = "ca", as identity: String? = nil, protocols: [String] = []) throws -> TLSClientContext {
    var configuration = TLSClientConfiguration()
    configuration.trust = .file(certificate(authority))
    configuration.identity = identity.map { self.identity($0) }
    configuration.protocols = protocols
    return try TLSClientContext(configuration)
  }

  func server(
    _ name: String = "server", clients: TLSServerConfiguration.ClientCertificates = .none, protocols: [String] = []
  ) throws -> TLSServerContext {
    var configuration = TLSServerConfiguration(identity(name))
    configuration.clients = clients
    configuration.protocols = protocols
    return try TLSServerContext(configuration)
  }
}

/// Both ends of a TLS connection over two ends of another.
func securePair(
  over ends: (any Transport, any Transport), _ client: TLSClientContext, _ server: TLSServerContext, host: String = "localhost"
) async throws -> (client: TLSTransport, server: TLSTransport) {
  let accepting = start { try await TLSTransport.accept(over: ends.1, server, deadline: .generous) }
  do {
    let first = try await TLSTransport.connect(over: ends.0, to: host, client, deadline: .generous)
    return (first, try await accepting.value)
  } catch {
    _ = await accepting.result
    throw error
  }
}

/// Two ends of a connection, on the loop of the caller.
func connectedSockets() async throws -> (Socket, Socket) {
  let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
  defer { listener.close() }
  let client = try await Connector.connect(to: listener.address, deadline: .generous)
  while true {
    let (result, peer) = listener.socket.accept()
    if result >= 0 { return (client, Socket(Int32(result), peer: peer, on: EventLoop.current!)) }
    await EventLoop.current!.yield()
  }
}

/// Runs the body as a task of a loop of its own.
func onLoop(_ body: @Sendable () async throws -> Void) async throws {
  let loops = try EventLoops(count: 1)
  defer { loops.stop() }
  try await loops.all[0].run { try await body() }
}
