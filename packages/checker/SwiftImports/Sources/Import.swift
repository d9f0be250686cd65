/// What one Swift source file says about other modules.
public struct SourceImports: Sendable, Equatable {
  /// The import declarations, in the order of the text.
  public var imports: [Import] = []
  /// The modules that `canImport(…)` conditions ask about, in the order of the text.
  public var canImports: [ModuleMention] = []
  /// The modules that `#externalMacro(module: "…", type: "…")` names, in the order of the text.
  public var externalMacros: [ModuleMention] = []
  /// Where version-control conflict markers stand (`<<<<<<< `, `>>>> `). The compiler skips the text between them, and so does the scanner.
  public var conflictMarkers: [SourcePosition] = []

  public init() {}
}

/// One import declaration.
public struct Import: Sendable, Equatable {
  /// The module's name without backticks: `A` of `import A.B`.
  public var module: String
  /// What follows the module in the path: `["B"]` of `import A.B`, and of `import struct A.B`.
  public var submodules: [String]
  /// What a scoped import brings in: `struct` of `import struct A.B`.
  public var kind: Kind?
  /// The attributes as written, comments and needless white space left out: `@testable`, `@_spi(Internal)`.
  public var attributes: [String]
  public var access: AccessLevel?
  /// The `#if` conditions the import stands under, joined by ` && `; an `#else` negates what came before it. `nil` outside every `#if`.
  public var condition: String?
  /// The first byte of the module's name (its backtick, where it has one).
  public var position: SourcePosition

  public init(
    module: String, submodules: [String] = [], kind: Kind? = nil, attributes: [String] = [], access: AccessLevel? = nil,
    condition: String? = nil, position: SourcePosition
  ) {
    self.module = module
    self.submodules = submodules
    self.kind = kind
    self.attributes = attributes
    self.access = access
    self.condition = condition
    self.position = position
  }

  public enum Kind: String, Sendable, CaseIterable {
    case `typealias`, `struct`, `class`, `enum`, `protocol`, `var`, `let`, `func`
  }

  public enum AccessLevel: String, Sendable, CaseIterable {
    case `public`, package, `internal`, `fileprivate`, `private`
  }

  /// Whether the importing module passes the imported one on to those that import it.
  public var isExported: Bool { attributes.contains("@_exported") }
}

/// A module named in a file without being imported.
public struct ModuleMention: Sendable, Equatable {
  public var module: String
  public var condition: String?
  /// The first byte of the module's name.
  public var position: SourcePosition

  public init(module: String, condition: String? = nil, position: SourcePosition) {
    self.module = module
    self.condition = condition
    self.position = position
  }
}

/// A place in a file: both count from 1, the column in bytes. A line ends at LF, CR or CRLF.
public struct SourcePosition: Sendable, Hashable {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
