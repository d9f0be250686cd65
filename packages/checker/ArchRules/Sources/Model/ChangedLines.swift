import PackageGraph

/// The changes of a repository's files since an earlier state of it, by which a new import is told from an old one.
public struct ChangedLines: Sendable, Equatable {
  /// The part of a file that is not as it was.
  public enum Extent: Sendable, Equatable {
    case file
    /// Ranges of lines, ascending. There may be none: lines were removed alone.
    case lines([ClosedRange<Int>])
  }

  private let files: [String: Extent]

  /// Creates the changes of files, by their paths relative to the repository's root.
  public init(_ files: [String: Extent]) { self.files = files }

  /// Returns the first of the imports whose line is new; if none is, the first in a file that changed, and else the first of all.
  func newest(of imports: [ImportEdge]) -> ImportEdge? {
    imports.first { isNew($0) } ?? imports.first { files[$0.path] != nil } ?? imports.first
  }

  /// Returns the first of the imports that are all new; if they are not, the first new one among them, and `nil` if none is.
  func newlyImported(_ imports: [ImportEdge]) -> (edge: ImportEdge, isNewRelation: Bool)? {
    guard let edge = imports.first(where: { isNew($0) }) else { return nil }
    return (edge, imports.allSatisfy { isNew($0) })
  }

  /// Whether the line of an import is new or changed.
  func isNew(_ edge: ImportEdge) -> Bool {
    switch files[edge.path] {
    case .file: true
    case .lines(let ranges): ranges.contains { $0.contains(edge.position.line) }
    case nil: false
    }
  }
}
