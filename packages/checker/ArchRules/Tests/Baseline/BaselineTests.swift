import ArchRules
import SwiftImports
import Testing

@Suite struct BaselineTests {
  @Test func `known findings are counted and new ones are left`() {
    let known = finding(from: "A", to: "B", line: 3)
    let new = finding(from: "A", to: "C", line: 4)
    let outcome = Baseline(findings: [known]).apply(to: [known, new])
    #expect(outcome.new == [new])
    #expect(outcome.baselined == 1)
    #expect(outcome.stale == [])
  }

  @Test func `a finding that moved to another line is still known`() {
    let baseline = Baseline(findings: [finding(from: "A", to: "B", line: 3)])
    #expect(baseline.apply(to: [finding(from: "A", to: "B", line: 300)]).new == [])
  }

  @Test func `a finding in another file or of another rule is new`() {
    let baseline = Baseline(findings: [finding(from: "A", to: "B", line: 3)])
    let elsewhere = [finding(from: "A", to: "B", path: "Sources/Other.swift", line: 3), finding(rule: "another", from: "A", to: "B", line: 3)]
    #expect(baseline.apply(to: elsewhere).new == elsewhere)
  }

  @Test func `one finding more in the same file is new`() {
    let findings = [3, 5, 9].map { finding(from: "A", to: "B", line: $0) }
    let outcome = Baseline(findings: Array(findings.prefix(2))).apply(to: findings)
    #expect(outcome.new == [findings[2]])
    #expect(outcome.baselined == 2)
  }

