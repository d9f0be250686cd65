import CommandLine
import PackageGraph

/// Modules as the command line names them.
enum ModuleLookup {
  /// Whether a text names a module, or several.
  static func names(_ text: String, in graph: ModuleGraph) -> Bool {
    graph.modules.indices.contains { graph.modules[$0].name == text || graph.modules[$0].target == text || qualified($0, in: graph) == text }
  }

  /// The module that a text names: by its own name, by its target's or product's, or by a package's folder and a target with a colon
  /// between.
  static func find(_ text: String, in graph: ModuleGraph) throws -> ModuleID {
    let all = graph.modules.indices
    for named in [
      all.filter { graph.modules[$0].name == text || qualified($0, in: graph) == text }, all.filter { graph.modules[$0].target == text },
    ] {
      // Modules are in order of origin: a target of the repository is meant before a module from elsewhere that has its name.
      let found = named.filter { graph.modules[$0].origin == graph.modules[named[0]].origin }
      if found.count == 1 { return found[0] }
      if !found.isEmpty { throw ambiguous(text, found, graph) }
    }
    let known =
      graph.modules.map(\.name) + graph.modules.compactMap(\.target) + (text.contains(":") ? all.compactMap { qualified($0, in: graph) } : [])
    let suggestion = Nearest.suggestion(for: text, among: known)
    throw Failure(
      "there is no module '\(text)' in the repository, nor is one imported; \(suggestion ?? "bulkhead graph --include-external lists them all")")
  }

  private static func ambiguous(_ text: String, _ found: [ModuleID], _ graph: ModuleGraph) -> Failure {
    let targets = found.compactMap { qualified($0, in: graph) }
    if !targets.isEmpty { return Failure("several targets have the module '\(text)': name one of \(targets.joined(separator: ", "))") }
    let modules = found.map { graph.modules[$0].name }
    return Failure("the product '\(text)' has several modules: name one of \(modules.joined(separator: ", "))")
  }

  /// `packages/Kit:Kit`; `nil` for a module that is no target.
  static func qualified(_ module: ModuleID, in graph: ModuleGraph) -> String? {
    guard let package = graph.modules[module].package, let target = graph.modules[module].target else { return nil }
    return "\(graph.packages[package].folder):\(target)"
  }
}
