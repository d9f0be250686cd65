/// A file that a target compiles.
public struct SourceFile: Sendable, Equatable {
  public enum Language: Sendable { case swift, clang }

  /// Relative to the repository's root.
  public var path: String
  /// Only Swift files are read.
  public var language: Language

  public init(path: String, language: Language) {
    self.path = path
    self.language = language
  }
}
