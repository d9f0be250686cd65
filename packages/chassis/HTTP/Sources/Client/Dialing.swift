import IO

/// Makes a connection for a request. A seam for what is not a socket.
typealias Dialing = @Sendable (ClientRequest, Deadline) async throws -> any Transport

extension ClientConfiguration {
  /// Connects to the first address of the host that is admitted and answers, by TLS where the URL says so.
  var dial: Dialing {
    { [admits, security = ClientSecurity(tls)] request, deadline in
      var refused: [SocketAddress] = []
      do throws(IOError) {
        let addresses = try await Resolver.resolve(host: request.url.host, port: request.url.port, deadline: deadline)
        let admitted = addresses.filter(admits)
        if !admitted.isEmpty {
          let socket = try await Connector.connect(toFirstOf: admitted, deadline: deadline)
          if !request.url.isSecure { return socket }
          return try await security.secure(socket, to: request.url.host, deadline: deadline)
        }
        refused = addresses
      } catch {
        throw request.error(error, .connectionFailed, while: "before there was a connection")
      }
      throw request.error(.addressRefused, "connections to \(refused.map(\.description).joined(separator: ", ")) are not allowed")
    }
  }
}
