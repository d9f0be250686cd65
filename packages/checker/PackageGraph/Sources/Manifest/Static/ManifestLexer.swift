/// A lexer of manifest text, as far as manifests made of literals need it. Text that such a manifest does not contain (interpolation, names
/// that are not ASCII …) is an error without details: SwiftPM will read the manifest.
struct ManifestLexer {
  /// The error of a text that the static reader does not understand.
  struct NotUnderstood: Error {}

  let bytes: UnsafeBufferPointer<UInt8>
  var offset = 0
  private var afterSpace = true
  private var afterNewline = true
  /// Whether an `if` has come whose braces have not.
  private var isBeforeBlock = false

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  static func tokens(_ bytes: UnsafeBufferPointer<UInt8>) throws(NotUnderstood) -> [ManifestToken] {
    var lexer = ManifestLexer(bytes)
    var tokens: [ManifestToken] = []
    tokens.reserveCapacity(bytes.count / 6)
    repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
    return tokens
  }

  /// The byte at `offset + distance`, or 0 behind the end; a manifest that holds a zero byte is not understood anyway.
  func byte(_ distance: Int = 0) -> UInt8 {
    let index = offset + distance
    return index < bytes.count ? bytes[index] : 0
  }

  private mutating func next() throws(NotUnderstood) -> ManifestToken {
    try skipTrivia()
    let start = offset
    let kind = try nextKind()
    defer { (afterSpace, afterNewline) = (false, false) }
    if kind == .identifier("if"), afterNewline { isBeforeBlock = true }
    return ManifestToken(kind: kind, offset: start, end: offset, afterSpace: afterSpace, afterNewline: afterNewline)
  }

  private mutating func nextKind() throws(NotUnderstood) -> ManifestToken.Kind {
    if offset == bytes.count { return .end }
    let first = byte()
    switch first {
    case _ where Self.startsIdentifier(first): return .identifier(identifier())
    case UInt8(ascii: "#") where Self.startsIdentifier(byte(1)): return .directive(try directive())
    case UInt8(ascii: "\""), UInt8(ascii: "#"): return .string(try string())
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return .integer(try integer())
    case UInt8(ascii: "`"): return .identifier(try quotedIdentifier())
    case UInt8(ascii: ".") where byte(1) != UInt8(ascii: "."): break
    case _ where Self.isOperator(first): return .operator(operatorText())
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"): break
    case UInt8(ascii: "{") where isBeforeBlock:
      isBeforeBlock = false
      try skipBlock()
      return .block
    case UInt8(ascii: "{"), UInt8(ascii: "}"): break
    case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"): break
    default: throw NotUnderstood()
    }
    offset += 1
    return .punctuation(Unicode.Scalar(first))
  }

  private mutating func skipTrivia() throws(NotUnderstood) {
    while true {
      switch byte() {
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        offset += 1
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        offset += 1
        afterNewline = true
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"): skipLineComment()
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"):
        try skipBlockComment()
      default: return
      }
      afterSpace = true
    }
  }

  mutating func skipLineComment() {
    while offset < bytes.count, byte() != UInt8(ascii: "\n"), byte() != UInt8(ascii: "\r") { offset += 1 }
  }

  /// Block comments nest.
  mutating func skipBlockComment() throws(NotUnderstood) {
    var depth = 0
    repeat {
      switch (byte(), byte(1)) {
      case (UInt8(ascii: "/"), UInt8(ascii: "*")):
        depth += 1
        offset += 2
      case (UInt8(ascii: "*"), UInt8(ascii: "/")):
        depth -= 1
        offset += 2
      default:
        if offset >= bytes.count { throw NotUnderstood() }
        if byte() == UInt8(ascii: "\n") || byte() == UInt8(ascii: "\r") { afterNewline = true }
        offset += 1
      }
    } while depth > 0
  }

  private mutating func identifier() -> String {
    let start = offset
    while Self.continuesIdentifier(byte()) { offset += 1 }
    return text(from: start, to: offset)
  }

  /// The rest of the line behind a `#` that begins it.
  private mutating func directive() throws(NotUnderstood) -> String {
    guard afterNewline else { throw NotUnderstood() }
    let start = offset + 1
    while offset < bytes.count, byte() != UInt8(ascii: "\n"), byte() != UInt8(ascii: "\r") { offset += 1 }
    return text(from: start, to: offset)
  }

  private mutating func quotedIdentifier() throws(NotUnderstood) -> String {
    offset += 1
    guard Self.startsIdentifier(byte()) else { throw NotUnderstood() }
    let name = identifier()
    guard byte() == UInt8(ascii: "`") else { throw NotUnderstood() }
    offset += 1
    return name
  }

  /// Decimal, and small enough that arithmetic on it cannot overflow.
  private mutating func integer() throws(NotUnderstood) -> Int {
    let start = offset
    while case UInt8(ascii: "0")...UInt8(ascii: "9") = byte() { offset += 1 }
    guard offset - start <= 9, !Self.continuesIdentifier(byte()), let value = Int(text(from: start, to: offset)) else { throw NotUnderstood() }
    return value
  }

  /// A run of operator characters up to a comment.
  private mutating func operatorText() -> String {
    let start = offset
    let mayHoldDots = byte() == UInt8(ascii: ".")
    while Self.isOperator(byte()), mayHoldDots || byte() != UInt8(ascii: ".") {
      if byte() == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "/") || byte(1) == UInt8(ascii: "*") { break }
      offset += 1
    }
    return text(from: start, to: offset)
  }

  func text(from start: Int, to end: Int) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
  }

  private static func startsIdentifier(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    default: false
    }
  }

  private static func continuesIdentifier(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: startsIdentifier(byte)
    }
  }

  private static func isOperator(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "/", "=", "-", "+", "!", "*", "%", "<", ">", "&", "|", "^", "~", "?", ".": true
    default: false
    }
  }
}
