import PackageGraph

/// An index of the modules of one graph that the selections of one rule set name. Groups are matched once, however many rules use them.
public struct SelectionIndex: Sendable {
  /// The members of each group, the built-in one included.
  public let groups: [String: Membership]
  private let modules: [Module]
  /// The folder of each module; `nil` for modules from outside the repository.
  private let folders: [FolderPath?]

  /// Matches the groups.
  public init(_ ruleSet: RuleSet, _ graph: ModuleGraph) {
    modules = graph.modules
    folders = graph.modules.map { $0.origin == .repository ? FolderPath($0.folder ?? ".") : nil }
    var groups: [String: Membership] = [:]
    for group in ruleSet.groups { groups[group.name] = Self.membership(of: group.selector, modules, folders) }
    groups[RuleLanguage.unknownGroup] = Membership(bindings: modules.map { $0.origin == .unknown ? [.none] : [] }, names: [])
    self.groups = groups
  }

  /// Returns the modules that any item of the selection names. A group that the rule set lacks names none.
  public func membership(of selection: Selection) -> Membership {
    var union = Membership(bindings: Array(repeating: [], count: modules.count), names: [])
    for item in selection.items {
      switch item {
      case .group(let name): if let group = groups[name] { union = union.union(group) }
      case .selector(let selector): union = union.union(Self.membership(of: selector, modules, folders))
      }
    }
    return union
  }

  /// Returns whether a path glob matches any target.
  func matches(path glob: Glob) -> Bool {
    folders.contains { folder in folder.map { glob.matchFolder($0) != nil } ?? false }
  }

  /// Returns whether a selector matches any module.
  func matches(_ selector: Selector) -> Bool { !Self.membership(of: selector, modules, folders).isEmpty }

  private static func membership(of selector: Selector, _ modules: [Module], _ folders: [FolderPath?]) -> Membership {
    // What is no glob names nothing; the parser lets none through.
    let paths = selector.paths.compactMap { try? Glob(path: $0.text) }
    let names = selector.modules.compactMap { try? Glob(module: $0.text) }
    let bindings = modules.indices.map { module in
      var found: [Bindings] = []
      if let folder = folders[module] {
        for glob in paths { if let match = glob.matchFolder(folder), !found.contains(match) { found.append(match) } }
      }
      if modules[module].isFolders, !selector.sources.isEmpty, modules[module].name == selector.sourcesModule, !found.contains(.none) {
        found.append(.none)
      }
      for glob in names { if let match = glob.matchName(modules[module].name), !found.contains(match) { found.append(match) } }
      return found
    }
    return Membership(bindings: bindings, names: Set((paths + names).flatMap(\.names)))
  }
}

extension RuleSet {
  /// Returns the modules that a selection names in a graph, in order.
  public func members(of selection: Selection, in graph: ModuleGraph) -> [ModuleID] {
    SelectionIndex(self, graph).membership(of: selection).modules
  }
}
