import ArchRules
import Calendar
import CommandLine
import PackageGraph
import Platform
import SwiftImports

/// A written probe: a Swift file in a folder `ArchProbes`, with imports that some targets must not make.
struct ProbeFile {
  static let folderName = "ArchProbes"

  /// The file, relative to the root.
  let path: String
  let source: SourceImports
  let expectedRule: String?
  /// The targets that the imports are judged as; at least one.
  let modules: [ModuleID]

  /// Every written probe of the repository, in byte order of folders and files.
  ///
  /// A probe that no target can be told for, and a folder that holds none, are mistakes: they would look like a proof and prove nothing.
  static func find(in repository: Repository) throws -> [ProbeFile] {
    var folders: [String] = []
    try collectFolders("", repository.root, into: &folders)
    return try folders.flatMap { folder in
      let paths = try SwiftFiles.files(folder, from: repository.root)
      if paths.isEmpty {
        throw Failure(placed: "\(folder): this folder holds no Swift file, so it proves nothing; write a probe or remove the folder")
      }
      return try paths.map { try ProbeFile(path: $0, folder: folder, repository) }
    }
  }

  private static func collectFolders(_ path: String, _ root: String, into folders: inout [String]) throws {
    for entry in try Folder.entries(path.isEmpty ? root : "\(root)/\(path)") where entry.kind == .folder && !entry.name.hasPrefix(".") {
      let inner = path.isEmpty ? entry.name : "\(path)/\(entry.name)"
      if entry.name == folderName { folders.append(inner) } else { try collectFolders(inner, root, into: &folders) }
    }
  }

  private init(path: String, folder: String, _ repository: Repository) throws {
    let bytes = try File.read("\(repository.root)/\(path)")
    self.path = path
    source = ImportScanner.scan(bytes)
    expectedRule = WrittenProbe.expectedRule(in: bytes)
    let targets = ProbeTargets(repository)
    let globs = ProbeTargets.globs(in: bytes)
    modules = try globs.isEmpty ? [targets.owner(of: folder)] : targets.matching(globs, in: path)
    for module in modules where repository.sources[module].contains(where: { $0.path == path }) {
      let name = repository.graph.modules[module].target ?? ""
      throw Failure(placed: "\(path): the target \(name) compiles this probe; add exclude: [\"\(Self.folderName)\"] to the target in its manifest")
    }
  }

  /// Judges the file as each of its targets in turn, in the graph that it would make. An import of the target itself is none.
  func check(_ repository: Repository, _ ruleSet: RuleSet, today: CalendarDate) -> [WrittenProbeCheck] {
    let checks = modules.map { module in
      var graph = repository.graph(adding: source, path: path, to: module)
      let edges = graph.imports.filter { $0.path == path && $0.kind != .canImport && $0.to != module }
      graph.imports.removeAll { $0.path == path }
      let probe = WrittenProbe(path: path, module: module, expectedRule: expectedRule, edges: edges)
      return WrittenProbeCheck(ruleSet.checkWrittenProbes([probe], graph, today: today)[0], in: graph)
    }
    let meaningful = checks.filter { !$0.imports.isEmpty }
    return meaningful.isEmpty ? Array(checks.prefix(1)) : meaningful
  }
}

/// Which targets a written probe speaks for.
struct ProbeTargets {
  private let modules: [Module]
  private let targets: [ModuleID]

  init(_ repository: Repository) {
    modules = repository.graph.modules
    targets = modules.indices.filter { [modules] in modules[$0].origin == .repository }
  }

  /// The globs that a probe names its targets by, in a line `// targets: GLOB…` among the comments that it begins with; none where its
  /// folder tells the target.
  static func globs(in source: [UInt8]) -> [Substring] {
    let lines = String(decoding: source, as: UTF8.self).split(whereSeparator: \.isNewline)
    let line = lines.prefix { $0.hasPrefix("//") }.first { $0.hasPrefix("// targets:") }
    return line?.split(separator: " ").dropFirst(2).map { $0 } ?? []
  }

  /// The targets whose folders the globs match, as a group's paths do, in order. A glob that matches none is a mistake.
  func matching(_ globs: [Substring], in path: String) throws -> [ModuleID] {
    var found: Set<ModuleID> = []
    for text in globs {
      let glob: Glob
      do { glob = try Glob(path: String(text)) } catch { throw Failure(placed: "\(path): \(text) is no glob: \(error.message)") }
      let matched = targets.filter { glob.matchFolder(FolderPath(modules[$0].folder ?? ".")) != nil }
      if matched.isEmpty { throw Failure(placed: "\(path): no target is in \(text), so nothing is proved of it; mend the glob or take it out") }
      found.formUnion(matched)
    }
    return found.sorted()
  }

  /// The innermost target whose folder holds the probes; else the one target beside them that is no test.
  func owner(of folder: String) throws -> ModuleID {
    let parent = folder.dropLast(ProbeFile.folderName.utf8.count + 1)
    let holding = targets.filter { Self.isAncestor(modules[$0].folder, of: folder) }
    if let innermost = holding.max(by: { modules[$0].folder!.utf8.count < modules[$1].folder!.utf8.count }) { return innermost }
    let beside = targets.filter { id in
      !modules[id].isTest && modules[id].folder.map { PathText.parent($0) == parent } ?? false
    }
    if beside.count == 1 { return beside[0] }
    let advice = "name the targets in a line // targets: GLOB, or put the folder into the target's own and exclude it in the manifest"
    if beside.isEmpty { throw Failure(placed: "\(folder): there is no target beside these probes, so they prove nothing; \(advice)") }
    let names = beside.compactMap { modules[$0].target }.joined(separator: ", ")
    throw Failure(placed: "\(folder): these probes stand beside several targets (\(names)); \(advice)")
  }

  private static func isAncestor(_ folder: String?, of path: String) -> Bool {
    guard let folder else { return false }
    return folder == "." || path.hasPrefix(folder + "/")
  }
}
