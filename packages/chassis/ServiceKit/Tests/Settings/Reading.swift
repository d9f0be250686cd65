@testable import ServiceKit

/// Reads one setting, or a few, from variables; returns what was read and what is wrong with it.
func read<Value>(_ variables: [String: String], _ body: (inout SettingsReader) -> Value) -> (value: Value, mistakes: [String]) {
  var reader = SettingsReader(SettingsEnvironment(variables))
  let value = body(&reader)
  return (value, reader.mistakes.map(\.description))
}

enum Colour: String, CaseIterable {
  case red
  case darkBlue = "dark-blue"
}

/// A setting of every kind, as a service declares them.
struct EveryKind: ServiceSettings {
  let name: String
  let note: String?
  let password: Secret
  let key: Secret?
  let size: Int
  let isLoud: Bool
  let pause: Duration
  let colour: Colour
  let shape: String
  let target: String
  let mirror: String?
  let port: UInt16
  let hosts: [String]

  init(from reader: inout SettingsReader) {
    name = reader.string("NAME", "What it is called.")
    note = reader.optionalString("NOTE", "What is said of it.", example: "a \"quoted\" $note")
    password = reader.secret("DATABASE_PASSWORD", "What the database asks for.")
    key = reader.optionalSecret("SIGNING_KEY", "What links are signed with.")
    size = reader.int("SIZE", "How many.", default: 8, in: 1...64)
    isLoud = reader.bool("LOUD", "Whether it is heard.", default: false)
    pause = reader.duration("PAUSE", "Between two.", default: .milliseconds(1500), in: .milliseconds(1) ... .seconds(3600))
    colour = reader.choice("COLOUR", "How it looks.", default: Colour.red)
    shape = reader.choice("SHAPE", "Its form.", of: ["round", "square"], default: "square")
    target = reader.url("TARGET_URL", "Where it goes.", default: "http://127.0.0.1:8080")
    mirror = reader.optionalURL("MIRROR_URL", "Where it goes too.", example: "http://mirror.example")
    port = reader.port("INNER_PORT", "Where it listens.", default: 7000)
    hosts = reader.list("HOSTS", "Whom it knows.", default: ["a", "b"])
  }
}
