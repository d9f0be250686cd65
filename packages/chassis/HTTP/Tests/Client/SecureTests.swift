import IO
import Platform
import Synchronization
import TLS
import TestSupport
import Testing

@testable import HTTP

/// Client and server over TLS, with sockets.
@Suite(.onEventLoop) struct SecureTests {
  private let certificates: TestCertificates?

  init() throws { certificates = try TestCertificates.make(for: "HTTP over TLS") }

  private func serve(
    _ certificates: TestCertificates, clients: TLSServerConfiguration.ClientCertificates = .none, _ configuration: ServerConfiguration = .patient,
    handler: @escaping Handler = { .text("\($0.peerCertificate?.name ?? "nobody") asked") }
  ) async throws -> RunningServer {
    let identity = TLSIdentity(certificateFile: certificates.certificate("server"), keyFile: certificates.key("server"))
    var tls = TLSServerConfiguration(identity)
    tls.clients = clients
    tls.protocols = ["http/1.1"]
    return try await RunningServer(configuration, tls: TLSServerSource(tls), handler: handler)
  }

  private func client(_ certificates: TestCertificates, as identity: String? = nil, on loops: EventLoops) -> Client {
    var configuration = ClientConfiguration.forTests
    configuration.tls.trust = .file(certificates.certificate("ca"))
    configuration.tls.identity = identity.map {
      TLSIdentity(certificateFile: certificates.certificate($0), keyFile: certificates.key($0))
    }
    return Client(on: loops, configuration: configuration)
  }

