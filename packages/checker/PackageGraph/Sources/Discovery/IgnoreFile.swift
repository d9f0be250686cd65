/// The patterns of one `.gitignore` (or `.git/info/exclude`), with those of the folders above it: gitignore(5).
final class IgnoreFile: Sendable {
  private let patterns: [IgnorePattern]
  /// The length in bytes of the absolute path of the folder whose patterns these are.
  private let baseLength: Int
  /// The file whose patterns decide when none of these matches.
  private let parent: IgnoreFile?

  /// - Parameter base: the absolute path, without a slash at its end, of the folder that the patterns are relative to.
  init(_ text: [UInt8], base: String, parent: IgnoreFile?) {
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = text.starts(with: byteOrderMark) ? text.dropFirst(3) : text[...]
    patterns = text.split(separator: UInt8(ascii: "\n")).compactMap { IgnorePattern(line: $0) }
    baseLength = base.utf8.count
    self.parent = parent
  }

  /// Returns whether git ignores the absolute path, which must be below this file's folder and in no ignored folder.
  func ignores(_ path: [UInt8], isFolder: Bool) -> Bool {
    let name = path[(path.lastIndex(of: slash)! + 1)...]
    var file: IgnoreFile? = self
    while let current = file {
      let relative = path[(current.baseLength + 1)...]
      // The last pattern that matches decides.
      for pattern in current.patterns.reversed() where pattern.matches(relative, name: name, isFolder: isFolder) {
        return !pattern.isNegated
      }
      file = current.parent
    }
    return false
  }
}

/// One line of an ignore file.
struct IgnorePattern: Sendable, Equatable {
  let isNegated: Bool
  private let isForFoldersOnly: Bool
  /// Whether it matches the path from the file's folder; otherwise it matches the name alone, at any depth.
  private let isAnchored: Bool
  private let pattern: WildcardPattern

  /// Reads a line; `nil` for a blank one, a comment, and a pattern that can match nothing.
  init?(line: ArraySlice<UInt8>) {
    var line = line
    if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
    if line.first == UInt8(ascii: "#") { return nil }
    line = Self.trimmingSpaces(line)
    isNegated = line.first == UInt8(ascii: "!")
    if isNegated { line = line.dropFirst() }
    isForFoldersOnly = line.last == slash
    if isForFoldersOnly { line = line.dropLast() }
    isAnchored = line.contains(slash)
    if line.first == slash { line = line.dropFirst() }
    if line.isEmpty { return nil }
    pattern = WildcardPattern(line, crossesFolders: isAnchored)
  }

  func matches(_ path: ArraySlice<UInt8>, name: ArraySlice<UInt8>, isFolder: Bool) -> Bool {
    if isForFoldersOnly && !isFolder { return false }
    return pattern.matches(isAnchored ? path : name)
  }

  /// Returns the line without the spaces at its end, except those behind a backslash.
  private static func trimmingSpaces(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end = line.startIndex
    var index = line.startIndex
    while index < line.endIndex {
      let isSpace = line[index] == UInt8(ascii: " ")
      index += line[index] == UInt8(ascii: "\\") ? 2 : 1
      if !isSpace { end = min(index, line.endIndex) }
    }
    return line[..<end]
  }
}
