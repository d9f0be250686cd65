import Platform

/// What a line looks like.
public enum LogFormat: Sendable, Equatable {
  /// An object on a line of its own, for programs.
  case json
  /// For people.
  case text(isColoured: Bool)

  /// For people where the stream is a terminal, else JSON.
  public static func automatic(for stream: StandardStream) -> LogFormat { stream.isTerminal ? .text(isColoured: true) : .json }
}
