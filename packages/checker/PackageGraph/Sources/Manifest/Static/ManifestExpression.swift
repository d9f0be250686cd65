/// An expression of a manifest, before type checking.
struct ManifestExpression: Sendable {
  indirect enum Content: Sendable {
    case string(String)
    case integer(Int)
    case boolean(Bool)
    case none
    case list([ManifestExpression])
    case dictionary([(key: ManifestExpression, value: ManifestExpression)])
    case path(Path)
    case sum(ManifestExpression, ManifestExpression)
    /// `a..<b`, or `a...b` if closed.
    case range(ManifestExpression, ManifestExpression, isClosed: Bool)
  }

  /// `.member`, `.member(…)`, `name`, `Type.member(…)`, `Type(…)`.
  struct Path: Sendable {
    /// Whether it begins with a dot, so that the place it stands in says of which type it is.
    var isImplicit: Bool
    var names: [String]
    /// `nil` without parentheses.
    var arguments: [Argument]?
  }

  struct Argument: Sendable {
    var label: String?
    var value: ManifestExpression
  }

  var content: Content
  /// The first byte's place in the text.
  var offset: Int
  /// The place behind its last byte.
  var end: Int
}

/// `let name: Type = value` at the top of a manifest, or `var name: Type { value }`.
struct ManifestConstant: Sendable {
  /// A type as written: `[Target.Dependency]?`.
  indirect enum TypeName: Sendable {
    case named([String])
    case list(TypeName)
    case dictionary(TypeName, TypeName)
    case optional(TypeName)
  }

  var name: String
  var type: TypeName?
  var value: ManifestExpression
  /// Whether the value is made at each use, so that the text before it can use it too.
  var isComputed = false
  /// The range from its first byte, a `private` included, to behind its last.
  var range: Range<Int>
}

/// `package.targets += value`: what is added to the package once it is made.
struct ManifestAddition: Sendable {
  var package: String
  var property: String
  var value: ManifestExpression
  var range: Range<Int>
}

/// `if Context.environment["NAME"] … { … }`: what runs only where the variable is set.
struct ManifestEnvironmentBlock: Sendable {
  var variable: String
  /// Whether `Foundation` is asked, and not `Context`.
  var asksProcess: Bool
  var range: Range<Int>
}

/// The syntax of a manifest: imports and constants, one of which is the package, and additions to it.
struct ManifestSyntax: Sendable {
  /// The ranges of the statements, in their order, with the `#if os(…)` that each is in, as an index in `conditions`.
  var statements: [(range: Range<Int>, condition: Int?)] = []
  /// The conditions: the range from `#if` to behind `#endif`, and the text behind the `#` of the first line.
  var conditions: [(range: Range<Int>, text: String)] = []
  /// The words of the text that are no strings, in their order, those in blocks left out.
  var words: [(text: String, offset: Int)] = []
  var imports: [String] = []
  var constants: [ManifestConstant] = []
  var additions: [ManifestAddition] = []
  var environmentBlocks: [ManifestEnvironmentBlock] = []
}
