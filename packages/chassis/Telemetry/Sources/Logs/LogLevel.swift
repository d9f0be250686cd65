/// The severity of a log record; the raw values order the levels.
public enum LogLevel: UInt8, Sendable, CaseIterable, Comparable {
  case trace, debug, info, warning, error, critical

  public static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }

  /// The name in a log line: `info`.
  public var name: String { "\(self)" }

  /// Returns the level of that name, in either case; `nil` for any other word.
  public init?(name: String) {
    let lowercase = name.lowercased()
    guard let level = Self.allCases.first(where: { $0.name == lowercase }) else { return nil }
    self = level
  }
}
