import Platform
import SwiftImports
import TestSupport

@testable import PackageGraph

/// A repository on disk, made of texts by path.
struct SampleFolder {
  let folder: TemporaryFolder

  init(_ files: [String: String]) throws {
    folder = try TemporaryFolder()
    for (path, text) in files { try folder.write(text, to: path) }
  }

  func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  func load(_ root: String = "", workers: Int = 2) throws -> Repository { try loader(root, workers: workers).load() }

  func loader(_ root: String = "", workers: Int = 2) -> RepositoryLoader {
    let options = RepositoryLoader.Options(environment: Environment.forChildren, workers: workers)
    return RepositoryLoader(root: root.isEmpty ? folder.path : path(root), options: options)
  }

  /// A manifest with the given members, which are written as in Swift.
  static func manifest(_ name: String, tools: String = "6.0", _ members: String) -> String {
    """
    // swift-tools-version:\(tools)
    import PackageDescription
    let package = Package(
      name: "\(name)",
      \(members)
    )
    """
  }
}

extension Repository {
  /// `From -> To path:line:column` for each import, with what is special about it behind.
  var edges: [String] {
    graph.imports.map { edge in
      let kind = edge.kind == .import ? "" : " \(edge.kind.rawValue)"
      let condition = edge.condition.map { " if \($0)" } ?? ""
      let names = "\(graph.modules[edge.from].name) -> \(graph.modules[edge.to].name)"
      return "\(names) \(edge.path):\(edge.position.line):\(edge.position.column)\(kind)\(condition)\(edge.isExported ? " exported" : "")"
    }
  }

  func module(_ name: String, in folder: String? = nil) -> Module? {
    graph.modules.first { $0.name == name && (folder == nil || $0.folder == folder) }
  }

  /// Paths of the Swift files of the target that makes the module.
  func swiftFiles(_ name: String) -> [String] {
    guard let id = graph.modules.firstIndex(where: { $0.name == name }) else { return [] }
    return sources[id].filter { $0.language == .swift }.map(\.path)
  }

  /// `kind path` of each notice.
  var noticeLines: [String] { graph.notices.map { "\($0.kind.rawValue) \($0.path)" } }
}
