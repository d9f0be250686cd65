import IO

/// Makes a connection for a request. A seam for what is not a plain socket.
typealias Dialing = @Sendable (ClientRequest, Deadline) async throws -> any Transport

extension ClientConfiguration {
  /// Connects to the first address of the host that is admitted and answers.
  var dial: Dialing {
    { [admits] request, deadline in
      var refused: [SocketAddress] = []
      do throws(IOError) {
        let addresses = try await Resolver.resolve(host: request.url.host, port: request.url.port, deadline: deadline)
        let admitted = addresses.filter(admits)
        if !admitted.isEmpty { return try await Connector.connect(toFirstOf: admitted, deadline: deadline) }
        refused = addresses
      } catch {
        throw request.error(error, .connectionFailed, while: "before there was a connection")
      }
      throw request.error(.addressRefused, "connections to \(refused.map(\.description).joined(separator: ", ")) are not allowed")
    }
  }
}
