import SwiftImports

/// The modules of a repository and who imports whom. Every list is in a fixed order, so that equal repositories give equal graphs.
///
/// Graphs are values: they are built from a repository by `RepositoryLoader`, and in tests by hand.
public struct ModuleGraph: Sendable, Equatable {
  /// The repository's packages in order of their folders, then those outside it that were found (checkouts, folders beside the root).
  public var packages: [Package] = []
  /// The repository's targets in order of package and name, then every module from elsewhere that is named, in order of origin and name.
  public var modules: [Module] = []
  /// In order of importing module, file and place.
  public var imports: [ImportEdge] = []
  /// What was found while reading that is a finding by itself, in order of path and place.
  public var notices: [Notice] = []
  public var statistics = Statistics()

  public init() {}
}

/// A module's place in `ModuleGraph.modules`.
public typealias ModuleID = Int

public struct Package: Sendable, Equatable {
  public var name: String
  /// The package's folder, relative to the repository's root: `.` for the root itself.
  public var folder: String
  /// The manifest, relative to the root.
  public var manifest: String
  /// Not a part of the repository: a checkout of a dependency, or a folder outside the root.
  public var isExternal: Bool
  /// By dependency of its manifest: the index in `ModuleGraph.packages` of where it leads; `nil` where that is not at hand.
  public var dependencies: [Int?] = []

  public init(name: String, folder: String, manifest: String? = nil, isExternal: Bool = false) {
    self.name = name
    self.folder = folder
    self.manifest = manifest ?? (folder == "." ? "Package.swift" : "\(folder)/Package.swift")
    self.isExternal = isExternal
  }
}

/// A node of the graph: what an `import` can name.
public struct Module: Sendable, Equatable {
  public enum Origin: String, Sendable, CaseIterable {
    /// A target of the repository.
    case repository
    /// A target of a package outside the repository whose manifest is at hand.
    case checkout
    /// A product of a package that is not at hand; which modules it holds is not known.
    case product
    /// None of these: a module of the toolchain or the platform, or of a package that is not at hand.
    case platform
  }

  /// The name that `import` uses.
  public var name: String
  public var origin: Origin
  /// `nil` where origin is `product` or `platform`.
  public var kind: TargetKind?
  /// Index in `ModuleGraph.packages`; `nil` where origin is `product` or `platform`.
  public var package: Int?
  /// The target's name in its manifest; a product's name where origin is `product`; else `nil`.
  public var target: String?
  /// The target's folder relative to the repository's root; `nil` outside the repository.
  public var folder: String?
  /// Where the manifest declares the target (its `.target(` call), if the manifest was read statically.
  public var position: SourcePosition?
  /// What the manifest declares, in its order.
  public var dependencies: [DeclaredDependency] = []
  /// The plugins of the repository that run for it.
  public var plugins: [ModuleID] = []
  /// Which dependencies of its package's manifest its products and plugins are of, or may be, as places in that list.
  public var neededPackages: [Int] = []
  /// Number of Swift files read.
  public var fileCount = 0

  public init(
    name: String, origin: Origin = .repository, kind: TargetKind? = nil, package: Int? = nil, target: String? = nil, folder: String? = nil
  ) {
    self.name = name
    self.origin = origin
    self.kind = kind
    self.package = package
    self.target = target
    self.folder = folder
  }

  public var isTest: Bool { kind == .test }
}

/// One dependency that a target declares, and the modules it gives.
public struct DeclaredDependency: Sendable, Equatable {
  /// The name as written.
  public var name: String
  /// The modules it makes importable: one for a target, those of its targets for a product; a `product` module where the package is not at hand.
  public var modules: [ModuleID]
  public var condition: String?
  /// Where the manifest names it, if the manifest was read statically.
  public var position: SourcePosition?

  public init(name: String, modules: [ModuleID], condition: String? = nil, position: SourcePosition? = nil) {
    self.name = name
    self.modules = modules
    self.condition = condition
    self.position = position
  }
}

/// One place in one file where a module names another.
public struct ImportEdge: Sendable, Equatable {
  public enum Kind: String, Sendable {
    case `import`
    /// `#if canImport(X)`: the file asks whether X is there.
    case canImport
    /// `#externalMacro(module: "X", …)`: the compiler loads X to expand a macro.
    case externalMacro
  }

  public var from: ModuleID
  public var to: ModuleID
  public var kind: Kind
  /// The file, relative to the repository's root.
  public var path: String
  public var position: SourcePosition
  public var condition: String?
  /// `@_exported`: whoever imports `from` gets `to` as well.
  public var isExported: Bool

  public init(
    from: ModuleID, to: ModuleID, kind: Kind = .import, path: String, position: SourcePosition, condition: String? = nil, isExported: Bool = false
  ) {
    self.from = from
    self.to = to
    self.kind = kind
    self.path = path
    self.position = position
    self.condition = condition
    self.isExported = isExported
  }
}

/// Something about the repository that nobody asked for and nobody may overlook.
public struct Notice: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// A conflict marker in a source: the compiler skips the text behind it.
    case conflictMarker = "conflict-marker"
    /// A source or package that is a link into another target's folder, out of the repository, or to nowhere.
    case foreignSource = "foreign-source"
    /// A file that two targets own.
    case sharedSource = "shared-source"
    /// A target whose folder is missing, or that has no sources.
    case emptyTarget = "empty-target"
    /// A declared dependency that nothing in the package or its dependencies provides.
    case unknownDependency = "unknown-dependency"
    /// Flags by which the compiler imports, renames or compiles what the target's sources do not name.
    case hiddenImport = "hidden-import"
    /// Packages that are not at hand, so that some imports cannot be attributed.
    case missingCheckout = "missing-checkout"
  }

  public var kind: Kind
  public var path: String
  public var position: SourcePosition?
  /// A sentence: what is so, and how to mend it.
  public var message: String
  public var target: ModuleID?

  public init(kind: Kind, path: String, position: SourcePosition? = nil, message: String, target: ModuleID? = nil) {
    self.kind = kind
    self.path = path
    self.position = position
    self.message = message
    self.target = target
  }
}

public struct Statistics: Sendable, Equatable {
  /// Swift files read, and import declarations in them.
  public var files = 0
  public var imports = 0
  /// Swift files of the repository that belong to no target; manifests and written probes (`ArchProbes`) do not count.
  public var unownedFiles = 0

  public init() {}
}
