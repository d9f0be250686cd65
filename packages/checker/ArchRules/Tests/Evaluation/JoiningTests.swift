import ArchRules
import PackageGraph
import Testing

@Suite struct JoiningTests {
  /// `Low` imports `High` in two files and does not declare it.
  private let upwards = graph {
    $0.target("High", "Sources/High")
    $0.target("Low", "Sources/Low")
    $0.imports("Low", "High", file: "A.swift")
    $0.imports("Low", "High", file: "B.swift")
  }
  private let groups = #"{ "high": { "modules": ["High"] }, "low": { "modules": ["Low"] } }"#
  private let layers = #"{ "id": "layers", "kind": "layers", "in": ["high", "low"], "layers": ["high", "low"] }"#
  private let allow = #"{ "id": "allow", "kind": "allow", "from": "low", "to": "low" }"#
  private let declared = #"{ "id": "declared", "kind": "declared" }"#

  private func warning(_ rule: String) -> String { rule.replacing("\"kind\"", with: "\"severity\": \"warning\", \"kind\"") }

  private func joined(_ rules: String..., in graph: ModuleGraph? = nil) throws -> [String] {
    let text = rules.map { $0.replacing("\"kind\"", with: "\"reason\": \"Because.\", \"kind\"") }.joined(separator: ",\n")
    let file = "{ \"version\": 1, \"groups\": \(groups), \"rules\": [\n\(text)\n] }"
    let ruleSet = try RuleSet(parsing: Array(file.utf8), path: "arch-rules.json")
    let findings = ruleSet.evaluate(graph ?? upwards, today: today).filter { !$0.rule.hasPrefix("bulkhead/") }
    return findings.joined(inOrderOf: ruleSet.rules).map { "\($0.rule) \($0.alsoBreaks) \($0.path.suffix(7))" }
  }

  @Test func `an import that breaks several rules is one finding, of the first rule`() throws {
    #expect(
      try joined(layers, allow, declared) == [
        #"layers ["allow", "declared"] A.swift"#, #"layers ["allow", "declared"] B.swift"#,
      ])
    #expect(try joined(declared, allow, layers).first == #"allow ["declared", "layers"] A.swift"#)
  }

  @Test func `a cycle is told with the import that closes it, and by itself where its modules reach one another by more ways`() throws {
    let acyclic = #"{ "id": "acyclic", "kind": "acyclic" }"#
    let closed = graph {
      $0.target("High", "Sources/High")
      $0.target("Low", "Sources/Low")
      $0.imports("High", "Low", file: "A.swift")
      $0.imports("High", "Low", file: "B.swift")
      $0.imports("Low", "High", file: "C.swift")
    }
    let told = try joined(acyclic, layers, declared, in: closed)
    #expect(told.filter { $0.hasSuffix("C.swift") } == [#"layers ["acyclic", "declared"] C.swift"#], "\(told)")
    #expect(try joined(acyclic, in: closed) == ["acyclic [] C.swift"])

    let knot = graph {
      $0.target("High", "Sources/High")
      $0.target("Low", "Sources/Low")
      $0.target("Middle", "Sources/Middle")
      $0.imports("High", "Low", file: "A.swift")
      $0.imports("Low", "High", file: "C.swift")
      $0.imports("Low", "Middle", file: "D.swift")
      $0.imports("Middle", "Low", file: "E.swift")
    }
    let findings = try joined(acyclic, layers, in: knot)
    #expect(findings.contains("layers [] C.swift") && findings.contains { $0.hasPrefix("acyclic []") }, "\(findings)")
  }

  @Test func `an error stands for warnings, and no warning for an error`() throws {
    #expect(try joined(warning(layers), allow).first == #"allow ["layers"] A.swift"#)
    #expect(
      try joined(warning(layers), declared) == ["declared [] A.swift", "layers [] A.swift", "layers [] B.swift"])
    #expect(try joined(warning(layers), warning(declared)).first == #"layers ["declared"] A.swift"#)
  }

  @Test func `what is not declared stands for itself where one of its imports breaks nothing else`() throws {
    let ruleSet = try ruleSet(groups: groups, layers, declared)
    let findings = ruleSet.evaluate(upwards, today: today)
    // A baseline knows the one in A.swift.
    let left = findings.filter { !($0.rule == "layers" && $0.path.hasSuffix("A.swift")) }
    #expect(left.joined(inOrderOf: ruleSet.rules) == left)
  }

  @Test func `chains are joined where all steps are the same, and cycles never`() throws {
    let chain = graph {
      $0.target("High", "Sources/High")
      $0.target("Low", "Sources/Low")
      $0.target("Middle", "Sources/Middle")
      $0.imports("Low", "Middle", file: "A.swift")
      $0.imports("Middle", "High", "Low", file: "B.swift")
    }
    let forbid = #"{ "id": "forbid", "kind": "forbid", "from": "low", "to": "high", "transitive": true }"#
    #expect(
      try joined(forbid, layers, #"{ "id": "cycles", "kind": "acyclic" }"#, in: chain) == [
        #"forbid ["layers"] A.swift"#, "cycles [] B.swift",
      ])
  }
}
