import IO

extension Session {
  /// Begins a session with a host, over TLS or without, as `sslmode` says. Where either will do, the other way is tried on a new connection
  /// when the first one fails for want of TLS, or of a rule by which the server takes the session so (28000).
  static func begin(
    with host: PostgresConfiguration.Host, _ configuration: PostgresConfiguration, deadline: Deadline
  ) async throws(PostgresError) -> Session {
    let mode = host.isUnixSocket ? .disable : configuration.tls.mode
    if !host.isUnixSocket { try configuration.tls.validate() }
    /// Whether each way is one over TLS.
    var ways: [Bool] =
      switch mode {
      case .disable: [false]
      case .allow: [false, true]
      case .prefer: [true, false]
      case .require, .verifyCA, .verifyFull: [true]
      }
    var first: PostgresError?
    while true {
      let isOverTLS = ways.removeFirst()
      let (socket, address) = try await dial(host, deadline)
      socket.expectPeer(within: configuration.peerTimeout)
      func session(over transport: any Transport, _ medium: Startup.Medium, _ encryption: Encryption?) async throws(PostgresError) -> Session {
        try await begin(
          over: transport, medium, to: address, encryption, password: configuration.password(for: host), configuration, deadline: deadline)
      }
      var mayGoOtherWay = false
      do throws(PostgresError) {
        if !isOverTLS { return try await session(over: socket, host.isUnixSocket ? .unixSocket : .plain, nil) }
        let encryption = Encryption(host: host.name, tls: configuration.tls)
        if !mode.takesPlain {
          let transport = try await encryption.secure(socket, until: deadline)
          return try await session(over: transport, encryption.medium(of: transport), encryption)
        }
        switch try await encryption.begin(over: socket, until: deadline) {
        case .secured(let transport): return try await session(over: transport, encryption.medium(of: transport), encryption)
        case .declined:
          ways = []
          return try await session(over: socket, .plain, nil)
        case .failed(let error):
          mayGoOtherWay = true
          throw error
        }
      } catch {
        socket.close()
        if ways.isEmpty || !mayGoOtherWay && error.sqlState != "28000" { throw error.withoutSession(at: address, after: first) }
        first = error
      }
    }
  }

  /// A socket to the first address of the host that answers, and the address.
  private static func dial(_ host: PostgresConfiguration.Host, _ deadline: Deadline) async throws(PostgresError) -> (Socket, SocketAddress) {
    do throws(IOError) {
      let addresses: [SocketAddress] =
        host.isUnixSocket
        ? [.unix(path: "\(host.name)/.s.PGSQL.\(host.port)")]
        : try await Resolver.resolve(host: host.name, port: host.port, deadline: deadline)
      let socket = try await Connector.connect(toFirstOf: addresses, deadline: deadline)
      return (socket, socket.peer ?? addresses[0])
    } catch {
      switch error {
      case .timedOut, .cancelled, .closed, .noLoop: throw PostgresError(error)
      case .system, .endedEarly, .insecure, .tooLong, .unresolved:
        throw PostgresError(.connectionFailed, "no connection to the server: \(error)", cause: error)
      }
    }
  }
}

extension PostgresError {
  /// The error of a session that did not come about.
  /// - Parameter first: the error of the other way, with TLS or without, that was tried before.
  func withoutSession(at address: SocketAddress, after first: PostgresError? = nil) -> PostgresError {
    let kind = kind == .connectionLost || kind == .serverShutDown ? Kind.connectionFailed : kind
    let before = first.map { "; before that, the other way with regard to TLS: \($0.message)" } ?? ""
    return PostgresError(kind, "no session with \(address): \(message)\(before)", report: report, cause: cause)
  }
}
