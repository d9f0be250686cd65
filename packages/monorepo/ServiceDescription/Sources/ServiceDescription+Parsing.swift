import JSON

extension ServiceDescription {
  /// Reads a `service.json`, or throws every mistake in it, each with its place.
  public init(parsing bytes: [UInt8]) throws(JSONMistakes) {
    let value: JSONValue
    do { value = try JSONValue(parsing: bytes) } catch { throw JSONMistakes(error) }
    // What another version means by its members is not known: nothing else is judged.
    if let found = value["version"], found.int != Self.version {
      throw JSONMistakes([JSONMistake(pointer: "/version", position: found.position, message: "expected \(Self.version), the version known here")])
    }
    try self.init(json: value)
  }
}

extension ServiceDescription: JSONDecodable {
  public init(from fields: inout JSONFields) {
    fields.ignore("$schema")
    _ = fields.int("version")
    name = fields.parsed("name", "a name such as token-manager (lower-case words joined by hyphens)", placeholder: "") { text in
      Self.isName(text) ? text : nil
    }
    kind = fields.choice("kind")
    purpose = fields.string("purpose", length: 1...200)
    ports = Self.ports(&fields, kind)
    needs = Self.references("needs", &fields, of: name)
    calls = Self.references("calls", &fields, of: name)
    database = fields.bool("database", default: false)
    environment = Self.settings(&fields)
    deployment = Deployment(from: &fields, settings: environment.map(\.key))
  }

  private static func ports(_ fields: inout JSONFields, _ kind: Kind) -> [Port] {
    let names = fields.strings("ports")
    let known = Port.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    let ports = names.compactMap(Port.init(rawValue:))
    if let unknown = names.first(where: { Port(rawValue: $0) == nil }) {
      fields.refuse("ports", "expected ports of \(known), found \"\(unknown)\"")
    }
    if let repeated = firstRepeated(names) { fields.refuse("ports", "\"\(repeated)\" stands twice") }
    if !ports.contains(.health) { fields.refuse("ports", "expected \"health\" among the ports: every service has it") }
    if fields.isRefused("kind") { return ports }
    if kind == .server && !ports.contains(.http) { fields.refuse("ports", "expected \"http\" among the ports of a server") }
    if kind == .worker && ports.contains(.http) { fields.refuse("ports", "a worker has no port \"http\"; what answers on one is a server") }
    return ports
  }

  private static func references(_ member: String, _ fields: inout JSONFields, of service: String) -> [Reference] {
    let names = fields.strings(member, default: [])
    if let wrong = names.first(where: { !isName($0) }) {
      fields.refuse(member, "expected names of services (lower-case words joined by hyphens), found \"\(wrong)\"")
    }
    if let repeated = firstRepeated(names) { fields.refuse(member, "\"\(repeated)\" stands twice") }
    if names.contains(service) { fields.refuse(member, "\"\(service)\" is the service itself") }
    return (fields.optionalValue(member)?.array ?? []).compactMap { element in
      element.string.map { Reference($0, position: element.position) }
    }
  }

  private static func settings(_ fields: inout JSONFields) -> [Setting] {
    fields.stringMap("environment", default: []).map { name, value in
      if !isKey(name) {
        fields.refuse("environment", "expected names of settings such as SCHEDULES_FILE (capitals, digits, underscores), found \"\(name)\"")
      }
      return Setting(name, value)
    }
  }

  /// Returns whether the text can be a service's name: lower-case words of letters and digits joined by hyphens, a letter first.
  public static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first) else { return false }
    return text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).allSatisfy { word in
      !word.isEmpty && word.allSatisfy { isLetter($0) || isDigit($0) }
    }
  }

  private static func isKey(_ text: String) -> Bool {
    guard let first = text.utf8.first, isCapital(first) else { return false }
    return text.utf8.allSatisfy { isCapital($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
  private static func isCapital(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func firstRepeated(_ names: [String]) -> String? {
    var seen: Set<String> = []
    return names.first { !seen.insert($0).inserted }
  }
}
