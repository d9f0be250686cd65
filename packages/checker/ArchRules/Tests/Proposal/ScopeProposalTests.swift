import ArchRules
import PackageGraph
import Testing

/// What a repository is proposed to leave out, and what Xcode builds in it.
@Suite struct ScopeProposalTests {
  /// A graph with packages in these folders, each with one target in `Sources` and, at the root, a test target.
  private func makeGraph(_ packages: String..., unreadable: [String] = [], unowned: [String] = []) -> ModuleGraph {
    var graph = ModuleGraph()
    for (number, folder) in (["."] + packages).enumerated() {
      let base = folder == "." ? "" : "\(folder)/"
      graph.packages.append(Package(name: "p\(number)", folder: folder))
      graph.modules.append(Module(name: "M\(number)", kind: .library, package: number, target: "M\(number)", folder: "\(base)Sources/M\(number)"))
    }
    graph.modules.append(Module(name: "AppTests", kind: .test, package: 0, target: "AppTests", folder: "Tests/AppTests"))
    graph.notices = unreadable.map { Notice(kind: .unreadableManifest, path: "\($0)/Package.swift", message: "expected a name") }
    graph.unowned = unowned.map { UnownedSources(folder: $0, fileCount: 2) }
    return graph
  }

  private func ignored(_ graph: ModuleGraph) -> [[String]] { ScopeProposal(graph, projects: []).ignored.map { $0.entry.paths.map(\.text) } }

  private func modules(_ graph: ModuleGraph, projects: Set<String>) -> [String] {
    ScopeProposal(graph, projects: projects).folderModules.map { "\($0.name): \($0.sources.joined(separator: " "))" }
  }

  @Test func `a repository with nothing of the kind declares nothing`() {
    #expect(ScopeProposal(makeGraph("packages/A", unowned: ["scripts"]), projects: []).isEmpty)
  }

  @Test func `fixtures and templates are left out with what is in them, each with its reason`() {
    let graph = makeGraph("Fixtures/A", "Fixtures/Deep/B", "Tool/Templates/C", unreadable: ["Fixtures/Broken"])
    #expect(ignored(graph) == [["Fixtures"], ["Tool/Templates"]])
    let first = ScopeProposal(graph, projects: []).ignored[0]
    #expect(first.why == "They hold 2 packages, 1 manifest that cannot be evaluated.")
  }

  @Test func `a folder with the own sources of a target outside it is not left out`() {
    var graph = makeGraph("Tests/AppTests/Fixtures/A")
    #expect(ignored(graph) == [["Tests/AppTests/Fixtures"]])
    graph.modules[0].folder = "Tests/AppTests/Fixtures/App"
    #expect(ignored(graph) == [["Tests/AppTests/Fixtures/A"]])
  }

  @Test func `a package in a folder of test data that another depends on is not left out`() {
    var graph = makeGraph("Fixtures/A")
    graph.packages[0].dependencies = [1]
    #expect(ignored(graph) == [])
  }

  @Test func `a package within a test target's folder is left out by the folder that holds it there`() {
    #expect(ignored(makeGraph("Tests/AppTests/Cases/A", "Tests/AppTests/Cases/B")) == [["Tests/AppTests/Cases"]])
  }

  @Test func `of a manifest that cannot be evaluated the smallest folder is left out, or the one above several`() {
    #expect(ignored(makeGraph(unreadable: ["Odd/One"])) == [["Odd/One"]])
    #expect(ignored(makeGraph(unreadable: ["Odd/One", "Odd/Two"])) == [["Odd"]])
    #expect(ignored(makeGraph("Odd/Good", unreadable: ["Odd/One", "Odd/Two"])) == [["Odd/One", "Odd/Two"]])
  }

  @Test func `many folders of one kind are named by a wildcard`() {
    let graph = makeGraph("tests/a/Fixtures/A", "tests/b/Fixtures/A", "tests/c/Fixtures/A", "tests/d/Fixtures/A", "tests/a/Kit")
    #expect(ignored(graph) == [["tests/*/Fixtures"]])
  }

  @Test func `code that documentation shows is left out wherever it is`() {
    #expect(ignored(makeGraph(unowned: ["Sources/M0/M0.docc/Code"])) == [["**/*.docc"]])
  }

  @Test func `an app beside packages is a module for each of its folders`() {
    let graph = makeGraph("iOS/Packages/Kit", unowned: ["iOS/App", "iOS/App/Views", "iOS/Widget/Deep", "scripts"])
    #expect(modules(graph, projects: ["iOS"]) == ["App: iOS/App", "Widget: iOS/Widget"])
    #expect(modules(graph, projects: []) == [])
  }

  @Test func `tests beside an app within the project's folder, or in the app's own, are no part of it`() {
    let beside = makeGraph(unowned: ["Foo/Search/Search", "Foo/Search/SearchTests/Deep", "Foo/Todos/Todos", "Foo/Todos/TodosTests"])
    #expect(
      modules(beside, projects: ["Foo/Search", "Foo/Todos"]) == [
        "AppTests-app: Foo/Search/SearchTests Foo/Todos/TodosTests", "Search: Foo/Search/Search", "Todos: Foo/Todos/Todos",
      ])
    #expect(modules(makeGraph(unowned: ["App/Main", "App/MainTests"]), projects: ["."]) == ["MainTests: App/MainTests", "App: App"])
    let many = makeGraph(unowned: (1...11).flatMap { ["Foo/P\($0)/App", "Foo/P\($0)/AppTests"] })
    let merged = modules(many, projects: Set((1...11).map { "Foo/P\($0)" }))
    #expect(merged.count <= 11 && !merged.dropFirst().contains { $0.contains("Tests") }, "\(merged)")
  }

  @Test func `an app's tests are one module, and names are no others'`() {
    let graph = makeGraph(unowned: ["App", "AppTests", "AppUITests", "M0", "My App"])
    #expect(modules(graph, projects: ["."]) == ["AppTests-app: AppTests AppUITests", "App: App", "M0-app: M0", "my-app: My App"])
  }

  @Test func `of too many folders those beside one another are one module`() {
    let graph = makeGraph(unowned: (0..<12).map { "iOS/Part\($0)" })
    #expect(modules(graph, projects: ["."]) == ["iOS: iOS"])
  }
}
