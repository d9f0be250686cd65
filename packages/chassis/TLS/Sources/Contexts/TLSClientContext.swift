/// What a client's connections have in common: whom they trust, and who they are.
public struct TLSClientConfiguration: Sendable, Hashable {
  /// Authorities that servers' certificates have to lead to.
  public enum Trust: Sendable, Hashable {
    /// Those of the system.
    case system
    /// Those of a file in PEM form, and no others: a private authority, or the certificate of one server that is signed by itself.
    case file(String)
  }

  /// Whom to trust. A server's certificate is verified, and so is the name that it is for: there is no switch here.
  public var trust = Trust.system
  /// Certificate that is shown to a server that asks for one.
  public var identity: TLSIdentity?
  /// Names of the protocols that can be spoken over the connection, the preferred first (ALPN, RFC 7301): "http/1.1".
  public var protocols: [String] = []

  public init() {}
}

/// A client's context, for all connections with one configuration. It keeps the sessions that servers give, and resumes them.
public final class TLSClientContext: TLSContext {
  private let owner: ContextHandle
  /// What is verified of a server.
  let verification: ServerVerification
  let sessions: SessionStore
  var handle: OpenSSL.Context { owner.pointer }

  /// Reads the files that the configuration names. Throws what is missing or wrong.
  /// - Parameter verification: what is verified of a server. Where that is nothing, nobody has to be trusted, and no authorities are read.
  public init(
    _ configuration: TLSClientConfiguration = TLSClientConfiguration(), verifying verification: ServerVerification = .complete
  ) throws(TLSError) {
    owner = try ContextHandle { $0.clientMethod() }
    self.verification = verification
    sessions = SessionStore(owner.openSSL)
    if verification != .nothing {
      let store: TrustStore =
        switch configuration.trust {
        case .system: try TrustStore.system()
        case .file(let path): try TrustStore(file: path)
        }
      owner.verify(.peer, with: store)
    }
    if let identity = configuration.identity { try owner.use(identity) }
    if !configuration.protocols.isEmpty {
      let names = try ProtocolNames(configuration.protocols)
      // This one function returns 0 where it succeeded.
      if owner.openSSL.contextOfferProtocols(handle, names.bytes, UInt32(names.bytes.count)) != 0 { throw ProtocolNames.wrong }
    }
    owner.openSSL.setSessionCache(handle, .clientByCallback)
    owner.openSSL.contextSetNewSession(handle) { connection, session in
      guard let session, let transport = OpenSSL.loaded.data(connection, 0) else { return 0 }
      return Unmanaged<TLSTransport>.fromOpaque(transport).takeUnretainedValue().keep(session) ? 1 : 0
    }
  }
}
