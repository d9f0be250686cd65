/// A value of a property list in the text form that Xcode writes its projects in: `{ key = value; list = ( a, "b c", ); }`.
indirect enum PropertyListText {
  case string(String)
  case array([PropertyListText])
  case dictionary([String: PropertyListText])

  /// Parses a text; `nil` for what is none, such as a property list in XML.
  init?(parsing text: [UInt8]) {
    var parser = Parser(text: text)
    guard let value = parser.value(depth: 0), parser.isAtEnd else { return nil }
    self = value
  }

  var string: String? { if case .string(let text) = self { text } else { nil } }
  /// The elements of a list that are strings; none for what is no list.
  var strings: [String] { if case .array(let elements) = self { elements.compactMap(\.string) } else { [] } }

  subscript(_ key: String) -> PropertyListText? { if case .dictionary(let members) = self { members[key] } else { nil } }

  private struct Parser {
    let text: [UInt8]
    private var place = 0
    /// The most values within one another; projects have a handful.
    private static let depth = 64

    init(text: [UInt8]) { self.text = text }

    var isAtEnd: Bool {
      mutating get {
        skipSpace()
        return place == text.count
      }
    }

    mutating func value(depth: Int) -> PropertyListText? {
      if depth > Self.depth { return nil }
      if skip("{") {
        var members: [String: PropertyListText] = [:]
        while !skip("}") {
          guard let key = string(), skip("="), let value = value(depth: depth + 1), skip(";") else { return nil }
          members[key] = value
        }
        return .dictionary(members)
      }
      if skip("(") {
        var elements: [PropertyListText] = []
        while !skip(")") {
          guard let element = value(depth: depth + 1) else { return nil }
          elements.append(element)
          if !skip(",") { return skip(")") ? .array(elements) : nil }
        }
        return .array(elements)
      }
      return string().map { .string($0) }
    }

    private mutating func string() -> String? {
      if skip("\"") { return quoted() }
      let start = place
      while place < text.count, Self.isPlain(text[place]) { place += 1 }
      return place == start ? nil : String(decoding: text[start..<place], as: UTF8.self)
    }

    private mutating func quoted() -> String? {
      var bytes: [UInt8] = []
      while place < text.count {
        let byte = text[place]
        place += 1
        if byte == UInt8(ascii: "\"") { return String(decoding: bytes, as: UTF8.self) }
        if byte != UInt8(ascii: "\\") {
          bytes.append(byte)
        } else if place < text.count {
          // Of what is escaped otherwise nothing is a part of a name.
          bytes.append(text[place] == UInt8(ascii: "n") ? UInt8(ascii: "\n") : text[place])
          place += 1
        }
      }
      return nil
    }

    private mutating func skip(_ mark: Unicode.Scalar) -> Bool {
      skipSpace()
      guard place < text.count, text[place] == UInt8(ascii: mark) else { return false }
      place += 1
      return true
    }

    private mutating func skipSpace() {
      while place < text.count {
        if [9, 10, 13, 32].contains(text[place]) {
          place += 1
        } else if begins("//") {
          while place < text.count, text[place] != 10 { place += 1 }
        } else if begins("/*") {
          place += 2
          while place < text.count, !begins("*/") { place += 1 }
          place = min(place + 2, text.count)
        } else {
          return
        }
      }
    }

    private func begins(_ mark: StaticString) -> Bool {
      place + 1 < text.count && text[place] == mark.utf8Start[0] && text[place + 1] == mark.utf8Start[1]
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-")...UInt8(ascii: ":"): true
      case UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "+"), UInt8(ascii: "~"), UInt8(ascii: "@"): true
      default: byte >= 0x80
      }
    }
  }
}
