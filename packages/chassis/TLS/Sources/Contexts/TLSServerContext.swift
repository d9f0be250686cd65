/// What a server's connections have in common.
public struct TLSServerConfiguration: Sendable, Hashable {
  /// Certificates that clients show.
  public enum ClientCertificates: Sendable, Hashable {
    /// None is asked for.
    case none
    /// One is asked for, and has to be issued by an authority of the file where it is shown.
    case optional(authorities: String)
    /// A client without one is refused.
    case required(authorities: String)
  }

  /// Certificate of the server.
  public var identity: TLSIdentity
  /// Certificates of its clients.
  public var clients = ClientCertificates.none
  /// Names of the protocols that are spoken over the connection, the preferred first (ALPN, RFC 7301). A client that offers others alone
  /// is refused; one that offers none is taken.
  public var protocols: [String] = []

  public init(_ identity: TLSIdentity) { self.identity = identity }
}

/// A server's context, for all connections with one configuration.
public final class TLSServerContext: TLSContext {
  private let owner: ContextHandle
  private let protocols: ProtocolNames
  /// Whether clients are asked for certificates.
  let asksForCertificates: Bool
  var handle: OpenSSL.Context { owner.pointer }

  /// Reads the files that the configuration names. Throws what is missing or wrong.
  public init(_ configuration: TLSServerConfiguration) throws(TLSError) {
    owner = try ContextHandle { $0.serverMethod() }
    protocols = try ProtocolNames(configuration.protocols)
    asksForCertificates = configuration.clients != .none
    try owner.use(configuration.identity)
    switch configuration.clients {
    case .none: break
    case .optional(let path): try verifyClients(.peer, path)
    case .required(let path): try verifyClients(.requiredPeer, path)
    }
    let openSSL = owner.openSSL
    if !configuration.protocols.isEmpty {
      openSSL.contextSelectProtocol(handle, ProtocolNames.select, Unmanaged.passUnretained(protocols).toOpaque())
    }
    // Sessions are with the clients, in tickets: none takes memory here. A session of one service is not resumed with another.
    openSSL.setSessionCache(handle, .off)
    let scope = Array("bulkhead".utf8)
    _ = openSSL.contextSetSessionScope(handle, scope, UInt32(scope.count))
  }

  private func verifyClients(_ mode: OpenSSL.VerifyMode, _ path: String) throws(TLSError) {
    owner.verify(mode, with: try TrustStore(file: path))
    // The names are sent to clients, which choose a certificate by them.
    owner.openSSL.contextSetClientAuthorities(handle, owner.openSSL.loadAuthorityNames(path))
    owner.openSSL.clearErrors()
  }
}
