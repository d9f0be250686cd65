import CommandLine
import JSON
import ServiceDescription

/// Which clauses of its contract a service keeps.
struct VerifyReport: Sendable {
  static let version = 1

  struct Result: Sendable {
    let name: String
    let clause: String
    /// What happened instead; `nil` where the clause is kept.
    let failure: String?
  }

  let service: ServiceDescription
  var results: [Result] = []

  var failed: Int { results.count { $0.failure != nil } }

  var json: JSONValue {
    .object([
      .init("version", .number(Self.version)),
      .init("service", .string(service.name)),
      .init("kind", .string(service.kind.rawValue)),
      .init("summary", .object([.init("checks", .number(results.count)), .init("failed", .number(failed))])),
      .init(
        "checks",
        .array(
          results.map { result in
            var members: [JSONValue.Member] = [
              .init("name", .string(result.name)), .init("promise", .string(result.clause)), .init("passed", .bool(result.failure == nil)),
            ]
            if let failure = result.failure { members.append(.init("detail", .string(failure))) }
            return .object(members)
          })),
    ])
  }

  static func line(_ result: Result, _ style: Style) -> String {
    guard let failure = result.failure else { return "\(style.green("ok"))    \(result.name): \(result.clause)\n" }
    let detail = failure.split(separator: "\n", omittingEmptySubsequences: false).map { "      \($0)\n" }.joined()
    return "\(style.red("FAIL"))  \(result.name): \(result.clause)\n\(detail)"
  }

  func lastLine(_ style: Style) -> String {
    let text = "\(service.name): \(results.count) checks, \(failed) failed"
    return (failed == 0 ? style.green(text) : style.red(text)) + "\n"
  }
}
