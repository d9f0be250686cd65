import TLS

/// The settings by which the service's own port speaks TLS.
struct PortSecurity: Sendable {
  enum ClientCertificates: String, CaseIterable { case required, optional }

  private let certificate: String?
  private let key: String?
  private let authorities: String?
  private let clients: ClientCertificates
  /// The certificate with its rules, once the files were read; `nil` for a plain port.
  private(set) var source: TLSServerSource?

  private static let certificateKey = "TLS_CERTIFICATE_FILE"
  private static let keyKey = "TLS_KEY_FILE"
  private static let authoritiesKey = "TLS_CLIENT_CA_FILE"
  private static let largestFile = 1 << 20

  init(from reader: inout SettingsReader) {
    certificate = reader.optionalFile(
      Self.certificateKey, "The certificate of the service's own port, then those of its authorities, in PEM form; with it the port speaks TLS.",
      maximumSize: Self.largestFile, example: "/etc/tls/tls.crt")
    key = reader.optionalFile(Self.keyKey, "Its private key, in PEM form.", maximumSize: Self.largestFile, example: "/etc/tls/tls.key")
    authorities = reader.optionalFile(
      Self.authoritiesKey, "The authorities that issue the certificates of clients, in PEM form; with it clients are asked for one.",
      maximumSize: Self.largestFile, example: "/etc/tls/ca.crt")
    clients = reader.choice(
      "TLS_CLIENT_CERTIFICATE", "Whether a client without a certificate is refused, where clients are asked for one.",
      default: ClientCertificates.required)
    if certificate != nil, key == nil { reader.reject(Self.keyKey, expected: "the key of the certificate in \(Self.certificateKey)") }
    if key != nil, certificate == nil { reader.reject(Self.certificateKey, expected: "the certificate of the key in \(Self.keyKey)") }
    if authorities != nil, certificate == nil, key == nil {
      reader.reject(Self.certificateKey, expected: "a certificate of the server, for clients to show theirs (\(Self.authoritiesKey))")
    }
  }

  /// Reads the files, and rejects the certificate where they do not hold.
  mutating func load(_ reader: inout SettingsReader) {
    guard let certificate, let key, [Self.certificateKey, Self.keyKey, Self.authoritiesKey].allSatisfy({ reader.holds($0) }) else { return }
    var configuration = TLSServerConfiguration(TLSIdentity(certificateFile: certificate, keyFile: key))
    configuration.protocols = ["http/1.1"]
    if let authorities {
      configuration.clients = clients == .required ? .required(authorities: authorities) : .optional(authorities: authorities)
    }
    do throws(TLSError) { source = try TLSServerSource(configuration) } catch {
      reader.reject(Self.certificateKey, because: [error.description])
    }
  }
}
