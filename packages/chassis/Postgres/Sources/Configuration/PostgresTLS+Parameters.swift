import Platform
import TLS

extension PostgresTLS {
  /// Reads `sslmode`, `sslrootcert`, `sslcert`, `sslkey` and `channel_binding`. What is not named is taken from the folder `.postgresql` of the
  /// home, as far as it is there: `root.crt`, `postgresql.crt`, `postgresql.key`.
  ///
  /// It is stricter than libpq in one thing: a file that is named has to exist.
  convenience init(_ parameters: [String: String], home: String?) throws(PostgresError) {
    func standard(_ name: String) -> String? {
      guard let home, let status = try? File.status("\(home)/.postgresql/\(name)"), status.kind == .file else { return nil }
      return "\(home)/.postgresql/\(name)"
    }
    let authorities = parameters["sslrootcert"]
    let trust = authorities == "system" ? TLSClientConfiguration.Trust.system : (authorities ?? standard("root.crt")).map { .file($0) }
    var identity: TLSIdentity?
    if let certificate = parameters["sslcert"] ?? standard("postgresql.crt") {
      guard let key = parameters["sslkey"] ?? standard("postgresql.key") else {
        throw .settings("the certificate \"\(certificate)\" has no key; name the file of that by sslkey")
      }
      identity = TLSIdentity(certificateFile: certificate, keyFile: key)
    } else if let key = parameters["sslkey"] {
      throw .settings("the key \"\(key)\" has no certificate; name the file of that by sslcert")
    }
    self.init(
      try choice(parameters["sslmode"], "sslmode", trust == .system ? .verifyFull : .prefer), trusting: trust, as: identity,
      channelBinding: try choice(parameters["channel_binding"], "channel_binding", .prefer))
  }
}

/// The value of a parameter that has one of a few.
func choice<Choice: RawRepresentable<String> & CaseIterable>(
  _ text: String?, _ name: String, _ standard: Choice
) throws(PostgresError) -> Choice {
  guard let text else { return standard }
  if let choice = Choice(rawValue: text) { return choice }
  throw .settings("\"\(text)\" is no \(name), which is one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
}
