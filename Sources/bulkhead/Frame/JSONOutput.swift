import JSON

extension JSONValue {
  /// The value as a command prints it: indented, with a final newline.
  func line() -> [UInt8] { encoded(.indented) + [UInt8(ascii: "\n")] }
}
