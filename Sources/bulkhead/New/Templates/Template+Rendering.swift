import CommandLine
import JSON

extension Template {
  /// Returns the files with each placeholder, `{{name}}`, replaced. Throws for every unknown placeholder, with its place.
  ///
  /// Double braces around anything but letters, as in `${{ github.sha }}`, are ordinary text. A file that is not UTF-8 is copied unchanged.
  func rendered(_ values: TemplateValues) throws -> [File] {
    var mistakes: [String] = []
    let rendered = files.map { file in
      let path = Self.render(file.path, values) { name, _ in mistakes.append("\(place(file)): its path has \(Self.unknown(name, values))") }
      guard let text = String(validating: file.content, as: UTF8.self) else { return File(path, file.content) }
      return File(
        path,
        Self.render(text, values) { name, offset in
          mistakes.append("\(place(file)):\(Self.position(of: offset, in: text)): \(Self.unknown(name, values))")
        })
    }
    if !mistakes.isEmpty { throw Failure(placed: mistakes.joined(separator: "\n")) }
    return rendered
  }

  private func place(_ file: File) -> String { origin.map { "\($0)/\(file.path)" } ?? file.path }

  private static func unknown(_ name: String, _ values: TemplateValues) -> String {
    let hint = nearestName(to: name, in: values.names).map { "did you mean {{\($0)}}?" }
    return "{{\(name)}}, which stands for nothing; \(hint ?? "known are \(values.names.map { "{{\($0)}}" }.joined(separator: ", "))")"
  }

  /// Returns the text with its placeholders replaced.
  ///
  /// - Parameter unknown: Called with the name of an unknown placeholder and the offset in bytes at which it begins.
  static func render(_ text: String, _ values: TemplateValues, unknown: (String, Int) -> Void) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var next = 0
    while next < bytes.count {
      guard let (name, end) = placeholder(in: bytes, at: next) else {
        result.append(bytes[next])
        next += 1
        continue
      }
      if let value = values[name] { result += value.utf8 } else { unknown(name, next) }
      next = end
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Returns the name between double braces, and the offset behind them.
  private static func placeholder(in bytes: [UInt8], at start: Int) -> (name: String, end: Int)? {
    let (open, close) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
    guard start + 4 < bytes.count, bytes[start] == open, bytes[start + 1] == open else { return nil }
    let letters = bytes[(start + 2)...].prefix { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
    let end = letters.endIndex
    guard !letters.isEmpty, end + 1 < bytes.count, bytes[end] == close, bytes[end + 1] == close else { return nil }
    return (String(decoding: letters, as: UTF8.self), end + 2)
  }

  private static func position(of offset: Int, in text: String) -> String {
    let before = text.utf8.prefix(offset)
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let column = before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count + 1
    return "\(line):\(column)"
  }
}
