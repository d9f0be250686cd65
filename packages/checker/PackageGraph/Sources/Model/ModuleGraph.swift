import SwiftImports

/// The modules of a repository and who imports whom. Every list is in a fixed order, so that equal repositories give equal graphs.
///
/// Graphs are values: they are built from a repository by `RepositoryLoader`, and in tests by hand.
public struct ModuleGraph: Sendable, Equatable {
  /// The repository's packages in order of their folders, then those outside it that manifests depend on by path.
  public var packages: [Package] = []
  /// The repository's targets in order of package and name, then every module from elsewhere that is named, in order of origin and name.
  public var modules: [Module] = []
  /// The imports, in order of importing module, file and position.
  public var imports: [ImportEdge] = []
  /// The notices made while reading, which are findings by themselves, in order of path and position.
  public var notices: [Notice] = []
  /// Folders that the repository's scope leaves out, in order of paths; what is in them is not listed.
  public var ignoredFolders: [String] = []
  /// The Swift files of the repository that no module has, by folder, in order of paths; manifests and written probes are none of them.
  public var unowned: [UnownedSources] = []
  /// The paths of the folder modules' sources, in order of modules.
  public var folderSources: [String] = []
  /// Counts of what was read.
  public var statistics = Statistics()

  /// Creates an empty graph.
  public init() {}
}

/// The index of a module in `ModuleGraph.modules`.
public typealias ModuleID = Int

/// A package: a manifest and the folder that it is in.
public struct Package: Sendable, Equatable {
  /// The package's name.
  public var name: String
  /// The package's folder, relative to the repository's root: `.` for the root itself.
  public var folder: String
  /// The path of the manifest, relative to the root.
  public var manifest: String
  /// Whether it is no part of the repository, but a folder outside the root.
  public var isExternal: Bool
  /// The index in `ModuleGraph.packages` of each dependency in its manifest; `nil` for a package that is fetched, or that is not there.
  public var dependencies: [Int?] = []
  /// The environment variables that decide whether the manifest uses some names of targets and products, by the names.
  public var environmentNames: [String: String] = [:]

  /// Creates a package.
  public init(name: String, folder: String, manifest: String? = nil, isExternal: Bool = false) {
    self.name = name
    self.folder = folder
    self.manifest = manifest ?? (folder == "." ? "Package.swift" : "\(folder)/Package.swift")
    self.isExternal = isExternal
  }
}

/// A node of the graph: what an `import` can name.
public struct Module: Sendable, Equatable {
  /// The origin of a module.
  public enum Origin: String, Sendable, CaseIterable {
    /// A target of the repository, or folders of sources that its rules file declares to be a module.
    case repository
    /// A target of a package outside the repository that a manifest depends on by path.
    case checkout
    /// A module of a package that is fetched, or that is to be at a path and is not there: one of the module list, or else one by the name of
    /// a product.
    case product
    /// A module of the toolchain or of a system's SDK.
    case platform
    /// A module that no manifest names, and that is on no list of the platform's.
    case unknown
  }

  /// The name that `import` uses.
  public var name: String
  /// The origin.
  public var origin: Origin
  /// The kind of its target; `nil` where it is not known.
  public var kind: TargetKind?
  /// The index in `ModuleGraph.packages`; `nil` where its package's manifest is not read.
  public var package: Int?
  /// The target's name in its manifest; a product's name where `origin` is `product`; else `nil`.
  public var target: String?
  /// The identity of the package that it is fetched with (`swift-log`), where `origin` is `product`; else `nil`.
  public var identity: String?
  /// Whether it stands for a product of its name whose modules are not known.
  public var isAssumed = false
  /// The target's folder relative to the repository's root; `nil` outside the repository.
  public var folder: String?
  /// The position of the target's declaration (its `.target(` call), if the manifest was read statically.
  public var position: SourcePosition?
  /// The declared dependencies, in the manifest's order.
  public var dependencies: [DeclaredDependency] = []
  /// The build tool plugins that its manifest has run for it; a `product` module where the package is not available here.
  public var plugins: [ModuleID] = []
  /// The indexes, in its package's dependencies, of those whose products and plugins it uses or may use.
  public var neededPackages: [Int] = []
  /// The number of Swift files read.
  public var fileCount = 0
  /// Whether its sources hold nothing but re-exports, or nothing at all.
  public var isUmbrella = false
  /// Whether it is folders of sources that no package has, and so has no manifest.
  public var isFolders = false

