import PackageGraph
import SwiftImports
import Testing

@testable import ArchRules

/// The groups and rules that the shapes of repositories suggest.
@Suite struct FolderGroupsTests {
  /// A repository of one package: `Folder/Name -> Other XCTest`, a target for each line; what is no line's is from outside.
  private func makeGraph(_ lines: String..., products: Set<String> = []) -> ModuleGraph {
    let targets = lines.map { line -> (folder: String, name: String, imports: [String]) in
      let words = line.split(separator: " ").map(String.init)
      return (words[0], String(words[0].split(separator: "/").last!), Array(words.dropFirst(2)))
    }
    return graph { builder in
      for target in targets {
        let kind: TargetKind = target.name.hasSuffix("Tests") ? .test : target.name.first!.isLowercase ? .executable : .library
        builder.target(target.name, target.folder, kind: kind)
      }
      for product in products.sorted() { builder.external(product, .product) }
      for target in targets { for name in target.imports { builder.imports(target.name, name) } }
    }
  }

  private func proposals(_ graph: ModuleGraph) -> [String] {
    RuleProposal.all(for: graph, FolderGroups(graph)).map { "\($0.rule.id): \($0.rule.kind.sentence)" }
  }

  private func slices(_ graph: ModuleGraph) -> [String] {
    FolderGroups(graph).groups.compactMap { group in
      guard case .slice = group.role else { return nil }
      return "\(group.name): \((group.selector.paths + group.selector.modules).map(\.text).joined(separator: " "))"
    }
  }

  @Test func `folders that hold modules of a kind are parts, in the order of their imports`() {
    let graph = makeGraph(
      "Modules/Features/Login -> Network Design", "Modules/Features/Home -> Design", "Modules/Core/Network -> ", "Modules/Core/Design -> ")
    #expect(FolderGroups(graph).groups.map(\.name) == ["features", "core"])
    let rules = RuleProposal.all(for: graph, FolderGroups(graph)).map(\.rule)
    #expect(rules.prefix(2).map(\.id) == ["layers", "features-are-independent"])
    #expect(rules[0].reason == "From the top: features; core. Never the other way: move code down, or pass in what it needs from above.")
    #expect(rules.allSatisfy { !RuleSet(rules: [$0]).evaluate(graph, today: today).contains { $0.severity == .error && $0.rule == "layers" } })
  }

  @Test func `names that end alike are slices, found by a glob`() {
    let graph = makeGraph(
      "Sources/LoginFeature -> UserClient", "Sources/HomeFeature -> UserClient", "Sources/UserClient -> ", "Sources/UserClientLive -> UserClient",
      "Sources/ShopClient -> ", "Sources/ShopClientLive -> ShopClient")
    #expect(slices(graph) == ["features: Sources/*Feature", "live: Sources/*Live", "clients: Sources/*Client"])
    #expect(proposals(graph).contains { $0.hasPrefix("features-are-independent") })
  }

  @Test func `slices that import one another without an order are one`() {
    let graph = makeGraph(
      "Sources/AFeature -> BCore", "Sources/BFeature -> BCore", "Sources/ACore -> AFeature BFeature", "Sources/BCore -> ", "Sources/ALive -> ACore",
      "Sources/BLive -> ACore")
    #expect(slices(graph) == ["live: Sources/*Live", "core-and-features: Sources/*Core Sources/*Feature"])
  }

  @Test func `the folders that services have within are slices, and services are independent by their folders`() {
    let graph = makeGraph(
      "Services/Auth/Client -> ", "Services/Auth/Server -> Client", "Services/Mail/MailClient -> ", "Services/Mail/MailServer -> MailClient Client")
    let rules = proposals(graph)
    #expect(rules.contains { $0.hasPrefix("services-are-independent: The members of Services/{name}") }, "\(rules)")
  }

