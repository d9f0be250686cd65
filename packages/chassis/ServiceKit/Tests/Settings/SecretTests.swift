import Platform
import TestSupport
import Testing

@testable import ServiceKit

@Suite struct SecretTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func secret(_ variables: [String: String]) -> (value: String, mistakes: [String]) {
    let (secret, mistakes) = read(variables) { $0.secret("TOKEN", "What lets in.") }
    return (secret.value, mistakes)
  }

  @Test(arguments: ["hunter2", "hunter2\n", "hunter2\r\n"])
  func `a secret comes from a file, without the end of its line`(content: String) throws {
    let file = try folder.write(content, to: "token")
    #expect(secret(["TOKEN_FILE": file]) == ("hunter2", []))
  }

  @Test func `a secret's file may be a symbolic link, as orchestrators mount them`() throws {
    try folder.write("hunter2", to: "data/token")
    try folder.link("data/token", at: "token")
    #expect(secret(["TOKEN_FILE": "\(folder.path)/token"]) == ("hunter2", []))
  }

  @Test func `a secret's own blanks and lines stay`() throws {
    let file = try folder.write(" a\nb \n\n", to: "token")
    #expect(secret(["TOKEN_FILE": file]).value == " a\nb \n")
  }

  @Test func `both the variable and its file are too much`() throws {
    let file = try folder.write("from-file", to: "token")
    let (value, mistakes) = secret(["TOKEN": "from-variable", "TOKEN_FILE": file])
    #expect(value == "")
    #expect(mistakes == ["TOKEN: expected TOKEN or TOKEN_FILE, found both (from environment)"])
  }

  @Test func `a file that cannot be used says why`() throws {
    func found(_ path: String) -> String? { secret(["TOKEN_FILE": path]).mistakes.first }
    let expected = "TOKEN: expected a file that holds it, up to 65536 bytes, found "
    #expect(found("/no/such") == expected + "no such file (from /no/such)")
    #expect(found(folder.path) == expected + "something that is not a file (from \(folder.path))")
    #expect(found("/dev/zero") == expected + "something that is not a file (from /dev/zero)")
    let empty = try folder.write("\n", to: "empty")
    #expect(found(empty) == expected + "an empty file (from \(empty))")
    let large = try folder.write(String(repeating: "x", count: 65_537), to: "large")
    #expect(found(large) == expected + "a file of 65537 bytes, more than 65536 (from \(large))")
    try File.write([0xFF, 0xFE], to: "\(folder.path)/binary")
    #expect(found("\(folder.path)/binary") == expected + "bytes that are not UTF-8 (from \(folder.path)/binary)")
  }

  @Test func `a secret that does not hold names its file and not itself`() throws {
    let file = try folder.write("hunter2", to: "token")
    let (_, mistakes) = read(["ADMIN_TOKEN_FILE": file]) { ChassisSettings(kind: .worker, version: "1", from: &$0) }
    #expect(
      mistakes == ["ADMIN_TOKEN: expected at least 16 printable ASCII characters without a blank, found another (from \(file))"])
  }

  @Test func `a secret is kept out of every text`() {
    struct Holder { let secret = Secret("hunter2") }
    var dumped = ""
    dump(Holder(), to: &dumped)
    let texts = ["\(Secret("hunter2"))", String(reflecting: Secret("hunter2")), "\(Holder())", String(reflecting: Holder()), dumped]
    for text in texts { #expect(!text.contains("hunter2")) }
  }

  @Test func `a secret is in no message, whatever is wrong with it`() throws {
    let file = try folder.write("hunter2", to: "token")
    let variables = [
      ["ADMIN_TOKEN": "hunter2"], ["ADMIN_TOKEN": "hunter2", "ADMIN_TOKEN_FILE": file], ["ADMIN_TOKEN_FILE": file], ["ADMIN_TOKNE": "hunter2"],
      ["OTEL_EXPORTER_OTLP_HEADERS": "hunter2"],
    ]
    for variables in variables {
      var reader = SettingsReader(SettingsEnvironment(variables))
      _ = ChassisSettings(kind: .worker, version: "1", from: &reader)
      let text = (reader.mistakes.map(\.description) + reader.unknown.map(\.description)).joined()
      #expect(!text.isEmpty && !text.contains("hunter2"))
    }
  }
}
