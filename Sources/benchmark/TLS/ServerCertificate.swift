import CommandLine
import Platform

/// The certificate that both servers show: an elliptic one, as public authorities issue them today, whose signature is cheap, so that what the
/// servers do besides counts.
struct ServerCertificate {
  static let host = "localhost"

  let certificate: String
  let key: String

  /// Makes one in a folder, by the program `openssl`.
  init(in folder: String) throws {
    if !Processes().exists("openssl") { throw Failure("the program openssl is not installed; on Debian: apt install openssl") }
    certificate = "\(folder)/server.pem"
    key = "\(folder)/server.key"
    _ = try Processes().run([
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650", "-subj", "/CN=\(Self.host)",
      "-addext", "subjectAltName=DNS:\(Self.host),IP:127.0.0.1", "-keyout", key, "-out", certificate,
    ])
  }

  /// The version and the cipher that a server agrees on with the program `openssl`: `TLSv1.3, TLS_AES_256_GCM_SHA384`.
  static func agreement(port: UInt16) throws -> String {
    let outcome = try Processes().run(["sh", "-c", "openssl s_client -brief -connect 127.0.0.1:\(port) -servername \(host) </dev/null 2>&1"])
    return try agreement(in: String(decoding: outcome.output, as: UTF8.self))
  }

  static func agreement(in text: String) throws -> String {
    let words = ["Protocol version: ", "Ciphersuite: "].map { name in
      text.split(separator: "\n").first { $0.hasPrefix(name) }.map { String($0.dropFirst(name.count)) }
    }
    guard let version = words[0], let cipher = words[1] else { throw Failure("openssl s_client says no version and cipher:\n\(text)") }
    return "\(version), \(cipher)"
  }
}
