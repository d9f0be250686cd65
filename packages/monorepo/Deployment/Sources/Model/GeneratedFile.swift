/// A file that is generated from what the services declare about themselves.
public struct GeneratedFile: Sendable, Equatable {
  /// The generated part of a file.
  public enum Extent: Sendable, Equatable {
    /// The whole file; the first lines of `content` carry `header` or `markdownHeader`.
    case whole
    /// The lines between `begin generated: NAME` and `end generated`; the others are written by hand.
    case block(String)
  }

  /// The path relative to the repository's root.
  public var path: String
  /// The part that is generated.
  public var extent: Extent
  /// The text, with a line feed at its end.
  public var content: String

  /// Creates a generated file.
  public init(path: String, extent: Extent = .whole, content: String) {
    self.path = path
    self.extent = extent
    self.content = content
  }
}

// MARK: The sign of a file that is made as a whole

extension GeneratedFile {
  private static let maker = "Made by `bulkhead sync`"
  private static let sign =
    "\(maker) from the manifest and each service's service.json and settings.json: change those, then run it again."

  /// The comment at the start of a whole file in which `#` begins a comment (YAML, shell, Dockerfile), with a line feed at its end.
  public static let header = "# \(sign)\n"
  /// The comment at the start of a whole Markdown file.
  public static let markdownHeader = "<!-- \(sign) -->\n"

  /// Returns the comment at the start of a whole Swift file.
  ///
  /// - Parameter origin: What it is made from, in words.
  public static func swiftHeader(from origin: String) -> String { "// \(maker) from \(origin): change those, then run it again.\n" }

  /// Returns whether a file is wholly generated, by its text: one of its first five lines says so, in the words of this version or another.
  public static func isWhollyGenerated(_ text: String) -> Bool {
    text.split(separator: "\n", maxSplits: 5, omittingEmptySubsequences: false).prefix(5).contains { line in
      line.hasPrefix("# \(maker) ") || line.hasPrefix("// \(maker) ") || line.hasPrefix("<!-- \(maker) ")
    }
  }
}
