import ArchRules
import CommandLine
import PackageGraph

/// A module in words: where it comes from, who declares and imports it, which rules name it.
struct ModuleInWords {
  let graph: ModuleGraph
  let ruleSet: RuleSet

  private static let limit = 12

  func text(of id: ModuleID) -> String {
    let module = graph.modules[id]
    let index = SelectionIndex(ruleSet, graph)
    let groups = index.groups.filter { $0.value.contains(id) }.map(\.key).sorted()
    var lines = ["\(module.name): \(kind(of: module, id))"]
    lines.append("In groups: \(list(groups, none: "none"))")
    if module.origin == .repository {
      lines.append("Declares: \(list(module.dependencies.map(\.name)))")
      lines.append("Imports: \(names(of: graph.imports.filter { $0.from == id }.map(\.to)))")
    }
    lines.append("Declared by: \(names(of: graph.modules.indices.filter { graph.modules[$0].dependencies.contains { $0.modules.contains(id) } }))")
    lines.append("Imported by: \(names(of: graph.imports.filter { $0.to == id && $0.kind == .import }.map(\.from)))")
    let rules = ruleSet.rules.filter { rule in
      rule.kind.namedSelections.contains { _, selection in selection.map { index.membership(of: $0).contains(id) } ?? false }
    }
    lines.append("Named by the rules: \(list(rules.map(\.id), none: "none"))")
    return VisibleText.lines(lines.joined(separator: "\n") + "\n")
  }

  private func kind(of module: Module, _ id: ModuleID) -> String {
    guard let name = ModuleLookup.qualified(id, in: graph) else { return module.provenance }
    return "\(module.kind?.rawValue ?? "") target \(name)\(module.folder.map { ", in \($0)" } ?? "")"
  }

  /// The modules, each once and in the graph's order.
  private func names(of modules: [ModuleID]) -> String { list(Set(modules).sorted().map { graph.modules[$0].name }) }

  private func list(_ names: [String], none: String = "nothing") -> String {
    if names.isEmpty { return none }
    let shown = names.prefix(Self.limit).joined(separator: ", ")
    return names.count > Self.limit ? "\(shown) and \(names.count - Self.limit) more" : shown
  }
}
