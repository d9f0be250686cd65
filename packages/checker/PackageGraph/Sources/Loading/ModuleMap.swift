import Platform

/// The module names in a module map, by which Swift code imports a C target or a system library.
enum ModuleMap {
  static let fileName = "module.modulemap"

  /// Returns the top-level modules of a map, in its order; submodules count by the first part of their names.
  static func moduleNames(_ text: [UInt8]) -> [String] {
    var names: [String] = []
    var scanner = Scanner(text: text)
    var depth = 0
    var isAfterKeyword = false
    while let token = scanner.next() {
      switch token {
      case .word(let word) where isAfterKeyword, .quoted(let word) where isAfterKeyword:
        if !names.contains(word) { names.append(word) }
        isAfterKeyword = false
      case .word(let word): isAfterKeyword = depth == 0 && word == "module"
      case .open: (depth, isAfterKeyword) = (depth + 1, false)
      case .close: (depth, isAfterKeyword) = (max(0, depth - 1), false)
      case .quoted, .other: isAfterKeyword = false
      }
    }
    return names
  }

  /// Returns the modules of the maps where SwiftPM looks first: in a target's folder, and in the folder for its headers.
  static func moduleNames(below folder: String, tree: inout FolderTree) throws(RepositoryError) -> [String] {
    var names: [String] = []
    for place in [folder, PathText.join(folder, "include")] where try tree.contents(place)?.files.contains(fileName) == true {
      let path = tree.absolute(PathText.join(place, fileName))
      names += moduleNames(try reading { () throws(PlatformError) in try File.read(path) }).filter { !names.contains($0) }
    }
    return names
  }

  private enum Token {
    case word(String)
    case quoted(String)
    case open
    case close
    case other
  }

  private struct Scanner {
    let text: [UInt8]
    var at = 0

    mutating func next() -> Token? {
      skipSpaceAndComments()
      guard at < text.count else { return nil }
      let start = at
      switch text[at] {
      case UInt8(ascii: "{"):
        at += 1
        return .open
      case UInt8(ascii: "}"):
        at += 1
        return .close
      case UInt8(ascii: "\""):
        at += 1
        while at < text.count, text[at] != UInt8(ascii: "\""), text[at] != UInt8(ascii: "\n") { at += text[at] == UInt8(ascii: "\\") ? 2 : 1 }
        at = min(at, text.count)
        defer { at = min(at + 1, text.count) }
        return .quoted(String(decoding: text[(start + 1)..<at], as: UTF8.self))
      case let byte where Self.isWord(byte):
        while at < text.count, Self.isWord(text[at]) { at += 1 }
        return .word(String(decoding: text[start..<at], as: UTF8.self))
      default:
        at += 1
        return .other
      }
    }

    private mutating func skipSpaceAndComments() {
      while at < text.count {
        if text[at] <= UInt8(ascii: " ") {
          at += 1
        } else if text[at...].starts(with: "//".utf8) {
          while at < text.count, text[at] != UInt8(ascii: "\n") { at += 1 }
        } else if text[at...].starts(with: "/*".utf8) {
          at += 2
          while at < text.count, !text[at...].starts(with: "*/".utf8) { at += 1 }
          at = min(at + 2, text.count)
        } else {
          return
        }
      }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
        0x80...:
        true
      default: false
      }
    }
  }
}
