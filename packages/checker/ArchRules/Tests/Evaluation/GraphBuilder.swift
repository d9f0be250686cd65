import PackageGraph
import SwiftImports

/// Makes a graph in memory. Modules that are imported and not declared are the platform's.
func graph(_ describe: (inout GraphBuilder) -> Void) -> ModuleGraph {
  var builder = GraphBuilder()
  describe(&builder)
  return builder.graph
}

struct GraphBuilder {
  private var modules: [Module] = []
  private var dependencies: [(of: String, on: [String], name: String)] = []
  private var plugins: [(of: String, plugin: String)] = []
  private var imports:
    [(from: String, to: String, kind: ImportEdge.Kind, isExported: Bool, condition: String?, isNeverBuilt: Bool, path: String, line: Int)] = []

  mutating func target(_ name: String, _ folder: String, kind: TargetKind = .library, files: Int = 1) {
    var module = Module(name: name, kind: kind, package: 0, target: name, folder: folder)
    module.fileCount = files
    module.position = SourcePosition(line: modules.count + 1, column: 5)
    modules.append(module)
  }

  /// A module from outside the repository.
  mutating func external(_ name: String, _ origin: Module.Origin, kind: TargetKind? = nil, isAssumed: Bool = false) {
    var module = Module(name: name, origin: origin, kind: kind, package: origin == .checkout ? 1 : nil, target: name)
    module.isAssumed = isAssumed
    modules.append(module)
  }

  mutating func uses(_ module: String, plugin: String) { plugins.append((module, plugin)) }

  mutating func isUmbrella(_ name: String) {
    for index in modules.indices where modules[index].name == name { modules[index].isUmbrella = true }
  }

  /// A dependency on each of these.
  mutating func declares(_ module: String, _ dependencies: String...) {
    for dependency in dependencies { product(dependency, of: [dependency], for: module) }
  }

  /// A dependency on a product of several modules.
  mutating func product(_ name: String, of modules: [String], for module: String) { dependencies.append((module, modules, name)) }

  /// An import in the module's `File.swift`, on the line that follows its last one, or at a place of one's own.
  mutating func imports(
    _ from: String, _ to: String..., kind: ImportEdge.Kind = .import, exported: Bool = false, condition: String? = nil, isNeverBuilt: Bool = false,
    file: String = "File.swift", line: Int? = nil
  ) {
    for name in to {
      let folder = modules.first { $0.name == from }?.folder ?? "elsewhere"
      let path = "\(folder)/\(file)"
      let next = imports.filter { $0.from == from && $0.path == path }.count + 1
      imports.append((from, name, kind, exported, condition, isNeverBuilt, path, line ?? next))
    }
  }

  var graph: ModuleGraph {
    var graph = ModuleGraph()
    graph.packages = [Package(name: "root", folder: "."), Package(name: "outside", folder: ".build/checkouts/outside", isExternal: true)]
    let known = Set(modules.map(\.name))
    let platform = Set(imports.map(\.to)).union(dependencies.flatMap(\.on)).subtracting(known).sorted()
    graph.modules = modules + platform.map { Module(name: $0, origin: .platform) }
    var ids: [String: ModuleID] = [:]
    for (id, module) in graph.modules.enumerated() { ids[module.name] = id }
    for dependency in dependencies {
      graph.modules[ids[dependency.of]!].dependencies.append(
        DeclaredDependency(name: dependency.name, modules: dependency.on.map { ids[$0]! }, position: SourcePosition(line: 100, column: 1)))
    }
    for use in plugins { graph.modules[ids[use.of]!].plugins.append(ids[use.plugin]!) }
    graph.imports = imports.map {
      ImportEdge(
        from: ids[$0.from]!, to: ids[$0.to]!, kind: $0.kind, path: $0.path, position: SourcePosition(line: $0.line, column: 8),
        condition: $0.condition, isNeverBuilt: $0.isNeverBuilt, isExported: $0.isExported)
    }
    graph.imports.sort { ($0.from, $0.path, $0.position.line) < ($1.from, $1.path, $1.position.line) }
    return graph
  }
}
