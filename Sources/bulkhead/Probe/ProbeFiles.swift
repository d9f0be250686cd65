import ArchRules
import Calendar
import PackageGraph
import Platform
import SwiftImports

/// The written probes of one target.
struct ProbeFiles {
  static let folderName = "ArchProbes"

  /// The target that the imports are judged as.
  let module: ModuleID
  /// Relative to the root, in byte order.
  let paths: [String]
  let sources: [SourceImports]
  let expectedRules: [String?]

  /// Every folder ArchProbes of the repository. One that no target can be told for, or that holds no probe, is a mistake:
  /// it would look like a proof and prove nothing.
  static func find(in repository: Repository) throws -> [ProbeFiles] {
    var folders: [String] = []
    try collectFolders("", repository.root, into: &folders)
    return try folders.map { folder in
      let module = try target(of: folder, in: repository)
      let paths = try SwiftFiles.files(folder, from: repository.root)
      if paths.isEmpty { throw Failure("\(folder): this folder holds no Swift file, so it proves nothing; write a probe or remove the folder") }
      for path in paths where repository.sources[module].contains(where: { $0.path == path }) {
        let name = repository.graph.modules[module].target ?? ""
        throw Failure("\(path): the target \(name) compiles this probe; add exclude: [\"\(folderName)\"] to the target in its manifest")
      }
      let bytes = try paths.map { try File.read("\(repository.root)/\($0)") }
      return ProbeFiles(
        module: module, paths: paths, sources: bytes.map { ImportScanner.scan($0) }, expectedRules: bytes.map(WrittenProbe.expectedRule))
    }
  }

  private static func collectFolders(_ path: String, _ root: String, into folders: inout [String]) throws {
    for entry in try Folder.entries(path.isEmpty ? root : "\(root)/\(path)") where entry.kind == .folder && !entry.name.hasPrefix(".") {
      let inner = path.isEmpty ? entry.name : "\(path)/\(entry.name)"
      if entry.name == folderName { folders.append(inner) } else { try collectFolders(inner, root, into: &folders) }
    }
  }

  /// The innermost target whose folder holds the probes; else the one target beside them that is no test.
  private static func target(of folder: String, in repository: Repository) throws -> ModuleID {
    let targets = repository.graph.modules.indices.filter { repository.graph.modules[$0].origin == .repository }
    let parent = String(folder.dropLast(folderName.utf8.count + 1))
    let holding = targets.filter { isAncestor(repository.graph.modules[$0].folder, of: folder) }
    if let innermost = holding.max(by: { repository.graph.modules[$0].folder!.utf8.count < repository.graph.modules[$1].folder!.utf8.count }) {
      return innermost
    }
    let beside = targets.filter { id in
      let module = repository.graph.modules[id]
      return !module.isTest && module.folder.map { (Path.parent("/" + $0) ?? "/").dropFirst() == parent } ?? false
    }
    if beside.count == 1 { return beside[0] }
    let advice = "put the folder into the target's own and exclude it in the manifest"
    if beside.isEmpty { throw Failure("\(folder): there is no target beside these probes, so they prove nothing; \(advice)") }
    let names = beside.compactMap { repository.graph.modules[$0].target }.joined(separator: ", ")
    throw Failure("\(folder): these probes stand beside several targets (\(names)); \(advice)")
  }

  private static func isAncestor(_ folder: String?, of path: String) -> Bool {
    guard let folder else { return false }
    return folder == "." || path.hasPrefix(folder + "/")
  }

  /// Judges each file alone, each in the graph that it would make.
  func check(_ repository: Repository, _ ruleSet: RuleSet, today: CalendarDate) -> [WrittenProbeCheck] {
    paths.indices.flatMap { index in
      var graph = repository.graph(adding: sources[index], path: paths[index], to: module)
      let edges = graph.imports.filter { $0.path == paths[index] && $0.kind != .canImport }
      graph.imports.removeAll { $0.path == paths[index] }
      let probe = WrittenProbe(path: paths[index], module: module, expectedRule: expectedRules[index], edges: edges)
      return ruleSet.checkWrittenProbes([probe], graph, today: today).map { WrittenProbeCheck($0, in: graph) }
    }
  }
}
