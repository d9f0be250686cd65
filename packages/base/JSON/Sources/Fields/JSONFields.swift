/// The members of a JSON object, read by name.
///
/// Mistakes are collected, not thrown, so that whoever sent the text learns of all of them at once. A member that is missing or wrong reads
/// as a placeholder (an empty text, the lower end of a range, the first choice), and `read` throws `JSONMistakes` at its end. A member that
/// the reader never asked for is a mistake too, reported with the nearest name that it did ask for.
///
/// In optional members and in those with a default, `null` counts as absent.
public struct JSONFields {
  /// The position of the object in its text; `nil` for a value made by a program.
  public let position: JSONPosition?

  private let members: MemberTable
  /// The names that the reader asked for, whether they are present or not.
  private var names: [String] = []
  private var refused: [String] = []
  private var acceptsUnknown = false
  private var log: MistakeLog
  private let path: String

  /// Reads `value`, which must be an object, with `body`, or throws every mistake found.
  public static func read<Result>(_ value: JSONValue, _ body: (inout JSONFields) -> Result) throws(JSONMistakes) -> Result {
    var log = MistakeLog()
    let result = read(value, "", &log, body)
    if let mistakes = log.outcome { throw mistakes }
    return result
  }

  /// Records a mistake in a member, in words such as "expected a URL, found \"x\"". Only the first mistake in each member is kept.
  public mutating func refuse(_ name: String, _ message: String) {
    if refused.contains(where: { areSame($0, name) }) { return }
    refused.append(name)
    log.add(pointer(to: name), members[name]?.position ?? position, message)
  }

  /// Records a mistake in the object as a whole, such as two members that exclude each other.
  public mutating func refuse(_ message: String) { log.add(path, position, message) }

  /// Returns whether a mistake in this member is recorded.
  public func isRefused(_ name: String) -> Bool { refused.contains { areSame($0, name) } }

  /// Returns whether the object has this member, with a value other than `null`.
  public mutating func has(_ name: String) -> Bool { value(of: name) != nil }

  /// Accepts the member without reading it, such as `$schema`.
  public mutating func ignore(_ name: String) { ask(name) }

  /// Accepts members that the reader does not ask for.
  public mutating func ignoreUnknown() { acceptsUnknown = true }

  /// Returns the names of all members, in order, and accepts them all. Reading by them makes a map.
  public mutating func allNames() -> [String] {
    ignoreUnknown()
    return members.list.map(\.key)
  }

  // MARK: For the readers

  /// Returns the member's value, unless it is absent or `null`.
  mutating func value(of name: String) -> JSONValue? {
    ask(name)
    guard let value = members[name] else { return nil }
    if case .null = value.content { return nil }
    return value
  }

  /// Returns the member's value; records a mistake where it is absent.
  mutating func required(_ name: String, _ expected: String) -> JSONValue? {
    ask(name)
    if let value = members[name] { return value }
    refuse(name, "expected \(expected), found no member \"\(name)\"")
    return nil
  }

  mutating func refuse(_ name: String, expected: String, found value: JSONValue) {
    refuse(name, "expected \(expected), found \(value.described)")
  }

  /// Reads the object in a member of this one.
  mutating func readObject<Result>(_ name: String, _ value: JSONValue, _ body: (inout JSONFields) -> Result) -> Result {
    if value.object == nil { refused.append(name) }
    return Self.read(value, pointer(to: name), &log, body)
  }

  /// Reads an element of an array in a member of this object.
  mutating func readElement<Result>(_ name: String, _ index: Int, _ value: JSONValue, _ body: (inout JSONFields) -> Result) -> Result {
    Self.read(value, "\(pointer(to: name))/\(index)", &log, body)
  }

  mutating func refuseElement(_ name: String, _ index: Int, expected: String, found value: JSONValue) {
    log.add("\(pointer(to: name))/\(index)", value.position, "expected \(expected), found \(value.described)")
  }

  /// Returns the placeholder for an absent object: what `body` reads from an empty one.
  static func placeholder<Result>(_ body: (inout JSONFields) -> Result) -> Result {
    var fields = JSONFields(members: MemberTable([]), position: nil, path: "", log: MistakeLog())
    return body(&fields)
  }

  // MARK: Inside

  private init(members: MemberTable, position: JSONPosition?, path: String, log: consuming MistakeLog) {
    self.members = members
    self.position = position
    self.path = path
    self.log = log
  }

  private static func read<Result>(
    _ value: JSONValue, _ path: String, _ log: inout MistakeLog, _ body: (inout JSONFields) -> Result
  ) -> Result {
    guard let members = value.object else {
      log.add(path, value.position, "expected an object, found \(value.described)")
      return placeholder(body)
    }
    var fields = JSONFields(members: MemberTable(members), position: value.position, path: path, log: log)
    let result = body(&fields)
    fields.refuseUnknown()
    log = fields.log
    return result
  }

  private mutating func refuseUnknown() {
    if acceptsUnknown { return }
    for member in members.list where !names.contains(where: { areSame($0, member.key) }) {
      // A long name is no slip of the finger, and is dear to compare.
      let nearest = member.key.utf8.count <= 64 && !log.isFull ? nearestName(to: member.key, in: names) : nil
      let hint = nearest.map { "; did you mean \"\($0)\"?" } ?? ""
      log.add(pointer(to: member.key), member.keyPosition, "there is no member \"\(member.key)\" here\(hint)")
    }
  }

  private mutating func ask(_ name: String) {
    if !acceptsUnknown, !names.contains(where: { areSame($0, name) }) { names.append(name) }
  }

  private func pointer(to name: String) -> String {
    var pointer = path + "/"
    for character in name.unicodeScalars {
      switch character {
      case "~": pointer += "~0"
      case "/": pointer += "~1"
      default: pointer.unicodeScalars.append(character)
      }
    }
    return pointer
  }
}
