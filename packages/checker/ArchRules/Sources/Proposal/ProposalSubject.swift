import PackageGraph

/// A repository for which rules are proposed.
public struct ProposalSubject: Sendable {
  let graph: ModuleGraph
  private let folderGroups: FolderGroups
  private let index: SelectionIndex
  /// The names of the groups whose selectors name their members and no other target.
  private let exact: Set<String>

  init(graph: ModuleGraph, folderGroups: FolderGroups) {
    self.graph = graph
    self.folderGroups = folderGroups
    index = SelectionIndex(RuleSet(groups: folderGroups.groups.map { Group(name: $0.name, selector: $0.selector) }), graph)
    exact = Set(
      folderGroups.groups.filter { [index] group in
        index.groups[group.name]?.modules.filter { graph.modules[$0].origin == .repository } == group.members.sorted()
      }.map(\.name))
  }

  /// Whether a group's selector names its members and no other target: where targets share folders or names, some cannot be told apart.
  func isExact(_ group: FolderGroups.Group) -> Bool { exact.contains(group.name) }

  /// Returns the modules that a selection names.
  func membership(of selection: Selection) -> Membership { index.membership(of: selection) }

  var roles: TargetRoles { folderGroups.roles }

  func groups(_ roles: FolderGroups.Group.Role...) -> [FolderGroups.Group] { folderGroups.groups.filter { roles.contains($0.role) } }

  func slices(of part: FolderGroups.Group) -> [FolderGroups.Group] { folderGroups.slices(of: part) }

  /// Returns the order in which groups stand on one another.
  func order(of groups: [FolderGroups.Group]) -> GroupOrder { GroupOrder(of: groups.map(\.members), roles.edges) }

  /// Returns the selection of these groups.
  func selection(_ groups: [FolderGroups.Group]) -> Selection { Selection(groups.map { .group($0.name) }) }

  /// Returns the groups whose targets may use what is for tests alone: tests, the libraries for them, and what shows or measures, if it does.
  func testSide(using modules: Set<ModuleID>) -> [FolderGroups.Group] {
    groups(.tests, .appTests, .testSupport)
      + groups(.examples, .benchmarks).filter { group in
        let members = Set(group.members)
        return roles.edges.contains { members.contains($0.from) && modules.contains($0.to) }
      }
  }

  /// Whether a module comes with a package from elsewhere.
  func isThirdParty(_ module: ModuleID) -> Bool {
    switch graph.modules[module].origin {
    case .checkout, .product: true
    case .repository, .platform, .unknown: false
    }
  }

  func name(_ module: ModuleID) -> String { graph.modules[module].name }

  /// The modules made of folders that nothing that ships imports: apps and their extensions.
  var apps: [FolderGroups.Group] { groups(.app).filter { !isImported($0) } }

  /// The modules made of folders that are libraries: a project says so, or others import them.
  var frameworks: [FolderGroups.Group] { groups(.framework) + groups(.app).filter(isImported) }

  private func isImported(_ group: FolderGroups.Group) -> Bool {
    group.members.contains { member in roles.importers(of: member).contains { roles.ships($0) } }
  }

  /// Returns names as a list in words, each once, a few of many.
  func list(_ all: [String], _ conjunction: String = "and") -> String {
    let names: [String] = all.reduce(into: []) { names, name in if !names.contains(name) { names.append(name) } }
    if names.count > 5 { return names.prefix(3).joined(separator: ", ") + " \(conjunction) \(names.count - 3) more" }
    return names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " \(conjunction) \(names[names.count - 1])"
  }
}
