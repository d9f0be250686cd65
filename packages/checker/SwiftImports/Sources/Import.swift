/// The modules that one Swift source file names.
public struct SourceImports: Sendable, Equatable {
  /// The import declarations, in the order of the text.
  public var imports: [Import] = []
  /// The modules that `canImport(…)` conditions ask about, in the order of the text.
  public var canImports: [ModuleMention] = []
  /// The modules that `#externalMacro(module: "…", type: "…")` names, in the order of the text.
  public var externalMacros: [ModuleMention] = []
  /// The positions of version-control conflict markers (`<<<<<<< `, `>>>> `). The compiler skips the text between them, and so does the
  /// scanner.
  public var conflictMarkers: [SourcePosition] = []

  /// Creates a value without any import.
  public init() {}
}

/// An import declaration.
public struct Import: Sendable, Equatable {
  /// The module's name without backticks: `A` of `import A.B`.
  public var module: String
  /// The path behind the module: `["B"]` of `import A.B`, and of `import struct A.B`.
  public var submodules: [String]
  /// The kind of a scoped import: `struct` of `import struct A.B`.
  public var kind: Kind?
  /// The attributes as written, without comments and needless white space: `@testable`, `@_spi(Internal)`.
  public var attributes: [String]
  /// The access level, if one is written.
  public var access: AccessLevel?
  /// The `#if` conditions around the import, joined by ` && `; an `#else` negates the ones before it. `nil` outside every `#if`.
  public var condition: String?
  /// Whether these conditions hold in no build: the import stands behind `#if false`, or in another branch beside `#if true`.
  public var isNeverBuilt: Bool
  /// The position of the first byte of the module's name (its backtick, where it has one).
  public var position: SourcePosition

  /// Creates an import.
  public init(
    module: String, submodules: [String] = [], kind: Kind? = nil, attributes: [String] = [], access: AccessLevel? = nil,
    condition: String? = nil, isNeverBuilt: Bool = false, position: SourcePosition
  ) {
    self.module = module
    self.submodules = submodules
    self.kind = kind
    self.attributes = attributes
    self.access = access
    self.condition = condition
    self.isNeverBuilt = isNeverBuilt
    self.position = position
  }

  /// The kind of declaration that a scoped import names.
  public enum Kind: String, Sendable, CaseIterable {
    case `typealias`, `struct`, `class`, `enum`, `protocol`, `var`, `let`, `func`
  }

  /// The access level of an import.
  public enum AccessLevel: String, Sendable, CaseIterable {
    case `public`, package, `internal`, `fileprivate`, `private`
  }

  /// Whether the importing module passes the imported one on to those that import it.
  public var isExported: Bool { attributes.contains("@_exported") }
}

/// A module named in a file without being imported.
public struct ModuleMention: Sendable, Equatable {
  /// The module's name.
  public var module: String
  /// The `#if` conditions around it, joined by ` && `; `nil` outside every `#if`.
  public var condition: String?
  /// Whether these conditions hold in no build.
  public var isNeverBuilt: Bool
  /// The position of the first byte of the module's name.
  public var position: SourcePosition

  /// Creates a mention.
  public init(module: String, condition: String? = nil, isNeverBuilt: Bool = false, position: SourcePosition) {
    self.module = module
    self.condition = condition
    self.isNeverBuilt = isNeverBuilt
    self.position = position
  }
}

/// A position in a file. A line ends at LF, CR or CRLF.
public struct SourcePosition: Sendable, Hashable {
  /// The line, from 1.
  public var line: Int
  /// The column in bytes, from 1.
  public var column: Int

  /// Creates a position.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
