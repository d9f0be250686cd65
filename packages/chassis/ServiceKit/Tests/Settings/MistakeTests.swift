import Testing

@testable import ServiceKit

@Suite struct MistakeTests {
  @Test func `every mistake is named at once, in the order of declaration`() {
    let variables = [
      "SIZE": "many", "LOUD": "perhaps", "PAUSE": "soon", "COLOUR": "green", "SHAPE": "oval", "TARGET_URL": "nowhere", "MIRROR_URL": "there",
      "INNER_PORT": "-1",
    ]
    var reader = SettingsReader(SettingsEnvironment(variables))
    _ = EveryKind(from: &reader)
    let keys = ["NAME", "DATABASE_PASSWORD", "SIZE", "LOUD", "PAUSE", "COLOUR", "SHAPE", "TARGET_URL", "MIRROR_URL", "INNER_PORT"]
    #expect(reader.mistakes.map(\.key) == keys)
  }

  @Test func `what is missing says what was expected`() {
    let (_, mistakes) = read([:]) { EveryKind(from: &$0) }
    #expect(
      mistakes == [
        "NAME: expected a text, found nothing",
        "DATABASE_PASSWORD: expected a secret here, or the path of a file that holds it in DATABASE_PASSWORD_FILE, found nothing",
      ])
  }

  @Test func `a variable that is nearly the missing one is named with it`() {
    let (_, mistakes) = read(["NAEM": "n", "DATABASE_PASSWROD": "p"]) { EveryKind(from: &$0) }
    #expect(mistakes[0].hasSuffix("; NAEM is set: is NAME meant?"))
    #expect(mistakes[1].hasSuffix("; DATABASE_PASSWROD is set: is DATABASE_PASSWORD meant?"))
    #expect(!mistakes.joined().contains("\"p\""))
  }

  @Test(
    arguments: [
      ("SHUTDOWN_TIMOUT", "SHUTDOWN_TIMEOUT"), ("shutdown_timeout", "SHUTDOWN_TIMEOUT"), ("HEALTHPORT", "HEALTH_PORT"),
      ("ADMIN_TOKNE", "ADMIN_TOKEN"), ("SHUTDOWN_GRACE_PERIOD", "SHUTDOWN_DELAY"), ("PROT", "PORT"), ("LOG_LEVEL_FILE", "LOG_LEVEL"),
    ])
  func `a variable that looks like a setting is named with the nearest`(variable: String, nearest: String) {
    var reader = SettingsReader(SettingsEnvironment([variable: "x"]))
    _ = ChassisSettings(kind: .server, version: "1", from: &reader)
    #expect(reader.mistakes == [])
    #expect(reader.unknown.map(\.key) == [variable])
    #expect(reader.unknown.map(\.nearest) == [nearest])
  }

  @Test(arguments: ["PATH", "HOME", "PWD", "LANG", "HOSTNAME", "TERM", "USER", "SHLVL", "KUBERNETES_SERVICE_HOST", "ADMIN_TOKEN_FILE", "P", ""])
  func `what has nothing to do with settings is left alone`(variable: String) {
    var reader = SettingsReader(SettingsEnvironment([variable: "/no/such/file"]))
    _ = ChassisSettings(kind: .server, version: "1", from: &reader)
    #expect(reader.unknown == [])
  }

  @Test func `a file for what is no secret is not read`() {
    var reader = SettingsReader(SettingsEnvironment(["SIZE_FILE": "/etc/hostname"]))
    let size = reader.int("SIZE", "How many.", default: 8)
    #expect(size == 8)
    #expect(reader.unknown.map(\.description) == ["SIZE_FILE is not a setting: only secrets are read from files; set SIZE"])
  }

  @Test func `a service can say more about its settings`() {
    let (_, mistakes) = read(["LOWEST": "9", "HIGHEST": "3"]) { reader in
      let lowest = reader.int("LOWEST", "From.", default: 0)
      if lowest > reader.int("HIGHEST", "To.", default: 10) { reader.reject("LOWEST", expected: "no more than HIGHEST") }
      // A second complaint about the same key adds nothing.
      reader.reject("LOWEST", expected: "something else")
    }
    #expect(mistakes == ["LOWEST: expected no more than HIGHEST, found \"9\" (from environment)"])
  }

  @Test(
    arguments: [
      ("HOST", "localhost"), ("HOST", "1.2.3"), ("HOST", "256.0.0.1"), ("HOST", "127.0.0.1:80"), ("HOST", "127.0.0.01"), ("HOST", "::g"),
      ("HOST", "1::2::3"), ("PORT", "+80"), ("LOG_LEVEL", "loud"), ("LOG_LEVEL", "http=loud"), ("LOG_LEVEL", "info;http=debug"),
      ("LOG_LEVEL", "=debug"), ("ADMIN_TOKEN", "short"),
      ("ADMIN_TOKEN", "sixteen letters and blanks"), ("EVENT_LOOPS", "-1"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "ftp://collector:4318"),
      ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), ("OTEL_TRACES_SAMPLER_ARG", "2"), ("OTEL_RESOURCE_ATTRIBUTES", "a"),
      ("OTEL_EXPORTER_OTLP_HEADERS", "a b"), ("SERVER_MAX_CONNECTIONS", "0"),
    ])
  func `the chassis' own settings are checked as well`(key: String, value: String) {
    let (_, mistakes) = read([key: value]) { ChassisSettings(kind: .server, version: "1", from: &$0) }
    #expect(mistakes.count == 1)
    #expect(mistakes.first?.hasPrefix("\(key): expected ") == true)
  }

  @Test func `no two ports of a process are the same`() {
    let token = "0123456789abcdef"
    let (_, mistakes) = read(["PORT": "81", "HEALTH_PORT": "81", "ADMIN_PORT": "81", "ADMIN_TOKEN": token]) {
      ChassisSettings(kind: .server, version: "1", from: &$0)
    }
    #expect(mistakes.map { $0.prefix { $0 != ":" } } == ["HEALTH_PORT", "ADMIN_PORT"])
    let (_, none) = read(["PORT": "0", "HEALTH_PORT": "0", "ADMIN_PORT": "0", "ADMIN_TOKEN": token]) {
      ChassisSettings(kind: .server, version: "1", from: &$0)
    }
    #expect(none == [])
  }
}
