/// The levels from which records are written: one for all loggers, and others by logger name.
///
/// Their text is as in `info,http=debug,http.client=warning`. A name also stands for all names below it (`http.server`); the longest name
/// that fits counts.
public struct LogLevels: Sendable, Equatable, CustomStringConvertible {
  /// The level of all loggers without one of their own.
  public var general: LogLevel
  /// The levels by the logger's name.
  public var named: [String: LogLevel]

  /// Creates levels.
  public init(_ general: LogLevel, named: [String: LogLevel] = [:]) {
    self.general = general
    self.named = named
  }

  /// Reads the text form; without a general level, it is `info`.
  public init(parsing text: String) throws(LogLevelsError) {
    self.init(.info)
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(Self.trimmed)
      guard let word = sides.last, let level = LogLevel(name: word) else { throw LogLevelsError(part: String(part)) }
      if sides.count == 1 {
        general = level
      } else if !Self.isName(sides[0]) {
        throw LogLevelsError(part: String(part))
      } else {
        named[sides[0]] = level
      }
    }
  }

  /// Whether loggers are called so: words of ASCII letters, digits, `-` and `_`, joined by dots.
  private static func isName(_ text: String) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
      !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// Returns the level of the logger of that name.
  public func level(of name: String) -> LogLevel {
    if named.isEmpty { return general }
    var name = name[...]
    while true {
      if let level = named[String(name)] { return level }
      guard let dot = name.lastIndex(of: ".") else { return general }
      name = name[..<dot]
    }
  }

  public var description: String {
    ([general.name] + named.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.name)" }).joined(separator: ",")
  }
}

/// The error of a text of levels, with the part that is not one.
public struct LogLevelsError: Error, Equatable, CustomStringConvertible {
  /// The part of the text that is no level.
  public let part: String

  public var description: String {
    let levels = LogLevel.allCases.map(\.name).joined(separator: ", ")
    return "\"\(part)\" is no level: expected one of \(levels), or a logger's name and a level as in http=debug"
  }
}
