import TLS

/// TLS of the connections to a database, by libpq's parameters (libpq's documentation, section "SSL Support"). Over a Unix socket there is
/// none, whatever they say.
///
/// ```swift
/// configuration.tls = PostgresTLS(.verifyFull, trusting: .file("/etc/private/ca.pem"))
/// ```
public final class PostgresTLS: Sendable {
  /// What `sslmode` says.
  public enum Mode: String, Sendable, CaseIterable {
    /// Without TLS.
    case disable
    /// Without TLS, or with it where the server refuses a session without.
    case allow
    /// With TLS where the server has it, and takes the session so. Neither this nor `allow` protects from anybody who stands in between, and
    /// nothing is verified.
    case prefer
    /// With TLS. The server is verified as by `verifyCA` where authorities are given, and else not at all.
    case require
    /// With TLS, to a server that has a certificate of the authorities.
    case verifyCA = "verify-ca"
    /// With TLS, to a server whose certificate is of the authorities and for the host that the configuration names.
    case verifyFull = "verify-full"

    /// Whether a session without TLS will do.
    var takesPlain: Bool { self == .disable || self == .allow || self == .prefer }
  }

  /// What `channel_binding` says: whether the proof of a password holds for this server's certificate alone (SCRAM-SHA-256-PLUS).
  public enum ChannelBinding: String, Sendable, CaseIterable {
    case disable
    /// Where the server offers it. One that did, and whose offer somebody took away on its path, notices.
    case prefer
    /// No session comes about but by such a proof.
    case require
  }

  public let mode: Mode
  /// Authorities that the server's certificate has to lead to (`sslrootcert`); `nil` for none.
  public let trust: TLSClientConfiguration.Trust?
  /// Certificate that is shown to a server that asks for one (`sslcert`, `sslkey`).
  public let identity: TLSIdentity?
  public let channelBinding: ChannelBinding
  private let source: TLSClientSource

  public init(
    _ mode: Mode = .prefer, trusting trust: TLSClientConfiguration.Trust? = nil, as identity: TLSIdentity? = nil,
    channelBinding: ChannelBinding = .prefer
  ) {
    (self.mode, self.trust, self.identity, self.channelBinding) = (mode, trust, identity, channelBinding)
    var configuration = TLSClientConfiguration()
    if let trust { configuration.trust = trust }
    configuration.identity = identity
    // A server that would take the bytes for another protocol's refuses.
    configuration.protocols = ["postgresql"]
    source = TLSClientSource(configuration, verifying: Self.verification(mode, hasAuthorities: trust != nil))
  }

  /// What is verified of a server.
  var verification: ServerVerification { Self.verification(mode, hasAuthorities: trust != nil) }

  private static func verification(_ mode: Mode, hasAuthorities: Bool) -> ServerVerification {
    switch mode {
    case .disable, .allow, .prefer: .nothing
    case .require: hasAuthorities ? .authorityOnly : .nothing
    case .verifyCA: .authorityOnly
    case .verifyFull: .complete
    }
  }

  /// Throws what cannot be together.
  func validate() throws(PostgresError) {
    if trust == nil, mode == .verifyCA || mode == .verifyFull {
      throw .settings("sslmode=\(mode.rawValue) needs authorities to verify the server by: name their file by sslrootcert, or set sslrootcert=system")
    }
    if trust == .system, mode != .verifyFull {
      throw .settings(
        "sslrootcert=system goes with sslmode=verify-full alone, and not with \(mode.rawValue): of the system's authorities, anybody gets a "
          + "certificate for a host of their own")
    }
    if channelBinding == .require, mode == .disable { throw .settings("channel_binding=require needs TLS, and sslmode=disable forbids it") }
  }

  /// The context for the next connection. Throws `invalid` with what is missing: OpenSSL, or a file.
  func context() async throws(PostgresError) -> TLSClientContext {
    do throws(TLSError) { return try await source.context() } catch { throw .settings(error.description) }
  }
}
