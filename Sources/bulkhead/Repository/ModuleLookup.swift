import CommandLine
import PackageGraph

/// Modules as the command line names them.
enum ModuleLookup {
  /// The module of this name; or the target, where the text is a package's folder and a target with a colon between.
  static func find(_ text: String, in graph: ModuleGraph) throws -> ModuleID {
    let named = graph.modules.indices.filter { graph.modules[$0].name == text || qualified($0, in: graph) == text }
    // A target of the repository is meant before a module from elsewhere that has its name.
    let own = named.filter { graph.modules[$0].origin == .repository }
    let found = own.isEmpty ? named : own
    if found.count == 1 { return found[0] }
    if found.isEmpty {
      let suggestion = Nearest.suggestion(for: text, among: graph.modules.map(\.name))
      throw Failure("there is no module '\(text)' in the repository, nor is one imported; \(suggestion ?? "bulkhead graph lists them all")")
    }
    let choices = found.compactMap { qualified($0, in: graph) }
    throw Failure("several targets have the module '\(text)': name one of \(choices.joined(separator: ", "))")
  }

  /// `packages/Kit:Kit`; `nil` for a module that is no target.
  static func qualified(_ module: ModuleID, in graph: ModuleGraph) -> String? {
    guard let package = graph.modules[module].package, let target = graph.modules[module].target else { return nil }
    return "\(graph.packages[package].folder):\(target)"
  }
}
