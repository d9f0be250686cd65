import ArchRules
import CommandLine
import JSON
import SwiftImports

/// The report as SARIF 2.1.0 (OASIS), as code hosts take it.
struct SARIFReport {
  let report: Report
  let sources: SourceLines

  func render() -> [UInt8] {
    let ids = report.criterionIDs
    return JSONValue.object([
      .init("$schema", "https://json.schemastore.org/sarif-2.1.0.json"),
      .init("version", "2.1.0"),
      .init(
        "runs",
        [
          .object([
            .init("tool", .object([.init("driver", driver(ids))])),
            .init("originalUriBaseIds", ["SRCROOT": ["description": ["text": "The root of the repository."]]]),
            .init("columnKind", "utf16CodeUnits"),
            .init("results", .array(results(ids))),
          ])
        ]),
    ]).line()
  }

  // MARK: Rules

  private func driver(_ ids: [String]) -> JSONValue {
    .object([
      .init("name", "bulkhead"),
      .init("version", .string(Commands.tool.version!)),
      .init("rules", .array(ids.map(descriptor))),
    ])
  }

  private func descriptor(_ id: String) -> JSONValue {
    guard let criterion = report.criteria.first(where: { $0.id == id }) else {
      let builtIn = BuiltInRule(id: id)
      return .members([
        ("id", .string(id)),
        ("shortDescription", builtIn.map { text($0.summary) }),
        ("help", builtIn.map { text($0.remedy) }),
        ("defaultConfiguration", builtIn.map { ["level": .string($0.severity.rawValue)] }),
      ])
    }
    return .members([
      ("id", .string(id)),
      ("shortDescription", text(criterion.title)),
      ("fullDescription", text(criterion.reason)),
      ("help", text("\(criterion.reason)\n\n\(criterion.help)")),
      ("defaultConfiguration", criterion.severity == .off ? ["enabled": false] : ["level": .string(criterion.severity.rawValue)]),
    ])
  }

  // MARK: Results

  private func results(_ ids: [String]) -> [JSONValue] {
    let indices = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
    var fingerprints = Fingerprints()
    return report.findingsByCriterion.map { finding in
      .members([
        ("ruleId", .string(finding.rule)),
        ("ruleIndex", indices[finding.rule].map { .number($0) }),
        ("level", .string(finding.severity.rawValue)),
        ("message", text([finding.message, finding.reason, finding.remedy].compactMap(\.self).joined(separator: "\n"))),
        ("locations", [location(finding.path, finding.position, message: nil)]),
        ("relatedLocations", ruleLocation(of: finding).map { [$0] }),
        ("codeFlows", finding.chain.isEmpty ? nil : [codeFlow(finding.chain)]),
        ("partialFingerprints", .object([.init("bulkheadFinding/v1", .string(fingerprints.next(for: finding)))])),
      ])
    }
  }

  private func ruleLocation(of finding: Finding) -> JSONValue? {
    finding.placeOfRule(in: report.source).map { location(report.source, $0, message: "The rule \(finding.rule).") }
  }

  private func codeFlow(_ chain: [Finding.Step]) -> JSONValue {
    let steps = chain.map { step in
      JSONValue.object([.init("location", location(step.path, step.position, message: step.sentence))])
    }
    return ["threadFlows": [["locations": .array(steps)]]]
  }

  /// Hosts show nothing without a line, so what concerns a whole file stands at its first.
  private func location(_ path: String, _ position: SourcePosition?, message: String?) -> JSONValue {
    let region = JSONValue.members([
      ("startLine", .number(position?.line ?? 1)),
      ("startColumn", position.map { .number(sources.utf16Column(of: $0, in: path)) }),
    ])
    return .members([
      (
        "physicalLocation",
        .object([
          .init(
            "artifactLocation",
            path.hasPrefix("/") ? ["uri": .string("file://\(URI.path(path))")] : ["uri": .string(URI.path(path)), "uriBaseId": "SRCROOT"]),
          .init("region", region),
        ])
      ),
      ("message", message.map { text($0) }),
    ])
  }

  private func text(_ text: String) -> JSONValue { ["text": .string(text)] }
}

/// Names for findings that stay when lines move: hosts tell by them what is new.
private struct Fingerprints {
  private var counts: [UInt64: Int] = [:]

  /// Of equal findings of one file, the later ones get a number.
  mutating func next(for finding: Finding) -> String {
    let hash = Self.hash(finding)
    counts[hash, default: 0] += 1
    let digits = String(hash, radix: 16)
    return "\(String(repeating: "0", count: 16 - digits.count))\(digits):\(counts[hash]!)"
  }

  /// FNV-1a, 64 bits, over the parts of the finding that do not move. The message counts only where no modules are named.
  private static func hash(_ finding: Finding) -> UInt64 {
    var parts = [finding.rule]
    if !finding.cycle.isEmpty {
      parts += finding.cycle
    } else {
      // A dependency's finding is at one of many files, which may go.
      parts += [finding.target ?? "", finding.dependency == nil ? finding.path : "", finding.from ?? "", finding.to ?? ""]
      if finding.from == nil, finding.to == nil { parts.append(finding.message) }
    }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for part in parts {
      for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ 0xFF) &* 0x100_0000_01B3
    }
    return hash
  }
}
