import CommandLine
import JSON
import PackageGraph

/// The answer as `docs/schemas/why.schema.json` describes it.
enum WhyJSON {
  static func render(_ answer: WhyAnswer) -> [UInt8] {
    let value = { (edge: ImportEdge) in
      JSONValue.members([
        ("from", .string(answer.name(edge.from))),
        ("to", .string(answer.name(edge.to))),
        ("kind", .string(edge.kind.rawValue)),
        ("path", .string(edge.path)),
        ("line", .number(edge.position.line)),
        ("column", .number(edge.position.column)),
        ("condition", edge.condition.map { .string($0) }),
        ("exported", edge.isExported ? true : nil),
        ("disabled", edge.isNeverBuilt ? true : nil),
      ])
    }
    return JSONValue.object([
      .init("version", 1),
      .init("from", .string(answer.name(answer.from))),
      .init("to", .string(answer.name(answer.to))),
      .init("chain", .array(answer.chain.map(value))),
      .init("direct", .array(answer.direct.map(value))),
    ]).line()
  }
}
