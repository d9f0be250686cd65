import ArchRules
import PackageGraph

/// Rules that may hold in a repository, from what its groups import today; whether they do is for the evaluation to say.
struct RuleCandidates {
  /// A rule, and what to do where it does not hold.
  struct Candidate: Equatable {
    var rule: Rule
    /// It is proposed all the same: what breaks it today goes into the baseline.
    var isKeptWithFindings = false
  }

  private(set) var candidates: [Candidate] = []
  private let graph: ModuleGraph
  private let groups: FolderGroups

  init(_ graph: ModuleGraph, _ groups: FolderGroups) {
    self.graph = graph
    self.groups = groups
    for group in groups.groups(.part) + groups.groups(.tests) { addAllowed(group) }
    for part in groups.groups(.part) { addOrder(within: part) }
    for programs in groups.groups(.executables) { addPrograms(programs) }
    addTests()
    add(
      "no-cycles", .acyclic(members: nil), "Modules that import one another in a circle change together; move what they share into a third.",
      isKept: true)
    add(
      "imports-are-declared", .declared(members: nil),
      "An import that works because another target declares the dependency breaks when that one stops: declare it where it is used.", isKept: true)
    add(
      "dependencies-are-used", .used(members: nil),
      "A dependency that nothing imports costs build time and hides what a target needs: remove it from the manifest.", isKept: true)
    add("everything-is-covered", .covered(members: nil), "A target in no group is bound by no rule: put it into one.", isKept: false)
  }

  private mutating func add(_ id: String, _ kind: Rule.Kind, _ reason: String, isKept: Bool = false) {
    let count = candidates.count { $0.rule.id == id || $0.rule.id.hasPrefix("\(id)-") }
    let id = count == 0 ? id : "\(id)-\(count + 1)"
    candidates.append(Candidate(rule: Rule(id: id, kind: kind, reason: reason), isKeptWithFindings: isKept))
  }

  /// A group may import the groups that it imports today, and nothing else.
  private mutating func addAllowed(_ group: FolderGroups.Group) {
    let members = Set(group.members)
    let imported = Set(graph.imports.filter { members.contains($0.from) && $0.from != $0.to }.map(\.to))
    // A program among them is in its part's group already.
    let reached = groups.groups.filter { $0.role != .executables && $0.members.contains { imported.contains($0) } }.map(\.name)
    add(
      "\(group.name)-import", .allow(from: .group(group.name), to: Selection((reached.isEmpty ? [group.name] : reached).map { .group($0) })),
      "What \(group.name) may import is written down, so that another way out of it is a decision: add it here, or move the code.")
  }

  /// The order that the imports within a part have; or, where there are none, that its members stand alone.
  private mutating func addOrder(within part: FolderGroups.Group) {
    if part.members.count < 2 { return }
    let layers = LayerInference.layers(of: part.members, in: graph)
    if layers?.count == 1 {
      add(
        "\(part.name)-are-independent", .independent(members: .group(part.name)),
        "Targets of \(part.name) do not import one another: move what two of them share into a target below both.")
    } else if let layers, layers.count > 2, part.members.count > 3, hasNamesOfItsOwn(part) {
      let selections = layers.map { layer in [Selection([.selector(Selector(modules: Set(layer.map { graph.modules[$0].name }).sorted()))])] }
      add(
        "\(part.name)-layers", .layers(members: .group(part.name), layers: selections),
        "A target of \(part.name) imports from its own layer and those below: move the code down, or pass in what it needs from above.")
    }
  }

  /// Layers name modules: that is plain where no other target has the name.
  private func hasNamesOfItsOwn(_ part: FolderGroups.Group) -> Bool {
    let names = Set(part.members.map { graph.modules[$0].name })
    return names.count == part.members.count && graph.modules.count { $0.origin == .repository && names.contains($0.name) } == part.members.count
  }

  private mutating func addPrograms(_ programs: FolderGroups.Group) {
    let tests = groups.groups(.tests).map(\.name)
    add(
      "\(programs.name)-are-imported-by-tests-alone",
      tests.isEmpty
        ? .independent(members: .group(programs.name)) : .restrict(to: .group(programs.name), only: Selection(tests.map { .group($0) })),
      "A program is an end, not a part: move what others need of it into a library.")
  }

  private mutating func addTests() {
    guard let tests = groups.groups(.tests).first else { return }
    if tests.members.count > 1 {
      add(
        "tests-are-independent", .independent(members: .group(tests.name)),
        "Test targets do not import one another: move what two of them share into a library for tests.")
    }
    let frameworks = ["Testing", "XCTest"].filter { name in graph.imports.contains { graph.modules[$0.to].name == name } }
    if !frameworks.isEmpty {
      add(
        "tests-alone-import-test-frameworks",
        .restrict(to: Selection([.selector(Selector(modules: frameworks))]), only: .group(tests.name)),
        "What ships does not link \(frameworks.joined(separator: " or ")): move the helper into a test target or a library for tests.")
    }
  }
}
