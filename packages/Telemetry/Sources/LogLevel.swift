/// How much a line of the log matters; the raw values order them.
public enum LogLevel: UInt8, Sendable, CaseIterable, Comparable {
  case trace, debug, info, warning, error, critical

  public static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }
}