  @Test func `an entry that matches nothing is a finding at its place`() throws {
    let baseline = try Baseline(parsing: Baseline(findings: [finding(from: "A", to: "B", line: 3)]).encoded(), path: "p/bulkhead-baseline.json")
    let stale = try #require(baseline.apply(to: []).stale.first)
    #expect(stale.rule == "bulkhead/stale-baseline")
    #expect(stale.path == "p/bulkhead-baseline.json")
    #expect(stale.position == SourcePosition(line: 4, column: 5))
    #expect(
      stale.message
        == "The entry (no-sharing, A → B, Sources/Main.swift) matches no finding. Run bulkhead check --shrink-baseline, so that what was mended stays mended."
    )
  }

  @Test func `an entry that stands for more findings than are left is stale`() throws {
    let findings = [3, 5, 9].map { finding(from: "A", to: "B", line: $0) }
    let outcome = Baseline(findings: findings).apply(to: Array(findings.dropLast()))
    #expect(outcome.new == [])
    #expect(outcome.baselined == 2)
    #expect(try #require(outcome.stale.first).message.contains("stands for 3 findings, of which 2 are left"))
  }

  @Test func `shrinking removes and never adds`() {
    let findings = [3, 5, 9].map { finding(from: "A", to: "B", line: $0) } + [finding(from: "A", to: "C", line: 1)]
    let left = [findings[0], findings[1], finding(from: "A", to: "D", line: 1)]
    let shrunk = Baseline(findings: findings).shrunk(to: left)
    #expect(shrunk == Baseline(findings: Array(findings.prefix(2))))
    #expect(shrunk.apply(to: left).stale == [])
  }

  @Test func `a chain is known by its ends and its first file`() {
    func chain(_ middle: String, line: Int) -> Finding {
      let steps = [("A", middle, "Sources/Main.swift"), (middle, "B", "Sources/Middle.swift")].map {
        Finding.Step(from: $0.0, to: $0.1, path: $0.2, position: SourcePosition(line: line, column: 8))
      }
      return Finding(rule: "far", from: "A", to: "B", path: "Sources/Main.swift", message: "", chain: steps)
    }
    #expect(Baseline(findings: [chain("M", line: 1)]).apply(to: [chain("N", line: 7)]).new == [])
  }

  @Test func `a cycle is known whichever import it is told from`() {
    let known = Finding(rule: "no-cycles", from: "A", to: "A", path: "a.swift", message: "", cycle: ["A", "B", "C"])
    let turned = Finding(rule: "no-cycles", from: "C", to: "C", path: "c.swift", message: "", cycle: ["C", "A", "B"])
    let grown = Finding(rule: "no-cycles", from: "A", to: "A", path: "a.swift", message: "", cycle: ["A", "B", "C", "D"])
    let baseline = Baseline(findings: [known])
    #expect(baseline.apply(to: [turned]).new == [])
    #expect(baseline.apply(to: [grown]).new == [grown])
  }

  /// A dependency that `A` lacks, as the imports of these files show it.
  private func undeclared(target: String = ".:A", to: String = "B", files: String...) -> Finding {
    Finding(
      rule: "declared", from: "A", to: to, target: target, path: files[0], position: SourcePosition(line: 1, column: 8), message: "",
      places: files.map { Finding.Place(path: $0, position: SourcePosition(line: 1, column: 8)) }, dependency: .missing(1, of: 0))
  }

  @Test func `a missing dependency is known by its target and module, whatever files come, go or are renamed`() {
    let baseline = Baseline(findings: [undeclared(files: "a.swift", "b.swift")])
    #expect(baseline.entries.map(\.count) == [1])
    for now in [undeclared(files: "c.swift"), undeclared(files: "a.swift", "b.swift", "c.swift")] {
      let outcome = baseline.apply(to: [now])
      #expect(outcome.new == [] && outcome.baselined == 1 && outcome.stale == [])
    }
    let others = [undeclared(target: "other:A", files: "a.swift"), undeclared(to: "C", files: "a.swift")]
    #expect(baseline.apply(to: others).new == others)
    #expect(baseline.apply(to: []).stale.map(\.message).first?.hasPrefix("The entry (declared, .:A → B) matches no finding.") == true)
  }

  @Test func `a baseline of version 1 knows what it recorded by file, and is shrunk to what it means now`() throws {
    let text = """
      { "version": 1, "entries": [
        {"rule":"declared","from":"A","to":"B","path":"a.swift"},
        {"rule":"declared","from":"A","to":"B","path":"b.swift","count":2},
        {"rule":"declared","from":"A","to":"C","path":"a.swift"},
        {"rule":"no-sharing","from":"A","to":"B","path":"a.swift"} ] }
      """
    let old = try Baseline(parsing: Array(text.utf8), path: Baseline.fileName)
    let left = [undeclared(files: "new.swift"), finding(from: "A", to: "B", path: "a.swift", line: 1)]
    let outcome = old.apply(to: left)
    #expect(outcome.new == [] && outcome.baselined == 2)
    #expect(outcome.stale.map { $0.position?.line } == [4])
    #expect(old.shrunk(to: left).encoded() == Baseline(findings: left).encoded())
    #expect(old.shrunk(to: left) != old)
  }

  @Test func `findings about the rules file and the baseline are not recorded`() {
    let builtIns = BuiltInRule.allCases.map { Finding(rule: $0.id, path: "arch-rules.json", message: "") }
    let recorded = Baseline(findings: builtIns).entries.map(\.identity.rule)
    #expect(
      recorded == [
        "bulkhead/conflict-marker", "bulkhead/empty-target", "bulkhead/foreign-source", "bulkhead/hidden-import", "bulkhead/missing-package",
        "bulkhead/shared-source",
        "bulkhead/unknown-dependency",
      ])
  }

  @Test func `each package has a file of its own and they are applied together`() {
    let findings = [
      finding(from: "A", to: "B", target: "services/a:A", line: 1), finding(from: "C", to: "B", target: ".:C", line: 2),
      finding(from: "D", to: "B", target: nil, line: 3), finding(from: "A", to: "E", target: "services/a:A", line: 4),
    ]
    let baselines = Baseline.perPackage(findings)
    #expect(baselines.map(\.path) == ["bulkhead-baseline.json", "services/a/bulkhead-baseline.json"])
    #expect(baselines.map(\.entries.count) == [2, 2])

    let new = finding(from: "A", to: "Z", target: "services/a:A", line: 1)
    let outcome = baselines.apply(to: findings.dropLast() + [new])
    #expect(outcome.new == [new])
    #expect(outcome.baselined == 3)
    #expect(outcome.stale.map(\.path) == ["services/a/bulkhead-baseline.json"])
    #expect(baselines.shrunk(to: Array(findings.prefix(1))).map(\.entries.count) == [0, 1])
  }

  @Test func `a finding recorded in two files is known to one of them`() {
    let known = finding(from: "A", to: "B", line: 1)
    let outcome = [Baseline(findings: [known]), Baseline(findings: [known], path: "p/bulkhead-baseline.json")].apply(to: [known])
    #expect(outcome.baselined == 1)
    #expect(outcome.stale.map(\.path) == ["p/bulkhead-baseline.json"])
  }
}

private func finding(
  rule: String = "no-sharing", from: String, to: String, target: String? = ".:A", path: String = "Sources/Main.swift", line: Int
) -> Finding {
  Finding(rule: rule, from: from, to: to, target: target, path: path, position: SourcePosition(line: line, column: 8), message: "")
}
