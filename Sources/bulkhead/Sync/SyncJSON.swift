import CommandLine
import JSON

/// The report of `--check` as `docs/schemas/sync.schema.json` describes it.
enum SyncJSON {
  static func render(_ plan: SyncPlan) -> [UInt8] {
    JSONValue.object([
      .init("version", 1),
      .init("files", .number(plan.files)),
      .init("findings", .array(plan.findings.map(value))),
    ]).line()
  }

  private static func value(of finding: SyncFinding) -> JSONValue {
    .members([
      ("kind", .string(finding.kind.rawValue)),
      ("path", .string(finding.path)),
      ("line", finding.line.map { .number($0) }),
      ("found", finding.found.map { .string($0) }),
      ("expected", finding.expected.map { .string($0) }),
      ("message", .string(finding.message)),
    ])
  }
}
