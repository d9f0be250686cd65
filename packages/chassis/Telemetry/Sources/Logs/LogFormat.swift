import Platform

/// The format of log lines.
public enum LogFormat: Sendable, Equatable {
  /// One JSON object a line, for programs.
  case json
  /// Text for people.
  case text(isColoured: Bool)

  /// Returns text in colour where the stream is a terminal, else JSON.
  public static func automatic(for stream: StandardStream) -> LogFormat { stream.isTerminal ? .text(isColoured: true) : .json }
}