  @Test func `requests are answered over one secure connection, which plain requests do not use`() async throws {
    guard let certificates else { return }
    let count = Mutex<Set<SocketAddress>>([])
    let server = try await serve(certificates) { request in
      if let peer = request.peer { count.withLock { _ = $0.insert(peer) } }
      return Response(body: .bytes(try await request.body.collect(upTo: 1 << 20)))
    }
    let client = client(certificates, on: server.loops)
    let port = server.address.port!
    for size in [0, 10, 100_000, 500_000] {
      let bytes = [UInt8]((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) })
      let response = try await client.send(ClientRequest(.put, "https://localhost:\(port)/", body: .bytes(bytes)))
      #expect(try await response.body.collect(upTo: 1 << 20) == bytes)
    }
    #expect(count.withLock { $0.count } == 1)
    let error = await #expect(throws: ClientError.self) { try await client.send(ClientRequest(.get, "http://localhost:\(port)/")) }
    #expect(error?.kind == .disconnected)
    #expect(client.pool.count.all == 1)
    client.close()
    try await server.stop()
  }

  @Test func `a handler knows who asks, where clients have certificates`() async throws {
    guard let certificates else { return }
    let refused = Mutex<[String]>([])
    var configuration = ServerConfiguration.patient
    configuration.reportInsecure = { reason in refused.withLock { $0.append(reason) } }
    let server = try await serve(certificates, clients: .required(authorities: certificates.certificate("ca")), configuration)
    let known = client(certificates, as: "client", on: server.loops)
    for _ in 0..<2 {
      let response = try await known.send(ClientRequest(.get, "https://localhost:\(server.address.port!)/"))
      #expect(String(decoding: try await response.body.collect(upTo: 100), as: UTF8.self) == "Client One asked")
    }
    let unknown = client(certificates, on: server.loops)
    let error = await #expect(throws: ClientError.self) {
      try await unknown.send(ClientRequest(.get, "https://localhost:\(server.address.port!)/"))
    }
    #expect(error?.description.contains("the peer requires a certificate, and none was shown") == true)
    known.close()
    unknown.close()
    try await server.stop()
    #expect(refused.withLock { $0 }.allSatisfy { $0.hasSuffix("the client has shown no certificate, and one is required") })
    #expect(refused.withLock { $0.count } == 1)
  }

  @Test func `a server that is not trusted is not asked, and the request is not made again`() async throws {
    guard let certificates else { return }
    let asked = Mutex(0)
    let server = try await serve(certificates) { _ in
      asked.withLock { $0 += 1 }
      return .text("")
    }
    var configuration = ClientConfiguration()
    configuration.tls.trust = .file(certificates.certificate("other"))
    let client = Client(on: server.loops, configuration: configuration)
    let url = "https://localhost:\(server.address.port!)"
    let error = await #expect(throws: ClientError.self) { try await client.send(ClientRequest(.get, url)) }
    #expect(error?.kind == .insecure)
    #expect(
      error?.description
        == "GET \(url): TLS with localhost: the certificate is issued by CN=Test Authority, which is no authority that is trusted here")
    configuration.tls.trust = .file("/nowhere/ca.pem")
    let blind = Client(on: server.loops, configuration: configuration)
    let missing = await #expect(throws: ClientError.self) { try await blind.send(ClientRequest(.get, url)) }
    #expect(missing?.description == "GET \(url): cannot open /nowhere/ca.pem: No such file or directory")
    #expect(asked.withLock { $0 } == 0)
    client.close()
    blind.close()
    try await server.stop()
  }

  @Test func `an answer that only ends with its connection must not be cut short`() async throws {
    guard let certificates else { return }
    let identity = TLSIdentity(certificateFile: certificates.certificate("server"), keyFile: certificates.key("server"))
    let context = try TLSServerContext(TLSServerConfiguration(identity))
    let loops = try EventLoops(count: 1)
    let listener = try Listener.bind(.ip("127.0.0.1", port: 0))
    async let accepting: Void = listener.accept(on: loops) { socket in
      guard let transport = try? await TLSTransport.accept(over: socket, context, deadline: .after(.seconds(60))) else { return }
      let reader = BufferedReader(transport)
      guard let line = try? await reader.readLine(deadline: .after(.seconds(60))) else { return }
      while let line = try? await reader.readLine(deadline: .after(.seconds(60))), !line.isEmpty {}
      try? await transport.write(Array("HTTP/1.1 200 OK\r\n\r\nall of it".utf8), deadline: .after(.seconds(60)))
      // Whoever cuts the connection has no key, and cannot say that this was all.
      if String(decoding: line, as: UTF8.self).contains("/cut") { socket.finishWriting() } else { transport.finishWriting() }
      _ = try? await reader.readLine(deadline: .after(.seconds(60)))
      transport.close()
    }
    let client = client(certificates, on: loops)
    let origin = "https://localhost:\(listener.address.port!)"
    let whole = try await client.send(ClientRequest(.get, "\(origin)/"))
    #expect(String(decoding: try await whole.body.collect(upTo: 100), as: UTF8.self) == "all of it")
    let cut = try await client.send(ClientRequest(.get, "\(origin)/cut"))
    let error = await #expect(throws: ClientError.self) { try await cut.body.collect(upTo: 100) }
    #expect(error?.kind == .disconnected && error?.description.contains("close_notify") == true)
    client.close()
    listener.close()
    await accepting
    loops.stop()
  }

  @Test func `requests in flight are answered while a secure server drains`() async throws {
    guard let certificates else { return }
    let (arrived, release) = (Latch(), Latch())
    let server = try await serve(certificates) { _ in
      arrived.set()
      _ = await release.wait(until: .now + .seconds(60))
      return .text("late")
    }
    let client = client(certificates, on: server.loops)
    async let response = client.send(ClientRequest(.get, "https://localhost:\(server.address.port!)/"))
    #expect(await arrived.wait(until: .now + .seconds(60)))
    async let stopping: Void = server.stop()
    release.set()
    let answer = try await response
    #expect(String(decoding: try await answer.body.collect(upTo: 100), as: UTF8.self) == "late")
    try await stopping
    client.close()
  }

  @Test func `curl is answered, and refuses what it does not trust`() async throws {
    guard let certificates else { return }
    guard ChildProcess.file(ofProgram: "curl") != nil else { return print("HTTP over TLS: skipped for curl, which is not installed") }
    let server = try await serve(certificates)
    let url = "https://localhost:\(server.address.port!)/"
    let arguments = ["curl", "-sS", "--noproxy", "*", "--max-time", "60", "--cacert"]
    let good = try await onOwnThread {
      try ChildProcess.run(arguments + [certificates.certificate("ca"), url, url], environment: Environment.forChildren)
    }
    #expect(String(decoding: good.output, as: UTF8.self) == "nobody askednobody asked", "\(String(decoding: good.errorOutput, as: UTF8.self))")
    let bad = try await onOwnThread {
      try ChildProcess.run(arguments + [certificates.certificate("other"), url], environment: Environment.forChildren)
    }
    #expect(bad.ending == .exit(60) && bad.output.isEmpty)
    try await server.stop()
  }
}
