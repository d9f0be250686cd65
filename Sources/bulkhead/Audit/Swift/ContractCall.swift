import SwiftImports

/// A call by which a test holds a process to the contract of every service.
struct ContractCall: Sendable {
  /// The clauses that a call tries, by its name.
  enum Clauses: String, Sendable {
    /// All that `fleet verify` looks at.
    case all = "brokenClauses"
    /// That a worker claims nothing once it has been told to stop.
    case claimsNothing = "claimsWhileDraining"
  }

  var path: String
  var position: SourcePosition
  /// The service it names; `nil` where it names none in a literal.
  var service: String?
  /// Why the call proves nothing; `nil` where it does.
  var flaw: String?
}

extension AuditSubject {
  /// The calls in the tests of a service.
  func calls(_ clauses: ContractCall.Clauses, of service: AuditedService) throws -> [ContractCall] {
    try testTargets(of: service).flatMap { repository.sources[$0] }.flatMap { file in
      let tokens = try files.tokens(file.path)
      return tokens.indices.filter { tokens[$0...].spells("ServiceContract", ".", clauses.rawValue) }.map { index in
        ContractCall(
          path: file.path, position: tokens[index].position, service: Self.literal(labelled: "of", after: index, tokens),
          flaw: Self.flaw(ofCallAt: index, tokens))
      }
    }
  }

  /// The text of the argument with that label.
  private static func literal(labelled label: String, after index: Int, _ tokens: [SwiftToken]) -> String? {
    let rest = tokens[min(index + 3, tokens.count)...]
    guard rest.spells("(", label, ":"), rest.count > 3, case .string(let text) = rest[rest.startIndex + 3].kind else { return nil }
    return text
  }

  /// What keeps a call from failing the tests: it is in none, nobody looks at its answer, or the test may not run.
  private static func flaw(ofCallAt index: Int, _ tokens: [SwiftToken]) -> String? {
    let before = tokens[..<index]
    guard let test = before.indices.last(where: { tokens[$0...].spells("@", "Test") }) else { return "It stands in no test." }
    if !isExpected(index, tokens) { return "Nothing fails by its answer." }
    let suite = before.indices.last { tokens[$0...].spells("@", "Suite") }
    for (attribute, ends) in [(test, ["func"]), (suite ?? test, ["struct", "class", "actor", "enum", "func"])] {
      let words = tokens[attribute..<index].prefix { $0.word.map { !ends.contains($0) } ?? true }
      if let condition = words.first(where: { $0.word == "disabled" || $0.word == "enabled" })?.word {
        return "Its test does not always run: .\(condition)."
      }
    }
    return nil
  }

  /// Whether an expectation looks at the answer, or each part of it is recorded as an issue: `#expect(try await … == [])`,
  /// `let late = try await …` before `#expect(late == [])`, `for broken in try await … { Issue.record(…) }`.
  private static func isExpected(_ index: Int, _ tokens: [SwiftToken]) -> Bool {
    let start = tokens[..<index].lastIndex { $0.startsLine } ?? 0
    let line = tokens[start..<index]
    let rest = tokens[index...].prefix { !$0.isSpelled("func") }
    func isExpectation(_ token: SwiftToken) -> Bool { token.word == "expect" || token.word == "require" }
    if line.contains(where: isExpectation) || tokens[..<index].suffix(4).contains(where: isExpectation) { return true }
    if line.first?.word == "for" { return rest.indices.contains { tokens[$0...].spells("Issue", ".", "record") } }
    guard line.first?.word == "let", let name = line.dropFirst().first?.word else { return false }
    return rest.indices.contains { isExpectation(tokens[$0]) && tokens[$0...].prefix(8).contains { $0.word == name } }
  }
}
