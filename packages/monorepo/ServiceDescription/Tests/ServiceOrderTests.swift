import JSON
import ServiceDescription
import TestSupport
import Testing

@Suite struct ServiceOrderTests {
  private func entry(_ name: String, needs: [String] = [], calls: [String] = []) -> ServiceOrder.Entry {
    let references = { (names: [String], line: Int) in
      names.map { ServiceDescription.Reference($0, position: JSONPosition(line: line, column: 3)) }
    }
    return .init(
      ServiceDescription(name: name, kind: .worker, needs: references(needs, 7), calls: references(calls, 8)), path: "services/\(name)/service.json")
  }

  private func names(_ entries: [ServiceOrder.Entry]) throws -> [String] { try ServiceOrder(entries).services.map(\.name) }

  @Test func `each comes after what it needs, and names decide what is left`() throws {
    #expect(try names([entry("a", needs: ["c"]), entry("d"), entry("c", needs: ["d"]), entry("b")]) == ["b", "d", "c", "a"])
  }

  @Test func `those that are called come first where that is possible`() throws {
    #expect(try names([entry("a", calls: ["b"]), entry("b")]) == ["b", "a"])
    #expect(try names([entry("a", calls: ["b"]), entry("b", calls: ["a"])]) == ["a", "b"])
    #expect(try names([entry("a", calls: ["b"]), entry("b", needs: ["a"])]) == ["a", "b"])
  }

  @Test func `a circle of needs is named`() {
    let error = #expect(throws: ServiceOrder.Mistakes.self) {
      try ServiceOrder([entry("a", needs: ["b"]), entry("b", needs: ["c", "d"]), entry("c"), entry("d", needs: ["b"])])
    }
    #expect(
      error?.messages == [
        "services/b/service.json:7:3: services need one another in a circle, so that none can start first: b → d → b."
          + " Take one of these needs away: what is called while running is in \"calls\""
      ])
  }

  @Test func `names that are not there and names that stand twice are named`() {
    let error = #expect(throws: ServiceOrder.Mistakes.self) {
      try ServiceOrder([
        entry("scribe", needs: ["auht"]), entry("auth", calls: ["nothing"]), .init(entry("auth").description, path: "services/x/service.json"),
      ])
    }
    #expect(
      error?.messages == [
        "services/x/service.json:1:1: the name \"auth\" is services/auth/service.json's already; a name stands for one service",
        "services/auth/service.json:8:3: auth calls \"nothing\", which is no service here; known are auth, auth, scribe",
        "services/scribe/service.json:7:3: scribe needs \"auht\", which is no service here; did you mean \"auth\"?",
      ])
  }

  @Test func `a closure is all that is needed, in order`() throws {
    let order = try ServiceOrder([entry("a", needs: ["b"]), entry("b", needs: ["c"]), entry("c"), entry("d", calls: ["a"])])
    #expect(order.closure(of: ["a"]).map(\.name) == ["c", "b", "a"])
    #expect(order.closure(of: ["d", "c"]).map(\.name) == ["c", "d"])
  }

  @Test func `any services without a circle are put in order, whatever order they come in`() throws {
    var generator = SeededGenerator(for: "any services without a circle are put in order")
    for _ in 0..<200 {
      let count = Int.random(in: 1...9, using: &generator)
      let all = (0..<count).map { "s\($0)" }.shuffled(using: &generator)
      let entries = all.enumerated().map { index, name in
        entry(
          name, needs: all[..<index].filter { _ in Bool.random(using: &generator) },
          calls: all.filter { $0 != name && Int.random(in: 0..<4, using: &generator) == 0 })
      }
      let ordered = try ServiceOrder(entries.shuffled(using: &generator)).services
      #expect(ordered.count == count)
      for (index, service) in ordered.enumerated() {
        let earlier = ordered[..<index].map(\.name)
        #expect(service.needs.allSatisfy { earlier.contains($0.name) })
      }
      #expect(try ServiceOrder(entries.reversed()).services == ordered)
    }
  }
}
