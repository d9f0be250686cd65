/// The reason why a manifest cannot be read.
public struct ManifestError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The path of the manifest.
  public var path: String
  /// The line, from 1; `nil` where the mistake has no place in the text.
  public var line: Int?
  /// The column, from 1; `nil` where the mistake has no place in the text.
  public var column: Int?
  /// The message in the compiler's or SwiftPM's words, with further diagnostics on lines of their own.
  public var message: String
  /// Whether the file only has the name of a manifest: it does not import `PackageDescription`, so it is a source like any other.
  public var isSource: Bool

  /// Creates an error.
  public init(path: String, line: Int? = nil, column: Int? = nil, message: String, isSource: Bool = false) {
    self.path = path
    self.line = line
    self.column = column
    self.message = message
    self.isSource = isSource
  }

  public var description: String {
    let place = [line, column].compactMap { $0.map { ":\($0)" } }.joined()
    return "\(path)\(place): \(message)"
  }
}
