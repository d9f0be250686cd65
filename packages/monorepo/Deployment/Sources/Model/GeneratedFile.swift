/// A file that is made from what the services say of themselves.
public struct GeneratedFile: Sendable, Equatable {
  /// What of the file is made.
  public enum Extent: Sendable, Equatable {
    /// All of it; the first lines of `content` carry `header` or `markdownHeader`.
    case whole
    /// The lines between `begin generated: NAME` and `end generated`; the rest is written by hand.
    case block(String)
  }

  /// Relative to the repository's root.
  public var path: String
  public var extent: Extent
  /// With a line feed at its end.
  public var content: String

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

  /// The comment that a file begins with where `#` begins a comment (YAML, shell, Dockerfile); with a line feed at its end.
  public static let header = "# \(sign)\n"
  /// The same for Markdown.
  public static let markdownHeader = "<!-- \(sign) -->\n"

  /// Whether a file is made as a whole, by its text: one of its first five lines says so, in the words of this version or another.
  public static func isWhollyGenerated(_ text: String) -> Bool {
    text.split(separator: "\n", maxSplits: 5, omittingEmptySubsequences: false).prefix(5).contains { line in
      line.hasPrefix("# \(maker) ") || line.hasPrefix("<!-- \(maker) ")
    }
  }
}
