import PackageGraph

/// The groups that a repository's folders suggest.
public struct FolderGroups: Sendable {
  /// A suggested group.
  public struct Group: Sendable, Equatable {
    /// The role of a group in the repository.
    public enum Role: Sendable, Equatable {
      /// Targets of one part of the repository, other than tests.
      case part
      case tests
      /// Programs among the targets of a part; they are members of the part as well.
      case executables
      /// Modules that products of other packages are named after.
      case dependencies
      /// Other modules imported from outside: the toolchain's, the platform's, and those of packages that are not available here.
      case platform
    }
    /// The name.
    public var name: String
    /// The role.
    public var role: Role
    /// The selector of its members.
    public var selector: Selector
    /// The members, in the graph's order.
    public var members: [ModuleID]
  }

  /// The groups.
  public private(set) var groups: [Group] = []

  /// Finds the groups of a repository.
  public init(_ graph: ModuleGraph) {
    let targets = graph.modules.indices.filter { graph.modules[$0].origin == .repository }
    let tests = targets.filter { graph.modules[$0].isTest }
    let others = targets.filter { !graph.modules[$0].isTest }
    for (name, members) in FolderGroups.parts(of: others, in: graph) {
      // What is in Tests and no test is a helper of theirs; `tests` are the tests.
      let isTaken = ["tests", "dependencies", "platform"].contains(name.lowercased())
      add(isTaken ? "\(name)-libraries" : name, .part, members, among: targets, graph)
    }
    for part in groups {
      let programs = part.members.filter { graph.modules[$0].kind == .executable }
      if !programs.isEmpty, programs.count < part.members.count {
        add("\(part.name)-executables", .executables, programs, among: targets, graph)
      }
    }
    if !tests.isEmpty { add("tests", .tests, tests, among: targets, graph) }
    addOutside(graph)
  }

  func groups(_ role: Group.Role) -> [Group] { groups.filter { $0.role == role } }

  /// Returns the targets by the top folder they are in; where nearly everything is a package in a folder of its own at the top, all of
  /// those together.
  private static func parts(of targets: [ModuleID], in graph: ModuleGraph) -> [(name: String, members: [ModuleID])] {
    let byTop = Dictionary(grouping: targets) { String((graph.modules[$0].folder ?? ".").prefix { $0 != "/" }) }
    var parts = byTop.sorted { $0.key < $1.key }.map { (name: $0.key, members: $0.value) }
    let packages = Set(graph.packages.filter { !$0.isExternal }.map(\.folder))
    let lonely = parts.filter { packages.contains($0.name) }
    if lonely.count > 6 {
      parts.removeAll { packages.contains($0.name) }
      parts.append(("packages", lonely.flatMap(\.members).sorted()))
    }
    return parts
  }

  private mutating func add(_ name: String, _ role: Group.Role, _ members: [ModuleID], among targets: [ModuleID], _ graph: ModuleGraph) {
    let chosen = Set(members)
    let folder = { (module: ModuleID) in graph.modules[module].folder ?? "." }
    let cover = GlobCover(avoiding: targets.filter { !chosen.contains($0) }.map(folder))
    // Targets that share a folder with others are told apart by their names.
    let names = Set(members.map { graph.modules[$0].name }).sorted()
    let selector = cover.globs(for: members.map(folder)).map { Selector(paths: $0) } ?? Selector(modules: names)
    groups.append(Group(name: unusedName(like: name), role: role, selector: selector, members: members))
  }

  private mutating func addOutside(_ graph: ModuleGraph) {
    let named = Set(graph.imports.map(\.to).filter { graph.modules[$0].origin != .repository }.map { graph.modules[$0].name })
    let fetched = Set(graph.modules.filter { $0.origin == .product || $0.origin == .checkout }.map(\.name))
    for (name, role, modules) in [
      ("dependencies", Group.Role.dependencies, named.intersection(fetched)), ("platform", .platform, named.subtracting(fetched)),
    ] {
      if modules.isEmpty { continue }
      let members = graph.modules.indices.filter { graph.modules[$0].origin != .repository && modules.contains(graph.modules[$0].name) }
      groups.append(Group(name: unusedName(like: name), role: role, selector: Selector(modules: modules.sorted()), members: members))
    }
  }

  /// Returns a valid name that is not used yet: letters, digits, and dashes for other characters.
  private func unusedName(like text: String) -> String {
    let base = String(text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }).trimmingDashes
    let name = base.isEmpty ? "root" : base
    var candidate = name
    var number = 2
    while groups.contains(where: { $0.name == candidate }) {
      candidate = "\(name)-\(number)"
      number += 1
    }
    return candidate
  }
}

extension String {
  fileprivate var trimmingDashes: String { String(drop { $0 == "-" }.reversed().drop { $0 == "-" }.reversed()) }
}
