import CommandLine
import HTTP
import IO
import TLS
import Telemetry

/// The server that is measured, as a service would have it: a router with a few routes, and metrics of every request.
enum MeasuredServer {
  /// - Parameter identity: the certificate with which it speaks TLS; it is plain without one.
  static func run(loops: Int, identity: TLSIdentity? = nil) async throws {
    do {
      let metrics = Metrics()
      var router = Router()
      router.use(RequestMetrics(metrics))
      router.get("/plain") { _ in plain }
      router.get("/json") { _ in .json(bytes: document) }
      router.get("/allocate") { request in
        let parts = (1...8).map { [UInt8](repeating: 0x61, count: $0 * request.path.utf8.count) }
        return .json(bytes: Array(parts.joined()))
      }
      router.get("/users/{user}/orders/{order}") { request in .text(request.parameters["order"] ?? "") }
      router.post("/upload") { request in
        var count = 0
        while let bytes = try await request.body.read() { count += bytes.count }
        return .text("\(count)\n")
      }
      let tls = try identity.map { try TLSServerSource(TLSServerConfiguration($0)) }
      let server = Server(at: .ip("127.0.0.1", port: 0), on: try EventLoops(count: loops), tls: tls, handler: router.handler)
      try await server.start()
      guard case .ip(_, let port) = server.address else { throw Failure("the server has no port") }
      try Serve.announce(port)
    } catch {
      throw Failure("the server did not start: \(error)")
    }
    // It serves until whoever started it ends it.
    try? await Task.sleep(for: .seconds(86_400))
  }

  private static let plain = Response.text("Hello, World!")
  private static let document = [UInt8](
    ("{\"items\":[" + (1...16).map { "{\"id\":\($0),\"name\":\"item number \($0)\",\"price\":12.5,\"in_stock\":true}" }.joined(separator: ",") + "]}")
      .utf8)
}
