import JSON
import Platform
import TestSupport
import Testing

@testable import ServiceKit

@Suite(.blocking) struct SettingsTextTests {
  private let text: SettingsText

  init() {
    var reader = SettingsReader(SettingsEnvironment([:]))
    _ = EveryKind(from: &reader)
    _ = ChassisSettings(kind: .server, version: "1.2", from: &reader)
    text = SettingsText(service: "sample", settings: reader.settings)
  }

  @Test func `the example file says all there is to a setting`() {
    let file = text.environmentFile
    #expect(file.hasPrefix("# Settings of sample, as environment variables."))
    #expect(file.contains("\n\n# What it is called.\n# A text; required.\nNAME=\n"))
    #expect(file.contains("\n\n# How many.\n# A whole number from 1 to 64.\n#SIZE=8\n"))
    #expect(file.contains("\n# A secret; required; DATABASE_PASSWORD_FILE may name a file that holds it.\nDATABASE_PASSWORD=\n"))
    #expect(file.contains("\n# A secret; SIGNING_KEY_FILE may name a file that holds it; optional.\n#SIGNING_KEY=\n"))
    #expect(file.contains("\n#PAUSE=1500ms\n") && file.contains("\n#COLOUR=red\n") && file.contains("\n#HOSTS=a,b\n"))
    #expect(file.contains("\n# Settings that every process has.\n"))
    #expect(file.contains("\n#HEALTH_PORT=9000\n") && file.contains("\n#SERVICE_VERSION=1.2\n"))
  }

  @Test func `a shell reads the example file back as it was meant`() throws {
    let folder = try TemporaryFolder()
    let lines = text.environmentFile.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("#") && !line.hasPrefix("# ") ? line.dropFirst() : line
    }
    let file = try folder.write(lines.joined(separator: "\n"), to: "env")
    let outcome = try ChildProcess.run(
      ["sh", "-c", ". \(file); printf '%s|' \"$NOTE\" \"$SIZE\" \"$TARGET_URL\" \"$HOSTS\""], environment: Environment.forChildren)
    #expect(String(decoding: outcome.output, as: UTF8.self) == "a \"quoted\" $note|8|http://127.0.0.1:8080|a,b|")
  }

  @Test func `the settings as data say the same`() throws {
    let json = try JSONValue(parsing: text.json.encoded())
    #expect(json["version"]?.int == 1 && json["service"]?.string == "sample")
    let settings = try #require(json["settings"]?.array)
    #expect(settings.count == text.settings.count)
    let size = try #require(settings.first { $0["key"]?.string == "SIZE" })
    #expect(size["kind"]?.string == "integer" && size["default"]?.string == "8" && size["required"]?.bool == false)
    #expect(size["range"]?.array?.compactMap(\.string) == ["1", "64"])
    let colour = try #require(settings.first { $0["key"]?.string == "COLOUR" })
    #expect(colour["choices"]?.array?.compactMap(\.string) == ["red", "dark-blue"])
    let password = try #require(settings.first { $0["key"]?.string == "DATABASE_PASSWORD" })
    #expect(password["secret"]?.bool == true && password["required"]?.bool == true && password["default"] == nil)
    #expect(settings.first { $0["key"]?.string == "HEALTH_PORT" }?["own"]?.bool == false)
  }

  @Test func `what every process can be set to is written down as it is`() throws {
    func chassis(_ kind: ServiceKind) throws -> [JSONValue] {
      var reader = SettingsReader(SettingsEnvironment([:]))
      _ = ChassisSettings(kind: kind, version: "dev", from: &reader)
      return try #require(SettingsText(service: "", settings: reader.settings).json["settings"]?.array)
    }
    let worker = try chassis(.worker)
    let settings = try chassis(.server).map { setting in
      JSONValue.object(try #require(setting.object) + [.init("servers", .bool(!worker.contains { $0["key"] == setting["key"] }))])
    }
    #expect(settings.count { $0["servers"] == false } == worker.count, "a server can be set to whatever a worker can")
    let expected = String(decoding: JSONValue.object([.init("version", 1), .init("settings", .array(settings))]).encoded(), as: UTF8.self) + "\n"
    let path = "packages/chassis/ServiceKit/settings.json"
    let found = String(decoding: try File.read("\(BuiltProducts.checkout)/\(path)"), as: UTF8.self)
    if found != expected { Issue.record("\(path) is not current; it should be:\n\(expected)") }
  }

  @Test func `what is declared does not depend on what is set`() {
    var reader = SettingsReader(
      SettingsEnvironment([
        "NAME": "other", "SIZE": "wrong", "HOST": "wrong", "LOG_LEVEL": "wrong", "ADMIN_TOKEN": "x", "OTEL_SDK_DISABLED": "true",
        "OTEL_EXPORTER_OTLP_ENDPOINT": "https://x",
      ]))
    _ = EveryKind(from: &reader)
    _ = ChassisSettings(kind: .server, version: "1.2", from: &reader)
    #expect(reader.settings == text.settings)
  }

  @Test func `a worker has no port of its own`() {
    var reader = SettingsReader(SettingsEnvironment([:]))
    let chassis = ChassisSettings(kind: .worker, version: "1", from: &reader)
    #expect(chassis.port == nil)
    #expect(!reader.settings.contains { $0.key == "PORT" || $0.key.hasPrefix("SERVER_") })
    #expect(reader.settings.contains { $0.key == "HEALTH_PORT" })
  }

  @Test func `a command line asks for one thing`() {
    #expect(CommandLineOption(arguments: []) == .run)
    #expect(CommandLineOption(arguments: ["--print-env=json"]) == .printEnvironmentAsJSON)
    #expect(CommandLineOption(arguments: ["--print-env=own"]) == .printOwnSettings)
    #expect(CommandLineOption(arguments: ["--print-env", "--check-config"]) == nil)
    #expect(CommandLineOption(arguments: ["--print-env="]) == nil)
    #expect(CommandLineOption(arguments: [""]) == nil)
  }
}
