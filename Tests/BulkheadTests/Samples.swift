import ArchRules
import JSON
import PackageGraph
import Platform
import SwiftImports
import TestSupport

@testable import Bulkhead

/// Reports made by hand, over files that are there.
enum Samples {
  /// One finding of each shape: an import, a chain, and one about the rules file.
  static func report() -> Report {
    report(
      findings: [
        Finding(
          rule: "services-import-packages-only", from: "Ingestion", to: "Scribe", target: ".:Ingestion",
          path: "services/ingestion/Sources/Main.swift", position: SourcePosition(line: 2, column: 8), message: "Ingestion may not import Scribe.",
          reason: "A service is deployed alone.",
          rulePosition: JSONPosition(line: 4, column: 5)),
        Finding(
          rule: "layers", severity: .warning, from: "Low", to: "High", target: ".:Low", path: "packages/Low/Sources/Low.swift",
          position: SourcePosition(line: 1, column: 21), message: "Low reaches High.", reason: "Low is below High.",
          chain: [
            Finding.Step(from: "Low", to: "Middle", path: "packages/Low/Sources/Low.swift", position: SourcePosition(line: 1, column: 21)),
            Finding.Step(
              from: "Middle", to: "High", path: "packages/Middle/Sources/Middle.swift", position: SourcePosition(line: 3, column: 8),
              isExported: true),
          ],
          rulePosition: JSONPosition(line: 5, column: 5)),
        Finding(
          rule: "bulkhead/unmatched-glob", path: "arch-rules.json", position: SourcePosition(line: 2, column: 30),
          message: "The path glob \"services/*\" matches no target.", rulePosition: JSONPosition(line: 2, column: 30)),
      ], baselined: 2)
  }

  static func report(findings: [Finding], baselined: Int = 0) -> Report {
    var graph = ModuleGraph()
    graph.modules = ["High", "Ingestion", "Low", "Middle", "Scribe"].map { Module(name: $0, kind: .library, folder: "packages/\($0)") }
    graph.statistics.files = 12
    graph.statistics.imports = 1
    let members = Selection.group("packages")
    let rules = RuleSet(
      rules: [
        Rule(
          id: "services-import-packages-only", kind: Allow(from: .group("services"), to: members), reason: "A service is deployed alone.",
          position: JSONPosition(line: 4, column: 5)),
        Rule(
          id: "layers", kind: Layers(of: members, []), reason: "Low is below High.", severity: .warning,
          position: JSONPosition(line: 5, column: 5)),
        Rule(id: "no-cycles", kind: Acyclic(), reason: "Knots.", position: JSONPosition(line: 6, column: 5)),
        Rule(id: "later", kind: Used(), reason: "Soon.", severity: .off, position: JSONPosition(line: 7, column: 5)),
      ])
    return Report(findings: findings, baselined: baselined, graph: graph, ruleSet: rules)
  }

  static func repository() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("import Kit\nimport Scribe\n", to: "services/ingestion/Sources/Main.swift")
    // The column is in bytes, the emoji takes four of them and two UTF-16 units.
    try folder.write("/* \u{1F6A2}é */ import Middle\n", to: "packages/Low/Sources/Low.swift")
    try folder.write("{\n  \"groups\": { \"services\": { \"paths\": [\"services/*\"] } }\n}\n", to: "arch-rules.json")
    return folder
  }

  /// A finding whose every text tries to break out of the format it is put into.
  static func hostile(_ text: String) -> Finding {
    Finding(
      rule: "services-import-packages-only", from: text, to: text, target: ".:\(text)", path: "packages/\(text)/x.swift",
      position: SourcePosition(line: 1, column: 1), message: text, reason: text,
      chain: [Finding.Step(from: text, to: text, path: text, position: SourcePosition(line: 1, column: 1))])
  }

  static let hostileTexts = [
    "a\nb", "a\r\nb", "\u{1B}[31mred\u{1B}[0m", "::error::x", "%0A", "a,b:c", "</failure>", "]]>", "\"quoted\"", "'single'", "a|b", "`code`",
    "<script>", "&amp;", "@everyone", "[x](y)", "\u{0}\u{1}\u{FFFE}", "\u{202E}gnp", "日本語 é", "\t", "\\n", "a%20b?c#d", "\u{85}\u{2028}",
  ]
}
