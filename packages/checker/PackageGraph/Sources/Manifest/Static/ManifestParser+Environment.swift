/// Conditions on the environment that are false where a variable is not set.
extension ManifestParser {
  /// `if Context.environment["NAME"] == "1"`, `… != nil`, `if let value = Context.environment["NAME"]`, with any further conditions, and
  /// their block. Without the variable none of it runs, whatever else is asked for.
  mutating func environmentBlock() throws(NotUnderstood) -> ManifestEnvironmentBlock {
    let start = token.offset
    index += 1
    let isBinding = token.kind == .identifier("let") || token.kind == .identifier("var")
    if isBinding {
      index += 1
      _ = try identifier()
      guard token.kind == .operator("=") else { throw NotUnderstood() }
      index += 1
    }
    let asksProcess = try environment()
    try expect("[")
    guard case .string(let variable) = token.kind else { throw NotUnderstood() }
    index += 1
    try expect("]")
    if !isBinding { try comparison() }
    try furtherConditions()
    guard token.kind == .block else { throw NotUnderstood() }
    index += 1
    return ManifestEnvironmentBlock(variable: variable, asksProcess: asksProcess, range: start..<end)
  }

  /// Takes `Context.environment` or `ProcessInfo.processInfo.environment`; whether it was the latter.
  private mutating func environment() throws(NotUnderstood) -> Bool {
    var names = [try identifier()]
    while isTightDot() {
      index += 1
      names.append(try identifier())
    }
    switch names {
    case ["Context", "environment"]: return false
    case ["ProcessInfo", "processInfo", "environment"]: return true
    default: throw NotUnderstood()
    }
  }

  /// `== "text"` or `!= nil`: what no variable that is missing fulfils.
  private mutating func comparison() throws(NotUnderstood) {
    switch (token.kind, following.kind) {
    case (.operator("=="), .string), (.operator("!="), .identifier("nil")): index += 2
    default: throw NotUnderstood()
    }
  }

  /// Skips further conditions that must hold as well. An alternative is not understood: the first condition would be one of two.
  private mutating func furtherConditions() throws(NotUnderstood) {
    if token.kind == .block { return }
    guard token.kind == .punctuation(",") || token.kind == .operator("&&") else { throw NotUnderstood() }
    while token.kind != .block {
      switch token.kind {
      case .operator("||"), .operator("?"), .end, .directive: throw NotUnderstood()
      default: index += 1
      }
    }
  }
}

extension ManifestEnvironmentBlock {
  /// Whether it compiles, as far as its condition goes, and does not run.
  func isIdle(in environment: [String], _ version: ToolsVersion, _ imports: [String]) -> Bool {
    guard asksProcess ? imports.contains("Foundation") : version >= .v56 else { return false }
    return !environment.contains { $0.hasPrefix("\(variable)=") }
  }
}
