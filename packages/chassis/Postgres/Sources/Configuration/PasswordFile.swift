/// A file of passwords, `.pgpass` (libpq's documentation, section "The Password File"): lines of `host:port:database:user:password`, where
/// a star stands for anything, and a backslash before a colon or a backslash.
public struct PasswordFile: Sendable, Equatable {
  private struct Line: Sendable, Equatable {
    /// Host, port, database, user, password.
    let fields: [String]
  }

  private let lines: [Line]

  /// A file without lines.
  public init() { lines = [] }

  /// The file of this text. Lines that begin with `#`, and lines of fewer than five fields, are passed over.
  public init(_ text: String) {
    lines = text.split(whereSeparator: \.isNewline).compactMap { line in
      if line.hasPrefix("#") { return nil }
      let fields = Self.fields(line)
      return fields.count >= 5 ? Line(fields: fields) : nil
    }
  }

  /// The password of the first line that fits; an empty one is none.
  func password(host: String, port: UInt16, database: String, user: String) -> String? {
    let line = lines.first { line in
      zip(line.fields, [host, "\(port)", database, user]).allSatisfy { $0 == "*" || $0 == $1 }
    }
    return line.flatMap { $0.fields[4].isEmpty ? nil : $0.fields[4] }
  }

  private static func fields(_ line: Substring) -> [String] {
    var fields = [""]
    var isEscaped = false
    for character in line {
      if isEscaped {
        fields[fields.count - 1].append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == ":" {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}
