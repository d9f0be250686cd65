import Platform
import SwiftImports

/// A repository that was read: the graph of its modules, and the files of each.
public struct Repository: Sendable {
  /// The graph of the repository's modules.
  public let graph: ModuleGraph
  /// The repository's folder, as an absolute path without links.
  public let root: String
  /// The time that each step of reading took.
  public let timings: LoadTimings
  /// The sources of each module of the repository; of each folder its files by name come before its folders.
  public let sources: [[SourceFile]]
  /// The manifests of the packages, in the graph's order.
  public let manifests: [LoadedManifest]
  private let areas: [TargetArea]
  private let builder: GraphBuilder

  init(
    graph: ModuleGraph, root: String, timings: LoadTimings, sources: [[SourceFile]], manifests: [LoadedManifest], areas: [TargetArea],
    builder: GraphBuilder
  ) {
    self.graph = graph
    self.root = root
    self.timings = timings
    self.sources = sources
    self.manifests = manifests
    self.areas = areas
    self.builder = builder
  }

  /// Returns the targets that a file belongs to: those in whose folder it is, or where a link of theirs leads, unless they exclude it. The
  /// file need not exist, nor be a source.
  ///
  /// - Parameter path: The file, relative to the root.
  public func owners(ofFile path: String) -> [ModuleID] {
    let targets = areas.indices.filter { areas[$0].contains(path) }
    return targets.isEmpty ? areas.indices.filter { areas[$0].claims(path) } : targets
  }

  /// Returns the graph as it would be if a target had one more file.
  public func graph(adding source: SourceImports, path: String, to module: ModuleID) -> ModuleGraph {
    var builder = builder
    builder.add(source, path: path, to: module)
    return builder.graph()
  }
}

/// The part of the file system that is a target's.
enum TargetArea: Sendable {
  /// A folder of a package's target, without what its rules leave out, and the places where its links lead.
  case folder(String, rules: SourceRules, links: [TargetFiles.Link])
  /// The files that a folder module claims, where no target of a package has them.
  case claimed(@Sendable (_ path: String) -> Bool)

  /// Whether the area of a package's target has the path.
  func contains(_ path: String) -> Bool {
    guard case .folder(let folder, let rules, let links) = self else { return false }
    if PathText.contains(folder, path) && !Self.isLeftOut(path, of: folder, rules) { return true }
    return links.contains { PathText.contains($0.destination, path) }
  }

  func claims(_ path: String) -> Bool { if case .claimed(let owns) = self { owns(path) } else { false } }

  /// Whether the path, or a folder above it within the target's, is hidden or excluded.
  private static func isLeftOut(_ path: String, of folder: String, _ rules: SourceRules) -> Bool {
    var path = path
    while path.utf8.count > folder.utf8.count {
      if rules.isLeftOut(path, name: String(PathText.name(path))) { return true }
      path = PathText.parent(path)
    }
    return false
  }
}
