/// A parser of imports, constants, the expressions that literals consist of, additions to the package behind it, for all systems or for one
/// (`#if os(…)`), and blocks that run only where an environment variable is set. Nothing else is understood.
struct ManifestParser {
  typealias NotUnderstood = ManifestLexer.NotUnderstood

  /// Deeper nesting is not a manifest's; the bound keeps the parser's own stack small.
  private static let maximumDepth = 32

  private let tokens: [ManifestToken]
  var index = 0
  private var depth = 0

  static func parse(_ tokens: [ManifestToken]) throws(NotUnderstood) -> ManifestSyntax {
    var parser = ManifestParser(tokens: tokens)
    return try parser.file()
  }

  private init(tokens: [ManifestToken]) { self.tokens = tokens }

  var token: ManifestToken { tokens[index] }
  var following: ManifestToken { tokens[min(index + 1, tokens.count - 1)] }
  /// The place behind the last token that was taken.
  var end: Int { index == 0 ? 0 : tokens[index - 1].end }

  private mutating func file() throws(NotUnderstood) -> ManifestSyntax {
    var syntax = ManifestSyntax()
    var isInCondition = false
    while token.kind != .end {
      let start = token.offset
      if case .directive(let text) = token.kind {
        guard isInCondition ? text == "endif" : Self.isSystemCondition(text) else { throw NotUnderstood() }
        index += 1
        if isInCondition {
          syntax.conditions[syntax.conditions.count - 1].range = syntax.conditions.last!.range.lowerBound..<end
        } else {
          syntax.conditions.append((start..<end, text))
        }
        isInCondition.toggle()
        continue
      }
      // A constant that one system lacks would change what the text behind it means.
      if isInCondition { try addition(&syntax) } else { try statement(&syntax) }
      syntax.statements.append((start..<end, isInCondition ? syntax.conditions.count - 1 : nil))
      guard skip(";") || token.afterNewline || token.kind == .end else { throw NotUnderstood() }
    }
    guard !isInCondition else { throw NotUnderstood() }
    for token in tokens {
      if case .identifier(let name) = token.kind { syntax.words.append((name, token.offset)) }
    }
    return syntax
  }

  /// Whether a directive is `if os(Name)` and no more.
  private static func isSystemCondition(_ text: String) -> Bool {
    text.hasPrefix("if os(") && text.hasSuffix(")") && text.dropFirst(6).dropLast().utf8.allSatisfy { (0x41...0x5A).contains($0 & 0xDF) }
  }

  private mutating func addition(_ syntax: inout ManifestSyntax) throws(NotUnderstood) {
    let start = token.offset
    let package = try identifier()
    guard isTightDot() else { throw NotUnderstood() }
    index += 1
    let property = try identifier()
    guard token.kind == .operator("+="), token.afterSpace == following.afterSpace else { throw NotUnderstood() }
    index += 1
    let value = try expression()
    syntax.additions.append(ManifestAddition(package: package, property: property, value: value, range: start..<end))
  }

  private mutating func statement(_ syntax: inout ManifestSyntax) throws(NotUnderstood) {
    let start = token.offset
    if try word() == "if" { return syntax.environmentBlocks.append(try environmentBlock()) }
    if try word() == "import" {
      index += 1
      syntax.imports.append(try identifier())
      return
    }
    if ["private", "fileprivate", "internal"].contains(try word()) {
      index += 1
      if token.afterNewline { throw NotUnderstood() }
    }
    let introducer = try word()
    if following.kind == .punctuation(".") { return try addition(&syntax) }
    guard ["let", "var"].contains(introducer) else { throw NotUnderstood() }
    index += 1
    let name = try identifier()
    let type = skip(":") ? try typeName() : nil
    if introducer == "var", let type, skip("{") {
      if token.kind == .identifier("return"), !following.afterNewline { index += 1 }
      let value = try expression()
      try expect("}")
      syntax.constants.append(ManifestConstant(name: name, type: type, value: value, isComputed: true, range: start..<end))
      return
    }
    guard token.kind == .operator("="), token.afterSpace == following.afterSpace else { throw NotUnderstood() }
    index += 1
    let value = try expression()
    syntax.constants.append(ManifestConstant(name: name, type: type, value: value, range: start..<end))
  }

  private mutating func typeName() throws(NotUnderstood) -> ManifestConstant.TypeName {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.maximumDepth { throw NotUnderstood() }
    var type: ManifestConstant.TypeName
    if skip("[") {
      type = .list(try typeName())
      if skip(":"), case .list(let key) = type { type = .dictionary(key, try typeName()) }
      try expect("]")
    } else {
      var names = [try identifier()]
      while isTightDot() {
        index += 1
        names.append(try identifier())
      }
      type = .named(names)
    }
    if token.kind == .operator("?"), !token.afterSpace {
      index += 1
      type = .optional(type)
    }
    return type
  }

