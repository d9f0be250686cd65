import PackageGraph

/// The groups that a repository's folders and names suggest.
public struct FolderGroups: Sendable {
  /// A suggested group.
  public struct Group: Sendable, Equatable {
    /// The role of a group in the repository.
    public enum Role: Sendable, Equatable {
      /// Targets of one part of the repository, other than tests.
      case part
      /// Targets of a part that are alike by their names, their folders or their imports; they are members of the part as well.
      case slice(of: String)
      /// Programs among the targets; they are members of a part as well.
      case programs
      /// Libraries that only tests use; they are members of a part as well.
      case testSupport
      case examples
      case benchmarks
      case tests
      /// A module made of folders, such as an app that Xcode builds.
      case app
      /// Such a module that is built as a library.
      case framework
      /// Such a module, of tests.
      case appTests
      /// Modules of other packages.
      case dependencies
      /// Modules of the toolchain and the platform.
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
    /// The reason for the group, as a sentence without its beginning: "the targets in Features".
    public var why: String
    /// A selection of the members that tells their folders apart by a `{name}`, where several targets are in one folder.
    public var peers: Selection?
    /// Whether the members are alike and stand beside one another, as their folder or their names say.
    public var isOfPeers = false

    /// Whether it is one of those that together hold each module once, by folder or origin.
    public var isOfFolders: Bool {
      switch role {
      case .slice, .programs, .testSupport: false
      case .part, .examples, .benchmarks, .tests, .app, .framework, .appTests, .dependencies, .platform: true
      }
    }
  }

  /// The groups.
  public private(set) var groups: [Group] = []
  /// The roles of the targets.
  let roles: TargetRoles
  private let graph: ModuleGraph
  private let targets: [ModuleID]

  /// Finds the groups of a repository.
  ///
  /// - Parameter folderModules: the groups of its modules that are made of folders.
  public init(_ graph: ModuleGraph, folderModules: [ScopeProposal.FolderModule] = []) {
    roles = TargetRoles(graph, frameworks: Set(folderModules.filter(\.isLibrary).map(\.name)))
    self.graph = graph
    targets = graph.modules.indices.filter { graph.modules[$0].origin == .repository && !graph.modules[$0].isFolders }
    for module in folderModules { add(module) }
    let parts = FolderParts(of: roles.targets(.library, .program, .testSupport).filter { !graph.modules[$0].isFolders }, in: graph).parts
    for part in parts { add(part) }
    addOthers(.examples, "examples", roles.targets(.example))
    addOthers(.benchmarks, "benchmarks", roles.targets(.benchmark))
    // The programs of a part of alike members are those members.
    let alike = Set(parts.filter(\.isOfPeers).flatMap(\.members))
    let programs = roles.targets(.program).filter { !alike.contains($0) }
    if !programs.isEmpty { add("programs", .programs, programs, why: "executables and plugins: they are run, not imported") }
    let support = roles.targets(.testSupport).filter { !graph.modules[$0].isFolders }
    if !support.isEmpty { add("test-support", .testSupport, support, why: "libraries that only tests import, or that are named for tests") }
    let tests = roles.targets(.test)
    if !tests.isEmpty { add("tests", .tests, tests, why: "the test targets") }
    addOutside()
  }

  func groups(_ role: Group.Role) -> [Group] { groups.filter { $0.role == role } }

  /// The slices of a part, each by itself.
  func slices(of part: Group) -> [Group] { groups(.slice(of: part.name)) }

  private mutating func add(_ module: ScopeProposal.FolderModule) {
    guard let id = graph.modules.firstIndex(where: { $0.isFolders && $0.name == module.name }) else { return }
    var selector = Selector()
    selector.sources = module.sources.map { Selector.Pattern($0) }
    selector.sourcesModule = module.name
    // A library that nothing imports is an end, as an app is.
    let role: Group.Role =
      switch roles[id] {
      case .appTest: .appTests
      case .testSupport: .testSupport
      case .framework where !roles.importers(of: id).isEmpty: .framework
      default: .app
      }
    let count = graph.modules[id].fileCount
    groups.append(
      Group(
        name: module.name, role: role, selector: selector, members: [id],
        why: "\(count == 1 ? "1 Swift file" : "\(count) Swift files") that no package has, beside an Xcode project"))
  }

