import HTTP
import IO
import Lifecycle
import Platform
import Synchronization
import Telemetry
import TestSupport
import Testing

@testable import ServiceKit

/// A service's own port over TLS.
@Suite struct PortSecurityTests {
  private let certificates: TestCertificates?

  init() throws { certificates = try TestCertificates.make(for: "TLS of a service's port") }

  private func read(_ variables: [String: String]) -> (settings: ChassisSettings, mistakes: [String]) {
    var reader = SettingsReader(SettingsEnvironment(variables))
    var settings = ChassisSettings(kind: .server, version: "1", from: &reader)
    reader.checkPaths()
    settings.load(&reader)
    return (settings, reader.mistakes.map(\.description))
  }

  @Test func `without a certificate the port is plain, and a certificate that does not hold is a mistake`() throws {
    guard let certificates else { return }
    #expect(read([:]).settings.security?.source == nil)
    let (certificate, key) = (certificates.certificate("server"), certificates.key("server"))
    let good = read(["TLS_CERTIFICATE_FILE": certificate, "TLS_KEY_FILE": key, "TLS_CLIENT_CA_FILE": certificates.certificate("ca")])
    #expect(good.mistakes == [] && good.settings.security?.source != nil)
    for (variables, mistake) in [
      (["TLS_CERTIFICATE_FILE": certificate], "TLS_KEY_FILE: expected the key of the certificate in TLS_CERTIFICATE_FILE, found nothing"),
      (["TLS_KEY_FILE": key], "TLS_CERTIFICATE_FILE: expected the certificate of the key in TLS_KEY_FILE, found nothing"),
      (
        ["TLS_CLIENT_CA_FILE": certificate],
        "TLS_CERTIFICATE_FILE: expected a certificate of the server, for clients to show theirs (TLS_CLIENT_CA_FILE), found nothing"
      ),
    ] { #expect(read(variables).mistakes == [mistake]) }
    let other = certificates.key("client")
    let mismatch = read(["TLS_CERTIFICATE_FILE": certificate, "TLS_KEY_FILE": other])
    #expect(mismatch.mistakes.count == 1 && mismatch.settings.security?.source == nil)
    #expect(mismatch.mistakes.first?.contains("the key \(other) does not belong to the certificate \(certificate)") == true)
  }

  @Test func `a new certificate is used without a restart, also by a link, and one that does not hold is not`() async throws {
    guard let certificates else { return }
    // As a secret of Kubernetes is mounted: files that are links, through a link that is replaced as a whole.
    let folder = try TemporaryFolder()
    func publish(_ certificate: String, _ key: String, as name: String) throws {
      try Folder.create("\(folder.path)/\(name)")
      try File.write(try File.read(certificates.certificate(certificate)), to: "\(folder.path)/\(name)/tls.crt")
      try File.write(try File.read(certificates.key(key)), to: "\(folder.path)/\(name)/tls.key")
      try? File.remove("\(folder.path)/data")
      try folder.link(name, at: "data")
    }
    try publish("server", "server", as: "first")
    let (settings, mistakes) = read(["TLS_CERTIFICATE_FILE": "\(folder.path)/data/tls.crt", "TLS_KEY_FILE": "\(folder.path)/data/tls.key"])
    #expect(mistakes == [])
    let source = try #require(settings.security?.source)
    #expect(try !source.refresh())
    try publish("second", "server", as: "broken")
    #expect(throws: (any Error).self) { try source.refresh() }
    #expect(throws: (any Error).self) { try source.refresh() }
    try publish("second", "second", as: "second")
    #expect(try source.refresh())
    #expect(try !source.refresh())
  }

  @Test func `the service's port speaks TLS, a handler knows who asks, and a new certificate is seen while it serves`() async throws {
    guard let certificates else { return }
    let folder = try TemporaryFolder()
    try File.write(try File.read(certificates.certificate("server")), to: "\(folder.path)/tls.crt")
    try File.write(try File.read(certificates.key("server")), to: "\(folder.path)/tls.key")
    let (settings, mistakes) = read([
      "PORT": "0", "LOG_LEVEL": "critical", "SHUTDOWN_TIMEOUT": "1h", "EVENT_LOOPS": "1", "TLS_CERTIFICATE_FILE": "\(folder.path)/tls.crt",
      "TLS_KEY_FILE": "\(folder.path)/tls.key", "TLS_CLIENT_CA_FILE": certificates.certificate("ca"), "TLS_CLIENT_CERTIFICATE": "optional",
    ])
    #expect(mistakes == [])
    let context = ServiceContext("sample", settings, try ServiceRuntime("sample", settings))
    var router = Router()
    router.get("/") { request in .text(request.peerCertificate?.name ?? "nobody") }
    let part = context.server(router)
    let running = Task { try await context.run([part]) }
    #expect(await eventually { context.intake.isOpen })
    let address = try #require(context.ports.all.first { $0.name == "http" }).address
    func ask(as identity: String?) async throws -> String {
      var configuration = ClientConfiguration()
      configuration.tls.trust = .file(certificates.certificate("ca"))
      configuration.tls.identity = identity.map { .init(certificateFile: certificates.certificate($0), keyFile: certificates.key($0)) }
      let client = Client(on: context.loops, configuration: configuration)
      defer { client.close() }
      let response = try await client.send(ClientRequest(.get, "https://\(address)/"))
      return String(decoding: try await response.body.collect(upTo: 100), as: UTF8.self)
    }
    #expect(try await ask(as: nil) == "nobody")
    #expect(try await ask(as: "client") == "Client One")
    let source = try #require(settings.security?.source)
    let before = ObjectIdentifier(source.context)
    let watch = CertificateWatch(source: source, logger: context.logger, interval: .milliseconds(5))
    let watching = Task(executorPreference: context.loops.all[0]) { try await watch.run() }
    try File.write(try File.read(certificates.key("second")), to: "\(folder.path)/tls.key")
    try File.write(try File.read(certificates.certificate("second")), to: "\(folder.path)/tls.crt")
    #expect(await eventually { ObjectIdentifier(source.context) != before })
    #expect(try await ask(as: "client") == "Client One")
    watching.cancel()
    context.lifetime.shutDown("a test", by: context.loops.all[0])
    try await running.value
  }
}
