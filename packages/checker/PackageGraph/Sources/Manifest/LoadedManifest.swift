import SwiftImports

/// A manifest, with the positions in its text that its reader knows.
public struct LoadedManifest: Sendable, Equatable {
  /// The reader of a manifest.
  public enum Reader: String, Sendable {
    /// `StaticManifestReader`, from the text alone.
    case `static`
    /// SwiftPM, by compiling and running it.
    case swiftPM
    /// SwiftPM in an earlier run; the answer was kept.
    case cache
  }

  /// The manifest.
  public var manifest: Manifest
  /// The reader of the manifest.
  public var reader: Reader
  /// The position of each target's declaration: the first byte of `.target(`. `nil` where SwiftPM read the manifest and the text has no
  /// such place, or several.
  public var targetPositions: [SourcePosition?]
  /// The position of each dependency, by target, then by dependency; `nil` likewise.
  public var dependencyPositions: [[SourcePosition?]]
  /// The environment variables that decide on the names in some branches of the text, by the names.
  public var environmentNames: [String: String] = [:]

  /// Creates a manifest whose positions are not known.
  public init(_ manifest: Manifest, reader: Reader) {
    self.manifest = manifest
    self.reader = reader
    targetPositions = manifest.targets.map { _ in nil }
    dependencyPositions = manifest.targets.map { $0.dependencies.map { _ in nil } }
  }
}
