import Deployment
import PackageGraph
import ServiceDescription
import SwiftImports

extension Invariant {
  static let databaseOwned = Invariant(
    id: "DATABASE_OWNED",
    summary: "No SQL of a service, in its migrations or its sources, names the schema of another.",
    reason: "Whoever reads another's tables breaks when those change, and no compiler says so; its role may not read them where it is deployed.",
    remedy: "Ask the other service, over its endpoints or by its events, or keep a copy of what is needed in a table of its own.",
    breaches: { subject in
      let owners = Dictionary(
        subject.services.compactMap { service in
          service.description.flatMap { $0.database ? (DatabaseAccount(of: $0).name, service.name) : nil }
        }, uniquingKeysWith: { first, _ in first })
      return try subject.services.flatMap { service in
        try breaches(service, owners.filter { $0.value != service.name }, subject)
      }
    })

  /// - Parameter others: The services that own the other schemas.
  private static func breaches(_ service: AuditedService, _ others: [String: String], _ subject: AuditSubject) throws -> [Breach] {
    if others.isEmpty { return [] }
    let schemas = Set(others.keys)
    func breach(_ path: String, _ bytes: [UInt8], _ offset: Int, _ schema: String) -> Breach {
      let line = bytes[..<offset].count { $0 == 0x0A } + 1
      let column = bytes[..<offset].reversed().prefix { $0 != 0x0A }.count + 1
      return Breach(
        path, SourcePosition(line: line, column: column), "\(service.name) names the schema \(schema), which is that of \(others[schema] ?? "").")
    }
    var breaches: [Breach] = []
    for path in try subject.files.files(below: "\(service.folder)/\(Deployable.migrationsFolder)") where path.hasSuffix(".sql") {
      let bytes = try subject.files.bytes(path) ?? []
      breaches += SQLText(bytes).schemas(schemas).map { breach(path, bytes, $0.offset, $0.schema) }
    }
    guard let module = service.module else { return breaches }
    for file in subject.repository.sources[module] {
      let bytes = try subject.files.bytes(file.path) ?? []
      // What is made of the migrations has been looked at there.
      if GeneratedFile.isWhollyGenerated(String(decoding: bytes.prefix(1024), as: UTF8.self)) { continue }
      breaches += try mentions(of: schemas, in: bytes, subject.files.tokens(file.path)).map { breach(file.path, bytes, $0.offset, $0.schema) }
    }
    return breaches
  }

  /// Names of schemas in literals that are statements, and in `SQLIdentifier("schema", …)`.
  private static func mentions(of schemas: Set<String>, in bytes: [UInt8], _ tokens: [SwiftToken]) -> [(schema: String, offset: Int)] {
    let lines = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    var found: [(schema: String, offset: Int)] = []
    for (index, token) in tokens.enumerated() {
      guard case .string(let content) = token.kind else { continue }
      let start = lines[token.position.line - 1] + token.position.column - 1
      if let content, schemas.contains(content), index >= 2, tokens[(index - 2)...].spells("SQLIdentifier", "(") { found.append((content, start)) }
      let literal = StringLiteral(in: bytes, at: start)
      let statement = SQLText(literal.text)
      if statement.isStatement { found += statement.schemas(schemas).map { ($0.schema, literal.offset + $0.offset) } }
    }
    return found
  }
}