  @Test func `where neither folders nor names say anything there are a few storeys, and none in a flat repository`() {
    let deep = makeGraph("Sources/A -> B", "Sources/B -> C", "Sources/C -> D", "Sources/D -> E", "Sources/E -> F", "Sources/F -> G", "Sources/G -> ")
    #expect(
      slices(deep) == [
        "f-and-g: Sources/F Sources/G", "d-and-e: Sources/D Sources/E", "b-and-c: Sources/B Sources/C", "a: Sources/A",
      ])
    let wide = makeGraph("Sources/App -> Core Net", "Sources/Disk -> ", "Sources/Net -> Core", "Sources/Store -> Core Disk", "Sources/Core -> ")
    #expect(slices(wide).map { $0.prefix { $0 != ":" } } == ["core-and-disk", "net-and-store", "app"])
    let flat = makeGraph("Sources/App -> Core Disk Log", "Sources/Disk -> ", "Sources/Log -> ", "Sources/Core -> ", "Sources/Tool -> Core")
    #expect(slices(flat).map { $0.prefix { $0 != ":" } } == ["core-and-others", "app-and-tool"])
    #expect(slices(makeGraph("Sources/A -> ", "Sources/B -> ", "Sources/C -> ", "Sources/D -> ")) == [])
  }

  @Test func `a library that only tests import is for tests, and one that ships use is not`() {
    let graph = makeGraph(
      "Sources/App -> Kit", "Sources/Kit -> XCTest", "Sources/KitTestSupport -> Kit XCTest", "Sources/Helpers -> XCTest",
      "Tests/KitTests -> Kit KitTestSupport Helpers SnapshotTesting XCTest", products: ["SnapshotTesting"])
    let rule = proposals(graph).first { $0.hasPrefix("what-ships") }
    #expect(rule == "what-ships-imports-nothing-for-tests: Only test-support or tests may import SnapshotTesting, XCTest or test-support.")
    let support = FolderGroups(graph).groups.first { $0.role == .testSupport }
    #expect(support?.members.map { graph.modules[$0].name } == ["KitTestSupport", "Helpers"])
  }

  @Test func `a third-party module that one library alone imports is fenced, and one that a program imports is not`() {
    let graph = makeGraph(
      "Sources/app -> Store TLS Arguments", "Sources/Store -> Postgres Logging", "Sources/TLS -> NIOSSL Logging", "Sources/Kit -> Logging",
      "Tests/TLSTests -> TLS NIOSSL", products: ["Arguments", "Postgres", "NIOSSL", "Logging"])
    let fences = proposals(graph).filter { $0.contains("-behind-") }
    #expect(
      fences == ["Postgres-behind-Store: Only Store may import Postgres.", "NIOSSL-behind-TLS: Only TLS or tests may import NIOSSL."])
  }

  @Test func `packages beside one another are independent where each imports its own targets alone`() {
    var graph = makeGraph(
      "TLSify/Sources/tlsify -> TLSifyLib", "TLSify/Sources/TLSifyLib -> ", "Proxy/Sources/proxy -> ", "Echo/Sources/echo -> ",
      "Echo/Tests/ETests -> ")
    graph.packages = ["TLSify", "Proxy", "Echo"].map { Package(name: $0, folder: $0) }
    let apart = "packages-are-independent: The members of {name}/Sources never import one another."
    #expect(proposals(graph).contains { $0.hasPrefix(apart) }, "\(proposals(graph))")
    graph.imports.append(ImportEdge(from: 2, to: 1, path: "Proxy/Sources/proxy/a.swift", position: SourcePosition(line: 1, column: 8)))
    #expect(!proposals(graph).contains { $0.hasPrefix("packages-are-independent") })
  }

  @Test func `a fence stands around one package`() {
    var graph = makeGraph(
      "Sources/Store -> PostgresNIO PostgresWire Soup", "Sources/A -> ", "Sources/B -> ", "Sources/C -> ",
      products: ["PostgresNIO", "PostgresWire", "Soup"])
    for id in graph.modules.indices where graph.modules[id].origin == .product {
      graph.modules[id].identity = graph.modules[id].name == "Soup" ? "soup" : "postgres"
    }
    let fences = proposals(graph).filter { $0.contains("-behind-") }
    #expect(
      fences == [
        "PostgresNIO-behind-Store: Only Store may import PostgresNIO or PostgresWire.", "Soup-behind-Store: Only Store may import Soup.",
      ])
  }

  @Test func `what asks for a test framework, or is part of one, is not for tests alone`() {
    var graph = makeGraph(
      "Sources/Issues -> XCTest", "Sources/Kit -> SnapshotTesting", "Tests/ATests -> Issues Kit Testing", products: ["SnapshotTesting"])
    for id in graph.imports.indices {
      if graph.imports[id].from == 0 { graph.imports[id].condition = "canImport(XCTest)" }
      if graph.imports[id].from == 1 { graph.imports[id].kind = .canImport }
    }
    #expect(FolderGroups(graph).groups.allSatisfy { $0.role != .testSupport })
    #expect(proposals(graph).contains("what-ships-imports-nothing-for-tests: Only tests may import Testing or XCTest."), "\(proposals(graph))")
    let framework = makeGraph(
      "Sources/Testing -> ", "Sources/Overlays/_Testing_Foundation -> Testing", "Tests/TTests -> Testing _Testing_Foundation XCTest")
    #expect(FolderGroups(framework).groups.allSatisfy { $0.role != .testSupport })
  }

  @Test func `a framework of an Xcode project is a layer below the apps, or help for tests`() {
    var graph = makeGraph(
      "Sources/Kit -> ", "Sources/App -> Storage", "Sources/Storage -> ", "Sources/Fakes -> Storage", "Tests/ATests -> Fakes XCTest")
    for id in 1...3 { (graph.modules[id].isFolders, graph.modules[id].kind) = (true, nil) }
    let groups = FolderGroups(
      graph,
      folderModules: ["App", "Fakes", "Storage"].map { ScopeProposal.FolderModule(name: $0, sources: ["Sources/\($0)"], isLibrary: $0 != "App") })
    #expect(groups.groups.map { "\($0.name) \($0.role)" }.prefix(3) == ["App app", "Fakes testSupport", "Storage framework"])
    let rules = RuleProposal.all(for: graph, groups).map { "\($0.rule.id): \($0.rule.kind.sentence)" }
    #expect(rules.contains("what-ships-imports-nothing-for-tests: Only Fakes or tests may import XCTest or Fakes."), "\(rules)")
    #expect(rules.contains("apps-are-imported-by-tests-alone: Only tests may import App."), "\(rules)")
    #expect(rules.contains { $0.hasPrefix("layers: ") }, "\(rules)")
  }

  @Test func `an id is valid whatever modules are called`() {
    let graph = makeGraph(
      "Sources/A -> _Private", "Sources/B -> Größe", "Sources/C -> ", "Sources/D -> ", "Tests/ATests -> A", products: ["_Private", "Größe"])
    let ids = RuleProposal.all(for: graph, FolderGroups(graph)).map(\.rule.id)
    #expect(ids.allSatisfy(RuleLanguage.isName), "\(ids)")
    #expect(ids.contains("Private-behind-A") && ids.contains("Gr--e-behind-B"), "\(ids)")
  }

  @Test func `no rule says what another does: programs are ends, not a layer`() {
    let graph = makeGraph(
      "Sources/app -> A", "Sources/A -> B", "Sources/B -> ", "Sources/C -> B", "Sources/D -> B", "Sources/E -> B", "Tests/ATests -> A")
    let rules = proposals(graph)
    #expect(
      rules.map { String($0.prefix { $0 != ":" }) } == [
        "sources-layers", "programs-are-imported-by-tests-alone", "nothing-unknown", "no-cycles", "imports-are-declared",
        "dependencies-are-used", "everything-is-covered",
      ])
    #expect(!rules[0].contains("programs"))
  }
}
