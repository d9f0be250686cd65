import Testing

@testable import ServiceKit

@Suite struct SettingKindTests {
  @Test func `every kind has its default`() {
    let (settings, mistakes) = read(["NAME": "n", "DATABASE_PASSWORD": "p"]) { EveryKind(from: &$0) }
    #expect(mistakes == [])
    #expect(settings.name == "n" && settings.password.value == "p")
    #expect(settings.note == nil && settings.key == nil && settings.mirror == nil)
    #expect(settings.size == 8 && !settings.isLoud && settings.pause == .milliseconds(1500))
    #expect(settings.colour == .red && settings.shape == "square")
    #expect(settings.target == "http://127.0.0.1:8080" && settings.port == 7000 && settings.hosts == ["a", "b"])
  }

  @Test func `every kind is read`() {
    let variables = [
      "NAME": " kept as it is ", "NOTE": "ü", "DATABASE_PASSWORD": "p", "SIGNING_KEY": "k", "SIZE": "64", "LOUD": "on", "PAUSE": "1h",
      "COLOUR": "Dark-Blue", "SHAPE": "ROUND", "TARGET_URL": "https://[::1]:9/x?y=z", "MIRROR_URL": "http://h", "INNER_PORT": "0",
      "HOSTS": " x , ,y:1,",
    ]
    let (settings, mistakes) = read(variables) { EveryKind(from: &$0) }
    #expect(mistakes == [])
    #expect(settings.name == " kept as it is " && settings.note == "ü" && settings.key?.value == "k")
    #expect(settings.size == 64 && settings.isLoud && settings.pause == .seconds(3600))
    #expect(settings.colour == .darkBlue && settings.shape == "round")
    #expect(settings.target == "https://[::1]:9/x?y=z" && settings.mirror == "http://h" && settings.port == 0)
    #expect(settings.hosts == ["x", "y:1"])
  }

  @Test func `a variable that is empty counts as not set`() {
    let (settings, mistakes) = read(["NAME": "", "DATABASE_PASSWORD": "", "SIZE": "", "HOSTS": ""]) { EveryKind(from: &$0) }
    #expect(settings.size == 8 && settings.hosts == ["a", "b"])
    #expect(mistakes.count == 2)
    #expect(mistakes.allSatisfy { $0.hasSuffix("found nothing") })
  }

  @Test(arguments: ["0", "65", "-1", "+8", "8.5", "0x8", "8 ", "many", "99999999999999999999"])
  func `a number out of its range or form is a mistake`(text: String) {
    let (value, mistakes) = read(["SIZE": text]) { $0.int("SIZE", "How many.", default: 8, in: 1...64) }
    #expect(value == 8)
    #expect(mistakes == ["SIZE: expected a whole number from 1 to 64, found \"\(text)\" (from environment)"])
  }

  @Test(arguments: [("true", true), ("YES", true), ("on", true), ("1", true), ("false", false), ("No", false), ("off", false), ("0", false)])
  func `a truth is written in four ways`(text: String, expected: Bool) {
    let (value, mistakes) = read(["LOUD": text]) { $0.bool("LOUD", "Whether it is heard.", default: !expected) }
    #expect(value == expected && mistakes == [])
  }

  @Test(
    arguments: [
      ("0", .zero), ("0s", .zero), ("500ms", .milliseconds(500)), ("30s", .seconds(30)), ("5m", .seconds(300)), ("2h", .seconds(7200)),
      ("00090s", .seconds(90)),
    ] as [(String, Duration)])
  func `a duration is a whole number and its unit`(text: String, expected: Duration) {
    let (value, mistakes) = read(["PAUSE": text]) { $0.duration("PAUSE", "Between two.") }
    #expect(value == expected && mistakes == [])
  }

  @Test(arguments: ["30", "s", "1.5s", "-1s", "1 s", "1S", "1d", "25h", "٣s", "9223372036854775807h", "1sm"])
  func `a duration of another form, or out of range, is a mistake`(text: String) {
    let (_, mistakes) = read(["PAUSE": text]) { $0.duration("PAUSE", "Between two.") }
    #expect(mistakes == ["PAUSE: expected a duration such as 500ms, 30s or 5m from 0s to 24h, found \"\(text)\" (from environment)"])
  }

  @Test(
    arguments: [
      "ftp://h", "http://", "http:///x", "h:80", "http://h:0", "http://h:65536", "http://h:", "http://h:1:2", "http://[::1", "http://[]",
      "http://[::1]x", "http://h/a b", "http://h/#f", "http://ü", "http://user@h", " http://h",
    ])
  func `what is no URL is a mistake`(text: String) {
    let (_, mistakes) = read(["TARGET_URL": text]) { $0.url("TARGET_URL", "Where it goes.") }
    #expect(mistakes.count == 1)
  }

  @Test func `a password in a URL is not shown`() {
    let (_, mistakes) = read(["TARGET_URL": "http://me:hunter2@h/x"]) { $0.url("TARGET_URL", "Where it goes.") }
    #expect(mistakes == ["TARGET_URL: expected a URL such as http://127.0.0.1:8080, found \"http://…@h/x\" (from environment)"])
  }

  @Test func `nor one in a URL that stands within a value`() {
    let (_, mistakes) = read(["FLEET": "a=http://me:hunter2@h:1"]) { $0.url("FLEET", "Whom to watch.") }
    #expect(mistakes.count == 1 && mistakes.allSatisfy { $0.contains("a=http://…@h:1") && !$0.contains("hunter2") })
  }

  @Test(arguments: ["65536", "-1", "+80", "http", "80 "])
  func `what is no port is a mistake`(text: String) {
    let (_, mistakes) = read(["PORT": text]) { $0.port("PORT", "Where it listens.", default: 80) }
    #expect(mistakes == ["PORT: expected a port from 0 to 65535, found \"\(text)\" (from environment)"])
  }

  @Test func `a choice names its words`() {
    let (value, mistakes) = read(["COLOUR": "green"]) { $0.choice("COLOUR", "How it looks.", default: Colour.red) }
    #expect(value == .red)
    #expect(mistakes == ["COLOUR: expected one of red, dark-blue, found \"green\" (from environment)"])
  }

  @Test func `a value is shown cut short and on one line`() {
    let (_, mistakes) = read(["SIZE": "a\n\u{1B}[31m" + String(repeating: "x", count: 200)]) { $0.int("SIZE", "How many.") }
    #expect(mistakes.count == 1)
    #expect(mistakes[0].utf8.count < 250)
    #expect(!mistakes[0].contains("\n") && !mistakes[0].contains("\u{1B}"))
  }
}