  // MARK: Expressions

  /// One value, a sum of several, or a range.
  private mutating func expression() throws(NotUnderstood) -> ManifestExpression {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.maximumDepth { throw NotUnderstood() }
    var left = try value()
    var isRange = false
    while case .operator(let name) = token.kind, name != "=" {
      guard token.afterSpace == following.afterSpace, !isRange else { throw NotUnderstood() }
      index += 1
      let right = try value()
      switch name {
      case "+": left = ManifestExpression(content: .sum(left, right), offset: left.offset, end: end)
      case "..<", "...":
        if case .sum = left.content { throw NotUnderstood() }
        left = ManifestExpression(content: .range(left, right, isClosed: name == "..."), offset: left.offset, end: end)
        isRange = true
      default: throw NotUnderstood()
      }
    }
    return left
  }

  private mutating func value() throws(NotUnderstood) -> ManifestExpression {
    let offset = token.offset
    let content = try valueContent()
    return ManifestExpression(content: content, offset: offset, end: end)
  }

  private mutating func valueContent() throws(NotUnderstood) -> ManifestExpression.Content {
    switch token.kind {
    case .string(let text):
      index += 1
      return .string(text)
    case .integer(let value):
      index += 1
      return .integer(value)
    case .punctuation("["):
      index += 1
      return try collection()
    case .punctuation("."):
      guard following.afterSpace == false else { throw NotUnderstood() }
      index += 1
      return .path(try path(isImplicit: true))
    case .identifier("true"), .identifier("false"):
      defer { index += 1 }
      return .boolean(token.kind == .identifier("true"))
    case .identifier("nil"):
      index += 1
      return .none
    case .identifier:
      return .path(try path(isImplicit: false))
    default:
      throw NotUnderstood()
    }
  }

  private mutating func path(isImplicit: Bool) throws(NotUnderstood) -> ManifestExpression.Path {
    var names = [try identifier()]
    while isTightDot() {
      index += 1
      names.append(try identifier())
    }
    // A parenthesis on the next line would begin another statement.
    guard token.kind == .punctuation("("), !token.afterNewline else {
      return ManifestExpression.Path(isImplicit: isImplicit, names: names, arguments: nil)
    }
    index += 1
    return ManifestExpression.Path(isImplicit: isImplicit, names: names, arguments: try arguments())
  }

  /// A dot with a name on both sides and no space around it.
  func isTightDot() -> Bool {
    token.kind == .punctuation(".") && !token.afterSpace && !following.afterSpace
  }

  private mutating func arguments() throws(NotUnderstood) -> [ManifestExpression.Argument] {
    var arguments: [ManifestExpression.Argument] = []
    while !skip(")") {
      if !arguments.isEmpty {
        try expect(",")
        if skip(")") { break }
      }
      var label: String?
      if case .identifier(let name) = token.kind, following.kind == .punctuation(":") {
        label = name
        index += 2
      }
      arguments.append(ManifestExpression.Argument(label: label, value: try expression()))
    }
    return arguments
  }

  private mutating func collection() throws(NotUnderstood) -> ManifestExpression.Content {
    if skip(":") {
      try expect("]")
      return .dictionary([])
    }
    var elements: [ManifestExpression] = []
    var values: [ManifestExpression] = []
    while !skip("]") {
      if !elements.isEmpty {
        try expect(",")
        if skip("]") { break }
      }
      elements.append(try expression())
      if skip(":") { values.append(try expression()) }
    }
    if values.isEmpty { return .list(elements) }
    guard values.count == elements.count else { throw NotUnderstood() }
    return .dictionary(zip(elements, values).map { (key: $0, value: $1) })
  }

  // MARK: Tokens

  /// The identifier at hand; anything else cannot begin a statement.
  func word() throws(NotUnderstood) -> String {
    guard case .identifier(let name) = token.kind else { throw NotUnderstood() }
    return name
  }

  mutating func identifier() throws(NotUnderstood) -> String {
    let name = try word()
    index += 1
    return name
  }

  mutating func skip(_ punctuation: Unicode.Scalar) -> Bool {
    guard token.kind == .punctuation(punctuation) else { return false }
    index += 1
    return true
  }

  mutating func expect(_ punctuation: Unicode.Scalar) throws(NotUnderstood) {
    guard skip(punctuation) else { throw NotUnderstood() }
  }
}
