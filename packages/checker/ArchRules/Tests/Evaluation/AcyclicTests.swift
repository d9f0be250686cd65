import ArchRules
import PackageGraph
import Testing

@Suite struct AcyclicTests {
  private let rule = #"{ "kind": "acyclic" }"#

  private func modules(_ names: String..., describe: (inout GraphBuilder) -> Void) -> ModuleGraph {
    graph {
      for name in names { $0.target(name, "Sources/\(name)") }
      describe(&$0)
    }
  }

  @Test func `imports that only lead on hold`() throws {
    let graph = modules("A", "B", "C") {
      $0.imports("A", "A", "B", "C")
      $0.imports("B", "C")
    }
    #expect(try judge(graph, rule).isEmpty)
  }

  @Test func `a cycle is told with each step and the import to remove`() throws {
    let graph = modules("A", "B", "C") {
      $0.imports("A", "B")
      $0.imports("A", "B", file: "Other.swift")
      $0.imports("B", "C")
      $0.imports("B", "C", file: "Other.swift")
      $0.imports("C", "Foundation", "A")
    }
    let findings = try judge(graph, rule)
    #expect(findings.map(\.message) == ["C → A → B → C is a cycle; there is none without C → A (Sources/C/File.swift:2)"])
    #expect(
      findings[0].chain.map { "\($0.from) \($0.to) \($0.path):\($0.position.line)" } == [
        "C A Sources/C/File.swift:2", "A B Sources/A/File.swift:1", "B C Sources/B/File.swift:1",
      ])
    #expect(findings[0].cycle == ["A", "B", "C"])
    #expect((findings[0].from, findings[0].to, findings[0].path) == ("C", "A", "Sources/C/File.swift"))
  }

  @Test func `modules that reach one another are one finding, with the shortest cycle and all that must go`() throws {
    let graph = modules("A", "B", "C", "D") {
      $0.imports("A", "B")
      $0.imports("B", "C")
      $0.imports("B", "C", file: "Other.swift")
      $0.imports("C", "A", "D")
      $0.imports("D", "C")
    }
    let findings = try judge(graph, rule)
    #expect(
      findings.map(\.message) == [
        "D → C → D is a cycle, the shortest by its first import among 4 modules that reach one another: A, B, C, D; "
          + "there is none without C → A (Sources/C/File.swift:1), D → C (Sources/D/File.swift:1)"
      ])
  }

  @Test func `a cycle is told at the newest import, and one of a module that was not imported before comes first`() throws {
    let graph = modules("A", "B", "C") {
      $0.imports("A", "B")
      $0.imports("A", "B", file: "More.swift")
      $0.imports("B", "C", "A")
      $0.imports("C", "A")
    }
    func place(_ changes: [String: ChangedLines.Extent]) throws -> [String] {
      let findings = try ruleSet(rule).evaluate(graph, today: today, changes: ChangedLines(changes)).filter { $0.rule == "rule" }
      return findings.map { "\($0.path):\($0.position!.line) \($0.message.prefix(13))" }
    }
    #expect(try place(["Sources/A/More.swift": .file]) == ["Sources/A/More.swift:1 A → B → A is "])
    #expect(try place(["Sources/A/More.swift": .file, "Sources/C/File.swift": .file]) == ["Sources/C/File.swift:1 C → A → B → C"])
    #expect(try place(["Sources/B/File.swift": .lines([1...1])]) == ["Sources/B/File.swift:1 B → C → A → B"])
    // Nothing new among them: the cheapest to break, with the shortest cycle.
    #expect(try place(["Sources/B/File.swift": .lines([9...9])]) == place([:]))
  }

  @Test func `two cycles apart are two findings`() throws {
    let graph = modules("A", "B", "C", "D") {
      $0.imports("A", "B")
      $0.imports("B", "A")
      $0.imports("C", "D")
      $0.imports("D", "C")
    }
    #expect(try judge(graph, rule).map(\.cycle) == [["A", "B"], ["C", "D"]])
  }

  @Test func `only cycles among the members count`() throws {
    let graph = modules("A", "B", "C") {
      $0.imports("A", "B")
      $0.imports("B", "C")
      $0.imports("C", "A")
    }
    #expect(try judge(graph, #"{ "kind": "acyclic", "in": { "modules": ["A", "B"] } }"#).isEmpty)
  }

  @Test func `an exception takes its import out of every cycle`() throws {
    let graph = modules("A", "B") {
      $0.imports("A", "B")
      $0.imports("B", "A")
    }
    func rule(until: String) -> String {
      #"{ "kind": "acyclic", "except": [{ "from": { "modules": ["B"] }, "to": { "modules": ["A"] }, "reason": "Old.", "until": "\#(until)" }] }"#
    }
    #expect(try judge(graph, rule(until: "2026-06-15")).isEmpty)
    let over = try judge(graph, rule(until: "2026-06-14"))
    #expect(over.filter { $0.rule == "rule" }.first?.message.hasSuffix("; an exception in it ended on 2026-06-14") == true)
    #expect(over.of(.expiredException).count == 1)
    let straight = modules("A", "B") { $0.imports("B", "A") }
    #expect(try judge(straight, rule(until: "2026-06-15")).map(\.rule) == ["bulkhead/stale-exception"])
  }
}
