import SwiftImports

/// The branches of a manifest that an environment variable decides on.
///
/// The text alone is read, for messages: an `if` or `?:` that asks for the variable itself, by a constant made from it, or by a function of
/// the manifest that reads the environment.
struct EnvironmentBranches {
  /// The environment variables that decide on the string literals in such branches, by the literals' text.
  private(set) var variables: [String: String] = [:]
  private let tokens: [SwiftToken]
  /// The functions of the manifest that read the environment by a name that they are given.
  private var readers: Set<String> = []
  /// The environment variables that constants are made from, by the constants' names.
  private var constants: [String: String] = [:]

  init(_ tokens: [SwiftToken]) {
    self.tokens = tokens
    for index in tokens.indices where tokens[index].word == "func" { noteReader(at: index) }
    // A constant may be made from another that stands behind it.
    for _ in 0..<2 {
      for index in tokens.indices where tokens[index].word == "let" || tokens[index].word == "var" { noteConstant(at: index) }
    }
    for index in tokens.indices {
      if tokens[index].word == "if" { noteBranches(at: index) }
      if tokens[index].isSign("?"), index > 0, let variable = variable(in: index - 1..<index) {
        noteLiterals(in: index..<endOfStatement(from: index + 1), of: variable)
      }
    }
  }

  private mutating func noteReader(at index: Int) {
    guard index + 1 < tokens.count, let name = tokens[index + 1].word, let open = next("{", from: index) else { return }
    if (open..<endOfBlock(from: open)).contains(where: { tokens[$0].word == "environment" }) { readers.insert(name) }
  }

  private mutating func noteConstant(at index: Int) {
    guard index + 1 < tokens.count, let name = tokens[index + 1].word, constants[name] == nil else { return }
    if let variable = variable(in: index + 2..<endOfStatement(from: index + 2)) { constants[name] = variable }
  }

  private mutating func noteBranches(at start: Int) {
    guard let open = next("{", from: start), let variable = variable(in: start..<open) else { return }
    var end = endOfBlock(from: open)
    noteLiterals(in: open..<end, of: variable)
    while end < tokens.count, tokens[end].word == "else", let open = next("{", from: end) {
      end = endOfBlock(from: open)
      noteLiterals(in: open..<end, of: variable)
    }
  }

  private mutating func noteLiterals(in range: Range<Int>, of variable: String) {
    for index in range {
      if case .string(let text?) = tokens[index].kind, variables[text] == nil { variables[text] = variable }
    }
  }

  /// The environment variable that tokens ask for: `environment["X"]`, `reader("X")`, a constant made from one.
  private func variable(in range: Range<Int>) -> String? {
    for index in range {
      guard let word = tokens[index].word else { continue }
      if let variable = constants[word] { return variable }
      let bracket: Unicode.Scalar = word == "environment" ? "[" : "("
      guard word == "environment" || readers.contains(word), index + 2 < tokens.count, tokens[index + 1].isSign(bracket) else { continue }
      if let argument = tokens[(index + 2)...].prefix(4).first(where: { $0.word == nil && !$0.isSign(":") }),
        case .string(let name?) = argument.kind
      {
        return name
      }
    }
    return nil
  }

  private func next(_ sign: Unicode.Scalar, from start: Int) -> Int? { (start..<tokens.count).first { tokens[$0].isSign(sign) } }

  /// The index behind the bracket that closes the one at `open`.
  private func endOfBlock(from open: Int) -> Int {
    var depth = 0
    for index in open..<tokens.count {
      depth += Self.depthChange(tokens[index])
      if depth == 0 { return index + 1 }
    }
    return tokens.count
  }

  /// The index of the first token of another line outside brackets, or of the bracket that closes those around.
  private func endOfStatement(from start: Int) -> Int {
    var depth = 0
    for index in start..<tokens.count {
      if depth == 0, tokens[index].startsLine, index > start, !tokens[index].isSign(":") { return index }
      depth += Self.depthChange(tokens[index])
      if depth < 0 { return index }
    }
    return tokens.count
  }

  private static func depthChange(_ token: SwiftToken) -> Int {
    switch token.kind {
    case .sign(UInt8(ascii: "(")), .sign(UInt8(ascii: "[")), .sign(UInt8(ascii: "{")): 1
    case .sign(UInt8(ascii: ")")), .sign(UInt8(ascii: "]")), .sign(UInt8(ascii: "}")): -1
    default: 0
    }
  }
}
