/// The names in a text of SQL, as far as schemas are told by them. Comments and strings are not looked into; bodies between dollar signs are.
struct SQLText {
  /// A word or a quoted identifier.
  private struct Name {
    var text: String
    /// Offset of its first byte.
    var offset: Int
    var isBehindDot: Bool
    var isBeforeDot = false
  }

  /// The names in their order, with `nil` between statements.
  private let names: [Name?]

  /// Words with which a statement begins.
  private static let beginnings: Set<String> = [
    "alter", "analyze", "begin", "call", "comment", "copy", "create", "declare", "delete", "do", "drop", "execute", "explain", "grant", "insert",
    "lock", "merge", "refresh", "reindex", "revoke", "select", "set", "table", "truncate", "update", "vacuum", "values", "with",
  ]
  /// Words behind which the name of a schema stands, or that of the role that owns one.
  private static let leading: Set<String> = ["schema", "exists", "authorization", "role"]

  init(_ bytes: [UInt8]) {
    var names: [Name?] = []
    var isBehindDot = false
    func add(_ text: String, _ offset: Int) {
      names.append(Name(text: text, offset: offset, isBehindDot: isBehindDot))
      isBehindDot = false
    }
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      if byte == UInt8(ascii: "-"), next == byte {
        index = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
      } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
        index = Self.end(ofComment: bytes, index)
      } else if byte == UInt8(ascii: "'") {
        index = (bytes[(index + 1)...].firstIndex(of: byte) ?? bytes.count - 1) + 1
      } else if byte == UInt8(ascii: "\"") {
        let end = bytes[(index + 1)...].firstIndex(of: byte) ?? bytes.count
        add(String(decoding: bytes[(index + 1)..<end], as: UTF8.self), index)
        index = end + 1
      } else if Self.isWord(byte) {
        let end = bytes[index...].firstIndex { !Self.isWord($0) } ?? bytes.count
        add(String(decoding: bytes[index..<end], as: UTF8.self).lowercased(), index)
        index = end
      } else {
        if byte == UInt8(ascii: ".") {
          isBehindDot = true
          if let last = names.indices.last { names[last]?.isBeforeDot = true }
        } else if byte == UInt8(ascii: ";") {
          names.append(nil)
        } else if byte > 0x20 {
          isBehindDot = false
        }
        index += 1
      }
    }
    self.names = names
  }

  /// Comments may stand in comments.
  private static func end(ofComment bytes: [UInt8], _ start: Int) -> Int {
    var (index, depth) = (start, 0)
    while index + 1 < bytes.count {
      switch (bytes[index], bytes[index + 1]) {
      case (UInt8(ascii: "/"), UInt8(ascii: "*")): (index, depth) = (index + 2, depth + 1)
      case (UInt8(ascii: "*"), UInt8(ascii: "/")): (index, depth) = (index + 2, depth - 1)
      default: index += 1
      }
      if depth == 0 { return index }
    }
    return bytes.count
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
      0x80...:
      true
    default: false
    }
  }

  /// Whether it begins as a statement does.
  var isStatement: Bool { (names.first ?? nil).map { Self.beginnings.contains($0.text) } ?? false }

  /// The places at which one of these schemas is named: before a dot, behind a word such as SCHEMA, or in a search path.
  func schemas(_ schemas: Set<String>) -> [(schema: String, offset: Int)] {
    var found: [(schema: String, offset: Int)] = []
    var previous = ""
    var isPath = false
    for name in names {
      guard let name else {
        (previous, isPath) = ("", false)
        continue
      }
      let isNamed = name.isBeforeDot && !name.isBehindDot || isPath || Self.leading.contains(previous)
      if isNamed, schemas.contains(name.text) { found.append((name.text, name.offset)) }
      if name.text == "search_path" { isPath = true }
      previous = name.text
    }
    return found
  }
}
