import JSON

extension JSONValue {
  /// An object without the members that do not apply.
  static func members(_ members: [(String, JSONValue?)]) -> JSONValue {
    .object(members.compactMap { key, value in value.map { Member(key, $0) } })
  }

  /// The value as a command prints it: indented, with a final newline.
  func line() -> [UInt8] { encoded(.indented) + [UInt8(ascii: "\n")] }
}
