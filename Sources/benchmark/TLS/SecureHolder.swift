import CommandLine
import IO
import Platform
import TLS

/// Connections over TLS that are held idle, each after an answer, until the process ends.
enum SecureHolder {
  static func hold(_ count: Int, port: UInt16, trusting authority: String) async throws {
    var configuration = TLSClientConfiguration()
    configuration.trust = .file(authority)
    let context = try TLSClientContext(configuration)
    let loops = try EventLoops(count: 1)
    let held = try await loops.all[0].run { () async throws -> [TLSTransport] in
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 16)
      defer { buffer.deallocate() }
      var held: [TLSTransport] = []
      for _ in 0..<count {
        let deadline = Deadline.after(.seconds(10))
        let socket = try await Connector.connect(to: .ip("127.0.0.1", port: port), deadline: deadline)
        let transport = try await TLSTransport.connect(over: socket, to: ServerCertificate.host, context, deadline: deadline)
        try await transport.write(Scenario.all[0].request, deadline: deadline)
        // The answer is short, and comes in one piece.
        if try await transport.read(into: buffer, deadline: deadline) == 0 { throw Failure("the server closed a connection") }
        held.append(transport)
      }
      return held
    }
    try Serve.announce(port)
    try await Task.sleep(for: .seconds(86_400))
    withExtendedLifetime(held) {}
  }
}
