import JSON

/// The reason why a baseline file cannot be used, and its place.
public struct BaselineError: Error, Equatable, CustomStringConvertible {
  /// The baseline file, relative to the repository's root.
  public let path: String
  /// The position in it.
  public let position: JSONPosition
  /// The expected and the found.
  public let message: String

  public var description: String { "\(path):\(position.line):\(position.column): \(message)" }
}

extension Baseline {
  /// Returns the file's bytes: an entry a line, in order, so that two branches that mend different findings merge.
  public func encoded() -> [UInt8] {
    let lines = entries.map { "    " + String(decoding: $0.json.encoded(.compact), as: UTF8.self) }
    let list = lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n  ]"
    return Array("{\n  \"version\": \(Self.version),\n  \"entries\": \(list)\n}\n".utf8)
  }

  /// Reads what `encoded()` writes, and a file of version 1.
  ///
  /// - Parameter path: The file, relative to the repository's root.
  public init(parsing bytes: [UInt8], path: String) throws(BaselineError) {
    do {
      let (entries, version) = try BaselineReader.entries(of: JSONValue(parsing: bytes))
      self.init(path: path, entries: entries, isOfVersion1: version == 1)
    } catch {
      throw BaselineError(path: path, position: error.position, message: error.message)
    }
  }
}

extension Baseline.Entry {
  fileprivate var json: JSONValue {
    var members: [JSONValue.Member] = [.init("rule", .string(identity.rule))]
    if let from = identity.from { members.append(.init("from", .string(from))) }
    if let target = identity.target { members.append(.init("target", .string(target))) }
    if let to = identity.to { members.append(.init("to", .string(to))) }
    if !identity.cycle.isEmpty { members.append(.init("cycle", .array(identity.cycle.map { .string($0) }))) }
    if let path = identity.path { members.append(.init("path", .string(path))) }
    if count > 1 { members.append(.init("count", .number(count))) }
    return .object(members)
  }
}

private enum BaselineReader {
  static func entries(of value: JSONValue) throws(JSONError) -> (entries: [Baseline.Entry], version: Int) {
    let members = try object(value, keys: ["$schema", "version", "entries"])
    guard let versionValue = members["version"] else { throw error("expected a \"version\"", value) }
    guard let version = versionValue.int, (1...Baseline.version).contains(version) else {
      throw error("expected version \(Baseline.version), or 1; this baseline is of another bulkhead", versionValue)
    }
    guard let list = members["entries"] else { throw error("expected \"entries\"", value) }

    var entries: [Baseline.Entry] = []
    var lines: [Baseline.Identity: Int] = [:]
    for element in try array(list) {
      let entry = try self.entry(element)
      if let line = lines.updateValue(entry.position?.line ?? 0, forKey: entry.identity) {
        throw error("this entry stands on line \(line) already; keep one of them, with a \"count\" of the findings it stands for", element)
      }
      entries.append(entry)
    }
    return (entries, version)
  }

  private static func entry(_ value: JSONValue) throws(JSONError) -> Baseline.Entry {
    let members = try object(value, keys: ["rule", "from", "target", "to", "cycle", "path", "count"])
    guard let ruleValue = members["rule"] else { throw error("expected an entry to have a \"rule\"", value) }
    let rule = try text(ruleValue)
    if let builtIn = BuiltInRule(id: rule), !builtIn.isBaselinable {
      throw error("findings of \(rule) cannot be baselined. \(builtIn.remedy)", ruleValue)
    }
    let from = try members["from"].map(text)
    let target = try members["target"].map(text)
    let to = try members["to"].map(text)
    let path = try members["path"].map(text)
    let cycle = try members["cycle"].map(names) ?? []
    guard [path != nil, !cycle.isEmpty, target != nil].count(where: { $0 }) == 1 else {
      throw error("expected an entry to have one of \"path\", \"target\" and \"cycle\"", value)
    }
    if !cycle.isEmpty, let extra = members["from"] ?? members["to"] { throw error("an entry with a \"cycle\" has no \"from\" and no \"to\"", extra) }
    if target != nil, let extra = members["from"] { throw error("an entry with a \"target\" has no \"from\"", extra) }

    let identity = Baseline.Identity(rule: rule, from: from, target: target, to: to, cycle: cycle.sorted(), path: path)
    return Baseline.Entry(identity: identity, count: try members["count"].map(count) ?? 1, position: value.position)
  }

  private static func object(_ value: JSONValue, keys: [String]) throws(JSONError) -> [String: JSONValue] {
    guard let members = value.object else { throw error("expected an object, found \(value.kind)", value) }
    for member in members where !keys.contains(member.key) {
      let known = keys.map { "\"\($0)\"" }.joined(separator: ", ")
      throw JSONError("unknown key \"\(member.key)\"; known here: \(known)", at: member.keyPosition ?? position(of: value))
    }
    return Dictionary(uniqueKeysWithValues: members.map { ($0.key, $0.value) })
  }

  private static func array(_ value: JSONValue) throws(JSONError) -> [JSONValue] {
    guard let elements = value.array else { throw error("expected an array, found \(value.kind)", value) }
    return elements
  }

  private static func text(_ value: JSONValue) throws(JSONError) -> String {
    guard let text = value.string else { throw error("expected a string, found \(value.kind)", value) }
    guard !text.isEmpty else { throw error("expected a string that is not empty", value) }
    return text
  }

  private static func names(_ value: JSONValue) throws(JSONError) -> [String] {
    let elements = try array(value)
    guard !elements.isEmpty else { throw error("expected the modules of the cycle, found none", value) }
    var names: [String] = []
    for element in elements { names.append(try text(element)) }
    return names
  }

  private static func count(_ value: JSONValue) throws(JSONError) -> Int {
    guard let count = value.int, count >= 1 else { throw error("expected a whole number from 1", value) }
    return count
  }

  private static func error(_ message: String, _ value: JSONValue) -> JSONError { JSONError(message, at: position(of: value)) }
  private static func position(of value: JSONValue) -> JSONPosition { value.position ?? JSONPosition(line: 1, column: 1) }
}
