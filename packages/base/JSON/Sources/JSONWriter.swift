extension JSONValue {
  /// The layout of a value as text.
  public enum Layout: Sendable {
    /// One line, without spaces.
    case compact
    /// Two spaces a level, and a line for each member and element; empty arrays and objects stay on their line.
    case indented
  }

  /// Returns the value as JSON text in UTF-8, without a final line feed. The same value always gives the same bytes.
  public func encoded(_ layout: Layout = .indented) -> [UInt8] {
    var writer = JSONWriter(layout: layout)
    writer.write(self, indentation: 0)
    return writer.bytes
  }
}

private struct JSONWriter {
  let layout: JSONValue.Layout
  var bytes: [UInt8] = []

  mutating func write(_ value: JSONValue, indentation: Int) {
    switch value.content {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .number(let text): bytes += text.utf8
    case .string(let text): write(text)
    case .array(let elements):
      writeList(elements, "[", "]", indentation) { writer, element in writer.write(element, indentation: indentation + 1) }
    case .object(let members):
      writeList(members, "{", "}", indentation) { writer, member in
        writer.write(member.key)
        writer.bytes += (writer.layout == .compact ? ":" : ": ").utf8
        writer.write(member.value, indentation: indentation + 1)
      }
    }
  }

  private mutating func writeList<T>(
    _ items: [T], _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ indentation: Int, _ writeItem: (inout JSONWriter, T) -> Void
  ) {
    bytes.append(UInt8(ascii: open))
    for (index, item) in items.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      newLine(indentation + 1)
      writeItem(&self, item)
    }
    if !items.isEmpty { newLine(indentation) }
    bytes.append(UInt8(ascii: close))
  }

  private mutating func newLine(_ indentation: Int) {
    guard layout == .indented else { return }
    bytes.append(0x0A)
    bytes += repeatElement(0x20, count: 2 * indentation)
  }

  private mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x08: bytes += "\\b".utf8
      case 0x0C: bytes += "\\f".utf8
      case 0x0A: bytes += "\\n".utf8
      case 0x0D: bytes += "\\r".utf8
      case 0x09: bytes += "\\t".utf8
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes += "\\u00".utf8
        bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
