import PackageGraph
import SwiftImports

/// The modules that probes are made of: up to three real or made-up ones for each combination of groups and selectors that can name a
/// module.
struct ProbeWorld {
  let ruleSet: RuleSet
  /// The modules' graph, without imports and declared dependencies. Its last package is made up.
  let graph: ModuleGraph
  let index: SelectionIndex
  /// The modules in no group.
  let outsiders: Membership
  /// A made-up target that nothing names, for the middle of chains, if the globs leave room for one.
  let between: ModuleID?

  private static let outsideFolder = "bulkhead-probe/outside"
  /// The name of the file of made-up imports; no repository has one of this name.
  static let file = "bulkhead-probe.swift"

  init(_ ruleSet: RuleSet, _ graph: ModuleGraph) {
    self.ruleSet = ruleSet
    let selectors = ruleSet.groups.map(\.selector) + ruleSet.rules.flatMap(\.selections).flatMap(\.inlineSelectors)

    var full = ModuleGraph()
    full.packages = graph.packages + [Package(name: "bulkhead-probe", folder: "bulkhead-probe")]
    full.modules = graph.modules
    for selector in selectors {
      for member in SyntheticMembers.members(of: selector, besides: graph.modules)
      where !full.modules.contains(where: { $0.name == member.name && $0.folder == member.folder }) {
        full.modules.append(member)
      }
    }
    full.modules += [1, 2].map { SyntheticMembers.target(named: "BulkheadProbe\($0)", folder: "\(Self.outsideFolder)/\($0)") }
    full.modules.append(Module(name: "BulkheadProbeModule", origin: .platform))
    full.modules.append(Module(name: "BulkheadProbeUnknown", origin: .unknown))
    full.modules = full.modules.map { module in
      var module = module
      module.dependencies = []
      module.fileCount = max(1, module.fileCount)
      return module
    }

    var reduced = full
    reduced.modules = Self.representatives(ruleSet, full, selectors)
    self.graph = reduced
    let index = SelectionIndex(ruleSet, reduced)
    self.index = index
    let isGrouped = reduced.modules.indices.map { module in index.groups.values.contains { $0.contains(module) } }
    outsiders = Membership(bindings: isGrouped.map { $0 ? [] : [.none] }, names: [])
    let named = selectors.map { index.membership(of: Selection([.selector($0)])) }
    between = reduced.modules.indices.last { module in
      reduced.modules[module].folder?.hasPrefix(Self.outsideFolder) == true && !named.contains { $0.contains(module) }
    }
  }

  /// Returns up to three representatives of each set of modules that the same selectors name, which are equal to every rule: an importer,
  /// an imported one and one between.
  private static func representatives(_ ruleSet: RuleSet, _ graph: ModuleGraph, _ selectors: [Selector]) -> [Module] {
    struct Likeness: Hashable {
      let isTarget: Bool
      let hasSources: Bool
      let isUnknown: Bool
      let bindings: [[Bindings]]
    }
    let index = SelectionIndex(ruleSet, graph)
    let memberships = selectors.map { index.membership(of: Selection([.selector($0)])) }
    var counts: [Likeness: Int] = [:]
    return graph.modules.indices.filter { id in
      let module = graph.modules[id]
      let likeness = Likeness(
        isTarget: module.origin == .repository, hasSources: module.canImport, isUnknown: module.origin == .unknown,
        bindings: memberships.map { $0.bindings[id] })
      counts[likeness, default: 0] += 1
      return counts[likeness]! <= 3
    }.map { graph.modules[$0] }
  }
}

/// A part of a selection that a reader would name by itself.
struct ProbePart {
  var label: String
  var membership: Membership
}

extension ProbeWorld {
  func membership(of selection: Selection) -> Membership { index.membership(of: selection) }

  func parts(of selection: Selection) -> [ProbePart] {
    selection.items.map { item in
      let alone = Selection([item])
      return ProbePart(label: alone.description, membership: membership(of: alone))
    }
  }

  /// Returns the parts of a selection; where it is left out, which means every target, those of all.
  func parts(of selection: Selection?) -> [ProbePart] {
    if let selection { return parts(of: selection) }
    let all = graph.modules.map { $0.origin == .repository ? [Bindings.none] : [] }
    return [ProbePart(label: "every target", membership: Membership(bindings: all, names: []))]
  }

  /// The groups, and the modules in none.
  var groupsAndOutsiders: [ProbePart] {
    ruleSet.groups.map { ProbePart(label: $0.name, membership: index.groups[$0.name]!) } + [ProbePart(label: "no group", membership: outsiders)]
  }

  /// Returns the members that have sources in the repository, and so can import.
  func importers(_ membership: Membership) -> [ModuleID] { membership.modules.filter { graph.modules[$0].canImport } }

  /// Returns whether a selection names a group, or a group that it is a part of.
  func names(_ selection: Selection, _ part: ProbePart) -> Bool {
    selection.items.contains { item in
      guard case .group(let name) = item, let group = index.groups[name] else { return false }
      return part.membership.modules.allSatisfy { group.contains($0) }
    }
  }

  func name(_ module: ModuleID) -> String { graph.modules[module].name }
}

extension Module {
  /// Whether sources of the repository can be in it.
  fileprivate var canImport: Bool { origin == .repository && kind != .system && kind != .binary }
}

extension Selection {
  fileprivate var inlineSelectors: [Selector] {
    items.compactMap { if case .selector(let selector) = $0 { selector } else { nil } }
  }
}