  private mutating func add(_ part: FolderParts.Part) {
    // What is in Tests and no test is a helper of theirs; `tests` are the tests.
    let taken = ["tests", "dependencies", "platform", "programs", "test-support", "examples", "benchmarks", RuleLanguage.unknownGroup]
    let isTaken = taken.contains(part.name.lowercased())
    let name = add(
      isTaken ? "\(part.name)-libraries" : part.name, .part, part.members,
      why: part.folder.map { "the targets in \($0)" } ?? "the targets that are in no other part")
    groups[groups.count - 1].isOfPeers = part.isOfPeers
    if part.units.contains(where: { $0.count > 1 }), part.units.count > 1 {
      groups[groups.count - 1].peers = peerGlob(of: part).map { Selection([.selector(Selector(paths: [$0]))]) }
    }
    let ships = part.members.filter { roles[$0] == .library || (part.isOfPeers && roles[$0] == .program) }
    let slices = PartSlices(of: ships, in: part, graph, roles.edges)
    let isOnly = slices.slices.isEmpty || ships.count == targets.count { roles[$0] == .library }
    for slice in slices.slices {
      add(
        isOnly || !slices.areNamed ? slice.name : "\(name)-\(slice.name)", .slice(of: name), slice.members, endingIn: slice.endings,
        why: "\(count(slice.members)) of \(part.name); \(slice.why)")
      groups[groups.count - 1].isOfPeers =
        slices.areNamed && FolderWords.peers.contains(FolderWords.plain(slice.name[...])) && !part.isOfPeers
    }
  }

  /// Returns a glob that names a part's members and tells its member folders apart by a `{name}`; `nil` where none does.
  private func peerGlob(of part: FolderParts.Part) -> String? {
    if let folder = part.folder { return isPlain(folder) ? "\(folder)/{name}" : nil }
    // Of packages beside one another at the root, the first folder is the name.
    let tops = part.units.map { unit in Set(unit.map { (graph.modules[$0].folder ?? ".").prefix { $0 != "/" } }) }
    guard tops.allSatisfy({ $0.count == 1 }), Set(tops).count == tops.count, let glob = try? Glob(path: "{name}/Sources") else { return nil }
    let matched = Set(targets.filter { glob.matchFolder(FolderPath(graph.modules[$0].folder ?? ".")) != nil })
    return matched == Set(part.members) ? glob.text : nil
  }

  private mutating func addOthers(_ role: Group.Role, _ name: String, _ members: [ModuleID]) {
    if members.isEmpty { return }
    add(name, role, members, why: "targets in folders of that name")
    groups[groups.count - 1].isOfPeers = role == .examples
    let folders = Set(
      members.compactMap { member -> String? in
        let segments = (graph.modules[member].folder ?? "").split(separator: "/")
        return segments.firstIndex { FolderWords.examples.contains(FolderWords.plain($0)) }.map { segments[...$0].joined(separator: "/") }
      })
    if role == .examples, folders.count == 1, let folder = folders.first, isPlain(folder) {
      groups[groups.count - 1].peers = Selection([.selector(Selector(paths: ["\(folder)/{name}"]))])
    }
  }

  private func count(_ members: [ModuleID]) -> String { members.count == 1 ? "1 target" : "\(members.count) targets" }

  private func isPlain(_ folder: String) -> Bool { !folder.contains { "*?{}".contains($0) } }

  @discardableResult
  private mutating func add(_ name: String, _ role: Group.Role, _ members: [ModuleID], endingIn endings: [String] = [], why: String) -> String {
    let name = unusedName(like: name)
    groups.append(Group(name: name, role: role, selector: selector(of: members, role, endingIn: endings), members: members, why: why))
    return name
  }

  private func selector(of members: [ModuleID], _ role: Group.Role, endingIn endings: [String]) -> Selector {
    let chosen = Set(members)
    let folder = { [graph] (module: ModuleID) in graph.modules[module].folder ?? "." }
    let cover = GlobCover(avoiding: targets.filter { !chosen.contains($0) }.map(folder), endingIn: endings)
    // Targets that share a folder with others are told apart by their names.
    let names = Set(members.map { graph.modules[$0].name }).sorted()
    guard let globs = cover.globs(for: members.map(folder)) else { return Selector(modules: names) }
    // Where folders have nothing in common, names are shorter, if only these targets have them.
    let isByName = globs.count > 4 && globs.count == members.count && names.count == members.count
    let isUnique = graph.modules.count { names.contains($0.name) } == members.count
    return isByName && isUnique ? Selector(modules: names) : Selector(paths: globs)
  }

  private mutating func addOutside() {
    let outside = graph.imports.map(\.to).filter { graph.modules[$0].origin != .repository && graph.modules[$0].origin != .unknown }
    let named = Set(outside.map { graph.modules[$0].name })
    let fetched = Set(graph.modules.filter { $0.origin == .product || $0.origin == .checkout }.map(\.name))
    for (name, role, modules) in [
      ("dependencies", Group.Role.dependencies, named.intersection(fetched)), ("platform", .platform, named.subtracting(fetched)),
    ] {
      if modules.isEmpty { continue }
      let members = graph.modules.indices.filter { graph.modules[$0].origin != .repository && modules.contains(graph.modules[$0].name) }
      groups.append(
        Group(
          name: unusedName(like: name), role: role, selector: Selector(modules: modules.sorted()), members: members,
          why: role == .dependencies ? "modules of other packages" : "the toolchain's and the platform's modules"))
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
