/// The declarations of one `Package.swift`, read statically or by SwiftPM. Equal manifests build the same targets.
public struct Manifest: Sendable, Equatable {
  /// The package's name.
  public var name: String
  /// The version that the manifest is written for.
  public var toolsVersion: ToolsVersion
  /// The products, in the order declared.
  public var products: [Product] = []
  /// The packages that this one depends on, in the order declared.
  public var dependencies: [Dependency] = []
  /// The targets, in the order declared.
  public var targets: [Target] = []

  /// Creates a manifest that declares nothing.
  public init(name: String, toolsVersion: ToolsVersion) {
    self.name = name
    self.toolsVersion = toolsVersion
  }

  /// A product: targets that other packages can use, or a program.
  public struct Product: Sendable, Equatable {
    /// The kind of a product.
    public enum Kind: String, Sendable { case library, executable, plugin }
    /// The name.
    public var name: String
    /// The kind.
    public var kind: Kind
    /// The names of its targets.
    public var targets: [String]

    /// Creates a product.
    public init(name: String, kind: Kind, targets: [String]) {
      self.name = name
      self.kind = kind
      self.targets = targets
    }
  }

  /// A package that this one depends on.
  public struct Dependency: Sendable, Equatable {
    /// The location of a package.
    public enum Location: Sendable, Equatable {
      /// A folder: the shortest way to it from the manifest's (`../Near`, `.`), or an absolute path where the two have only the file
      /// system's root in common.
      case path(String)
      /// A repository: its URL as written, or the absolute path of one on this machine.
      case url(String)
      case registry(String)
    }
    /// The name given explicitly (`.package(name:path:)`), which manifests may call the package by.
    public var name: String?
    /// The package's location.
    public var location: Location

    /// Creates a dependency.
    public init(name: String? = nil, location: Location) {
      self.name = name
      self.location = location
    }
  }

  /// A target: a module with its sources.
  public struct Target: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The kind.
    public var kind: TargetKind
    /// The folder as written, relative to the manifest's; `nil` for the default place.
    public var path: String?
    /// The files and folders that are sources, relative to the target's folder; `nil` for all.
    public var sources: [String]?
    /// The files and folders that are no sources, relative to the target's folder.
    public var exclude: [String] = []
    /// The files and folders that are resources, relative to the target's folder and without detours: nothing in them is compiled.
    public var resources: [String] = []
    /// The dependencies of the target, in the order declared.
    public var dependencies: [TargetDependency] = []
    /// The flags passed to the Swift compiler unchanged (`.unsafeFlags`), under whatever condition.
    public var unsafeSwiftFlags: [String] = []
    /// The folder of a C target's public headers, relative to the target's; `nil` for `include`.
    public var publicHeadersPath: String?
    /// The further folders in which C looks for headers, relative to the target's folder, under whatever condition.
    public var headerSearchPaths: [String] = []
    /// The build tools that run for it.
    public var plugins: [PluginUsage] = []

    /// Creates a target.
    public init(name: String, kind: TargetKind) {
      self.name = name
      self.kind = kind
    }
  }

  /// A plugin that a target uses: one of its package's, or a product of the package that it names.
  public struct PluginUsage: Sendable, Equatable {
    /// The plugin's name.
    public var name: String
    /// The package that has the plugin as a product; `nil` for the target's own.
    public var package: String?

    /// Creates a plugin usage.
    public init(name: String, package: String? = nil) {
      self.name = name
      self.package = package
    }
  }

  /// A dependency that a target declares.
  public struct TargetDependency: Sendable, Equatable {
    /// The form in which a dependency names its target or product.
    public enum Reference: Sendable, Equatable {
      case target(name: String)
      case product(name: String, package: String?)
      /// A bare name: a target of the package, or else a product of a dependency.
      case byName(name: String)
    }
    /// The target or product that is named.
    public var reference: Reference
    /// The text of `.when(platforms:traits:)`, the same for the same condition: `platforms: linux, macos; traits: A, B`; `nil` for
    /// unconditional.
    public var condition: String?
    /// The names under which this target imports modules (SE-0339), by the names under which they are built.
    public var moduleAliases: [String: String] = [:]

    /// Creates a dependency.
    public init(_ reference: Reference, condition: String? = nil, moduleAliases: [String: String] = [:]) {
      self.reference = reference
      self.condition = condition
      self.moduleAliases = moduleAliases
    }

    /// The name of the target or product.
    public var name: String {
      switch reference {
      case .target(let name), .byName(let name), .product(let name, _): name
      }
    }
  }
}

/// The kind of a target.
public enum TargetKind: String, Sendable, CaseIterable {
  case library, executable, test, plugin, macro, system, binary
}

/// The version on a manifest's first line: `// swift-tools-version: 6.2`.
public struct ToolsVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The major version.
  public var major: Int
  /// The minor version.
  public var minor: Int
  /// The patch version.
  public var patch: Int

  /// Creates a version.
  public init(_ major: Int, _ minor: Int = 0, _ patch: Int = 0) {
    (self.major, self.minor, self.patch) = (major, minor, patch)
  }

  public static func < (left: ToolsVersion, right: ToolsVersion) -> Bool {
    (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
  }

  public var description: String { "\(major).\(minor).\(patch)" }
}
