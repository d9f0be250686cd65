/// A file that is made from what the services say of themselves.
public struct GeneratedFile: Sendable, Equatable {
  /// What of the file is made.
  public enum Extent: Sendable, Equatable {
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