  /// Creates a module.
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

  /// Whether it is a test target.
  public var isTest: Bool { kind == .test }
}

/// A dependency that a target declares, and the modules it gives.
public struct DeclaredDependency: Sendable, Equatable {
  /// The name as written.
  public var name: String
  /// The modules it makes importable: one for a target, those of its targets for a product.
  public var modules: [ModuleID]
  /// The condition of the dependency, as text; `nil` for unconditional.
  public var condition: String?
  /// The position of the dependency in the manifest, if that was read statically.
  public var position: SourcePosition?

  /// Creates a dependency.
  public init(name: String, modules: [ModuleID], condition: String? = nil, position: SourcePosition? = nil) {
    self.name = name
    self.modules = modules
    self.condition = condition
    self.position = position
  }
}

/// An import: a place in a file at which a module names another.
public struct ImportEdge: Sendable, Equatable {
  /// The way in which the module is named.
  public enum Kind: String, Sendable {
    case `import`
    /// `#if canImport(X)`: the file asks whether X is there.
    case canImport
    /// `#externalMacro(module: "X", …)`: the compiler loads X to expand a macro.
    case externalMacro
    /// The manifest has the build tool plugin X run for the target. No source names it, and it is none of the graph's imports.
    case plugin
  }

  /// The importing module.
  public var from: ModuleID
  /// The imported module.
  public var to: ModuleID
  /// The way in which it is named.
  public var kind: Kind
  /// The file, relative to the repository's root.
  public var path: String
  /// The position of the imported module's name.
  public var position: SourcePosition
  /// The `#if` conditions around it; `nil` outside every `#if`.
  public var condition: String?
  /// Whether these conditions hold in no build, as behind `#if false`.
  public var isNeverBuilt: Bool
  /// Whether it is `@_exported`: modules that import `from` get `to` as well.
  public var isExported: Bool

  /// Creates an import.
  public init(
    from: ModuleID, to: ModuleID, kind: Kind = .import, path: String, position: SourcePosition, condition: String? = nil,
    isNeverBuilt: Bool = false, isExported: Bool = false
  ) {
    self.from = from
    self.to = to
    self.kind = kind
    self.path = path
    self.position = position
    self.condition = condition
    self.isNeverBuilt = isNeverBuilt
    self.isExported = isExported
  }
}

/// A fact about the repository that must not be overlooked, whether or not a rule asks for it.
public struct Notice: Sendable, Equatable {
  /// The kind of a notice.
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
    /// Flags by which the compiler imports or compiles what the target's sources do not name.
    case hiddenImport = "hidden-import"
    /// A manifest that cannot be evaluated, so that nothing of its package is checked.
    case unreadableManifest = "unreadable-manifest"
    /// Packages that manifests depend on by path and that are not there, so that some imports cannot be attributed.
    case missingPackage = "missing-package"
    /// A module list that does not go with what the manifests name.
    case staleModules = "stale-modules"
  }

  /// The kind.
  public var kind: Kind
  /// The file or folder, relative to the repository's root.
  public var path: String
  /// The position in the file, where there is one.
  public var position: SourcePosition?
  /// The message, a sentence: what is so, and how to mend it.
  public var message: String
  /// The target that the notice is about, where there is one.
  public var target: ModuleID?

  /// Creates a notice.
  public init(kind: Kind, path: String, position: SourcePosition? = nil, message: String, target: ModuleID? = nil) {
    self.kind = kind
    self.path = path
    self.position = position
    self.message = message
    self.target = target
  }
}

/// Counts of what was read.
public struct Statistics: Sendable, Equatable {
  /// The number of Swift files read.
  public var files = 0
  /// The number of import declarations in them.
  public var imports = 0

  /// Creates counts of zero.
  public init() {}
}
