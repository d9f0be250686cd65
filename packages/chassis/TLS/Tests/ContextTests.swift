import TLS
import TestSupport
import Testing

struct ContextTests {
  private let certificates: TestCertificates?

  init() throws { certificates = try TestCertificates.make(for: "TLS contexts") }

  @Test func `what is wrong with the files of an identity is told`() throws {
    guard let certificates else { return }
    let (server, key) = (certificates.certificate("server"), certificates.key("server"))
    for (certificateFile, keyFile, reason) in [
      ("/nowhere/a.pem", key, "cannot open /nowhere/a.pem: No such file or directory"),
      (server, "/nowhere/a.key", "cannot open /nowhere/a.key: No such file or directory"),
      ("/", key, "/ is not a file"),
      (key, key, "\(key) holds no certificate in PEM form"),
      (server, certificates.key("client"), "the key \(certificates.key("client")) does not belong to the certificate \(server)"),
      (
        server, certificates.encryptedKey,
        "the key \(certificates.encryptedKey) is encrypted; give one without a passphrase, in a file that only the process reads"
      ),
      (
        certificates.certificate("weak"), certificates.key("weak"),
        "the certificate \(certificates.certificate("weak")) cannot be used: the certificate's key is too weak; RSA needs 2048 bits"
      ),
    ] {
      let error = #expect(throws: TLSError.self) {
        try TLSServerContext(TLSServerConfiguration(TLSIdentity(certificateFile: certificateFile, keyFile: keyFile)))
      }
      #expect(error?.description == reason)
    }
    let noKey = #expect(throws: TLSError.self) {
      try TLSServerContext(TLSServerConfiguration(TLSIdentity(certificateFile: server, keyFile: server)))
    }
    #expect(noKey?.description.hasPrefix("\(server) holds no private key in PEM form (") == true)
  }

  @Test func `a file of authorities that holds none is told`() throws {
    guard let certificates else { return }
    var configuration = TLSClientConfiguration()
    configuration.trust = .file(certificates.key("ca"))
    let empty = #expect(throws: TLSError.self) { try TLSClientContext(configuration) }
    #expect(empty?.description.hasPrefix("\(certificates.key("ca")) holds no certificates of authorities in PEM form (") == true)
    configuration.trust = .file("/nowhere/ca.pem")
    let missing = #expect(throws: TLSError.self) { try TLSClientContext(configuration) }
    #expect(missing?.description == "cannot open /nowhere/ca.pem: No such file or directory")
    #expect(throws: TLSError.self) { try certificates.server(clients: .required(authorities: "/nowhere/ca.pem")) }
    #expect(throws: TLSError.self) { try certificates.client(protocols: [""]) }
    #expect(throws: TLSError.self) { try certificates.server(protocols: [String(repeating: "x", count: 256)]) }
  }
}
