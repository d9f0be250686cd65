/// A certificate that a peer has shown, and that was verified.
public final class PeerCertificate: Sendable {
  /// The common name of whom it was issued to; `nil` where it has none.
  public let commonName: String?
  /// DNS names that it is for (RFC 5280, section 4.2.1.6).
  public let dnsNames: [String]
  /// URIs that it is for, such as a SPIFFE ID.
  public let uris: [String]
  /// SHA-256 hash of it, by which one certificate is told from all others.
  public let fingerprint: [UInt8]

  init(_ certificate: OpenSSL.Certificate, _ openSSL: OpenSSL) {
    commonName = openSSL.commonName(of: certificate)
    (dnsNames, uris, _) = openSSL.alternativeNames(of: certificate)
    fingerprint = openSSL.fingerprint(of: certificate)
  }

  /// The name by which the peer is called in a log: its common name, or its first other name.
  public var name: String { commonName ?? dnsNames.first ?? uris.first ?? "" }
}
