import Platform
import SwiftImports

/// Lines of the repository's files, for showing them beside findings. Keeps the file that was asked for last.
final class SourceLines {
  private let root: String
  private var path = ""
  private var lines: [ArraySlice<UInt8>] = []

  init(root: String) { self.root = root }

  /// The line without its end, or `nil` where the file has no such line any more.
  func line(_ number: Int, of path: String) -> ArraySlice<UInt8>? {
    if path != self.path {
      self.path = path
      lines = (try? File.read(PathText.resolve(path, from: root))).map(Self.split) ?? []
    }
    return (1...max(lines.count, 1)).contains(number) && !lines.isEmpty ? lines[number - 1] : nil
  }

  /// The column in UTF-16 code units, where the position's is in bytes: what editors and code hosts count.
  func utf16Column(of position: SourcePosition, in path: String) -> Int {
    guard let line = line(position.line, of: path) else { return position.column }
    return String(decoding: line.prefix(position.column - 1), as: UTF8.self).utf16.count + 1
  }

  /// At LF, CR or CRLF, as positions are counted.
  static func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x0A || byte == 0x0D {
        lines.append(bytes[start..<index])
        if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
        start = index + 1
      }
      index += 1
    }
    lines.append(bytes[start...])
    return lines
  }
}
