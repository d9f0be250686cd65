import ArchRules
import CommandLine
import JSON

/// The report as `docs/schemas/check.schema.json` and `audit.schema.json` describe it.
enum JSONReport {
  static func render(_ report: Report) -> [UInt8] {
    let summary: [JSONValue.Member] =
      [.init("errors", .number(report.errors)), .init("warnings", .number(report.warnings))]
      + report.counts.map { .init($0.name, .number($0.value)) }
    let unowned = report.unowned?.map { sources -> JSONValue in
      ["folder": .string(sources.folder), "files": .number(sources.fileCount)]
    }
    return JSONValue.members([
      ("version", 1), ("summary", .object(summary)), ("findings", .array(report.findings.map(value))), ("unowned", unowned.map { .array($0) }),
    ]).line()
  }

  private static func value(of finding: Finding) -> JSONValue {
    .members([
      ("rule", .string(finding.rule)),
      ("severity", .string(finding.severity.rawValue)),
      ("from", finding.from.map { .string($0) }),
      ("to", finding.to.map { .string($0) }),
      ("target", finding.target.map { .string($0) }),
      ("path", .string(finding.path)),
      ("line", finding.position.map { .number($0.line) }),
      ("column", finding.position.map { .number($0.column) }),
      ("message", .string(finding.message)),
      ("reason", finding.reason.map { .string($0) }),
      ("remedy", finding.remedy.map { .string($0) }),
      ("chain", finding.chain.isEmpty ? nil : .array(finding.chain.map(value))),
      ("files", finding.places.isEmpty ? nil : .number(Set(finding.places.map(\.path)).count)),
      ("places", finding.places.isEmpty ? nil : .array(finding.places.map(value))),
      ("alsoBreaks", finding.alsoBreaks.isEmpty ? nil : .array(finding.alsoBreaks.map { .string($0) })),
    ])
  }

  private static func value(of place: Finding.Place) -> JSONValue {
    ["path": .string(place.path), "line": .number(place.position.line), "column": .number(place.position.column)]
  }

  static func value(of step: Finding.Step) -> JSONValue {
    .members([
      ("from", .string(step.from)),
      ("to", .string(step.to)),
      ("path", .string(step.path)),
      ("line", .number(step.position.line)),
      ("column", .number(step.position.column)),
      ("exported", step.isExported ? .bool(true) : nil),
    ])
  }
}
