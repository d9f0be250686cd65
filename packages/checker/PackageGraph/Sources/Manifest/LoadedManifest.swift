import SwiftImports

/// A manifest and what its reader knows about places in the text.
public struct LoadedManifest: Sendable, Equatable {
  /// Who read it.
  public enum Reader: String, Sendable {
    /// `StaticManifestReader`, from the text alone.
    case `static`
    /// SwiftPM, by compiling and running it.
    case swiftPM
    /// SwiftPM in an earlier run; the answer was kept.
    case cache
  }

  public var manifest: Manifest
  public var reader: Reader
  /// Where each target is declared: the first byte of `.target(`. `nil` where SwiftPM read the manifest.
  public var targetPositions: [SourcePosition?]
  /// By target, then by dependency: where the dependency is written. `nil` where SwiftPM read the manifest.
  public var dependencyPositions: [[SourcePosition?]]

  /// A manifest whose places are not known.
  public init(_ manifest: Manifest, reader: Reader) {
    self.manifest = manifest
    self.reader = reader
    targetPositions = manifest.targets.map { _ in nil }
    dependencyPositions = manifest.targets.map { $0.dependencies.map { _ in nil } }
  }
}
