import PackageGraph
import TestSupport
import Testing

@testable import Bulkhead

@Suite struct ImpactTests {
  @Test func `a change reaches whoever imports or declares, by however many steps`() {
    let graph = makeGraph("App -> Core", "AppTests -> App", "Core -> Net", "Lone -> Web", "Tool ~> Net")
    let impact = Impact(of: [(graph.modules.firstIndex { $0.name == "Net" }!, 0)], in: graph)
    let reached = graph.modules.indices.filter { impact.causes[$0] != nil }.map { graph.modules[$0].name }
    #expect(reached == ["App", "AppTests", "Core", "Net", "Tool"])
  }

  @Test func `the cause named is the nearest`() {
    let graph = makeGraph("A -> B C", "B -> C")
    #expect(Impact(of: [(2, 7)], in: graph).causes == [.through(2), .through(2), .change(7)])
  }

  @Test func `a cycle does not keep it from ending`() {
    let graph = makeGraph("A -> B", "B -> A", "C -> A")
    #expect(Impact(of: [(0, 0)], in: graph).causes.allSatisfy { $0 != nil })
  }

  @Test func `random graphs agree with the definition, step by step`() {
    var generator = SeededGenerator(for: "random graphs agree with the definition, step by step")
    for _ in 0..<200 {
      let count = Int.random(in: 1...20, using: &generator)
      var graph = ModuleGraph()
      graph.modules = (0..<count).map { Module(name: "M\($0)", kind: .library, target: "M\($0)") }
      var uses: [(Int, Int)] = []
      for _ in 0..<Int.random(in: 0...40, using: &generator) {
        let (from, to) = (Int.random(in: 0..<count, using: &generator), Int.random(in: 0..<count, using: &generator))
        uses.append((from, to))
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: graph.imports.append(ImportEdge(from: from, to: to, path: "a.swift", position: .init(line: 1, column: 1)))
        case 1: graph.modules[from].dependencies.append(DeclaredDependency(name: "M\(to)", modules: [to]))
        default: graph.modules[from].plugins.append(to)
        }
      }
      let changed = Int.random(in: 0..<count, using: &generator)
      var affected: Set<Int> = [changed]
      while let more = uses.first(where: { affected.contains($0.1) && !affected.contains($0.0) }) { affected.insert(more.0) }
      let impact = Impact(of: [(changed, 0)], in: graph)
      #expect(Set(graph.modules.indices.filter { impact.causes[$0] != nil }) == affected)
    }
  }
}
