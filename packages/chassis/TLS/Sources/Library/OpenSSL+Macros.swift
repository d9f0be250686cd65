/// What OpenSSL's headers offer as macros, and the numbers that they stand for.
extension OpenSSL {
  /// The outcome of a call that did not succeed (SSL_get_error).
  enum Outcome: Int32 {
    case failed = 1
    case wantsRead = 2
    case wantsWrite = 3
    case streamFailed = 5
    /// The peer has said that it sends nothing more (close_notify).
    case ended = 6
  }

  func outcome(_ connection: Connection, _ result: Int32) -> Outcome { Outcome(rawValue: error(connection, result)) ?? .failed }

  /// The versions that are spoken: TLS 1.2 and 1.3.
  func setVersions(_ context: Context) {
    _ = contextControl(context, 123, Self.tls12, nil)
    _ = contextControl(context, 124, Self.tls13, nil)
  }

  static let tls12 = 0x0303
  static let tls13 = 0x0304

  /// A write may take a part, may be repeated from another place in memory, and idle connections hold no buffers (SSL_CTX_set_mode); what has
  /// come is read as a whole, and not header by header (SSL_CTX_set_read_ahead).
  func setModes(_ context: Context) {
    _ = contextControl(context, 33, 0x1 | 0x2 | 0x10, nil)
    _ = contextControl(context, 41, 1, nil)
  }

  /// No renegotiation, no compression, the server's order of ciphers.
  static let options: UInt64 = 1 << 30 | 1 << 17 | 1 << 22
  /// 112 bits at least: RSA keys of 2048 bits, no SHA-1 signatures (SSL_CTX_set_security_level).
  static let securityLevel: Int32 = 2

  enum SessionCache: Int {
    case off = 0
    /// Sessions are given to the callback, and kept nowhere else.
    case clientByCallback = 0x301
  }

  func setSessionCache(_ context: Context, _ cache: SessionCache) { _ = contextControl(context, 44, cache.rawValue, nil) }

  /// Sends the name with the first message, so that a server of many names chooses its certificate (SNI, RFC 6066, section 3).
  func setServerName(_ connection: Connection, _ name: String) -> Bool {
    name.withCString { control(connection, 55, 0, UnsafeMutableRawPointer(mutating: $0)) == 1 }
  }

  /// Names are compared with the alternative names alone, and a wildcard stands for a whole label (RFC 9525, section 6.3).
  static let hostFlags: UInt32 = 0x4 | 0x20

  enum VerifyMode: Int32 {
    case none = 0
    case peer = 1
    case requiredPeer = 3
  }

  /// Both directions are taken for closed, so that the session can be resumed though nobody waited for the peer's close_notify.
  static let closedBothWays: Int32 = 3

  /// Flags of a stream that could not do what was asked, and is to be asked again (BIO_set_retry_read, BIO_set_retry_write).
  static let retryRead: Int32 = 0x1 | 0x8
  static let retryWrite: Int32 = 0x2 | 0x8
  static let retryFlags: Int32 = 0xF

  static let pem: Int32 = 1
  static let subjectAlternativeNames: Int32 = 85
  static let commonName: Int32 = 13
}
