/// A file that a target compiles.
public struct SourceFile: Sendable, Equatable {
  /// The compiler of a file: `swift`, or `clang` for C, C++, Objective-C and assembler.
  public enum Language: Sendable { case swift, clang }

  /// The path relative to the repository's root.
  public var path: String
  /// The language; only Swift files are read.
  public var language: Language

  /// Creates a source file.
  public init(path: String, language: Language) {
    self.path = path
    self.language = language
  }
}
