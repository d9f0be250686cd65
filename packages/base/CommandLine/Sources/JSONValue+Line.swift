import JSON

extension JSONValue {
  /// The value as a command prints it: indented, with a final newline.
  public func line() -> [UInt8] { encoded(.indented) + [UInt8(ascii: "\n")] }
}
