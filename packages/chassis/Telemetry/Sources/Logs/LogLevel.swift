/// How much a line of the log matters; the raw values order them.
public enum LogLevel: UInt8, Sendable, CaseIterable, Comparable {
  case trace, debug, info, warning, error, critical

  public static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }

  /// The level as it stands in a line: "info".
  public var name: String { "\(self)" }

  /// The level of that name, in either case; `nil` for any other word.
  public init?(name: String) {
    let lowercase = name.lowercased()
    guard let level = Self.allCases.first(where: { $0.name == lowercase }) else { return nil }
    self = level
  }
}
