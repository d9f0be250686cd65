import ArchRules
import CommandLine
import JSON

/// The outcome as `docs/schemas/probe.schema.json` describes it.
enum ProbeJSON {
  static func render(_ outcome: ProbeOutcome) -> [UInt8] {
    JSONValue.object([
      .init("version", 1),
      .init("holds", .bool(outcome.holds)),
      .init("rules", .array(outcome.report.rules.map(value))),
      .init(
        "unspokenPairs",
        .array(outcome.report.unspokenPairs.map { .object([.init("from", .string($0.from)), .init("to", .string($0.to))]) })),
      .init("writtenProbes", .array(outcome.written.map(value))),
    ]).line()
  }

  private static func value(of rule: ProbeReport.RuleProbe) -> JSONValue {
    .object([
      .init("rule", .string(rule.id)),
      .init("kind", .string(rule.kind)),
      .init("off", .bool(rule.isOff)),
      .init("catchesNothing", .bool(rule.catchesNothing)),
      .init("attempts", .array(rule.attempts.map(value))),
    ])
  }

  private static func value(of attempt: ProbeReport.Attempt) -> JSONValue {
    .members([
      ("from", .string(attempt.from)),
      ("to", attempt.to.map { .string($0) }),
      ("description", .string(attempt.description)),
      ("outcome", .string(attempt.outcome.rawValue)),
    ])
  }

  private static func value(of probe: WrittenProbeCheck) -> JSONValue {
    .members([
      ("path", .string(probe.path)),
      ("target", .string(probe.target)),
      ("expectedRule", probe.expectedRule.map { .string($0) }),
      ("holds", .bool(probe.holds)),
      ("imports", .array(probe.imports.map(value))),
    ])
  }

  private static func value(of found: WrittenProbeCheck.Import) -> JSONValue {
    .object([
      .init("module", .string(found.module)),
      .init("line", .number(found.edge.position.line)),
      .init("column", .number(found.edge.position.column)),
      .init("caught", .bool(found.isCaught)),
      .init("by", .array(found.catchers.map { .string($0) })),
    ])
  }
}
