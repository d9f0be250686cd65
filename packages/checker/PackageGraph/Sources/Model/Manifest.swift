/// What one `Package.swift` declares, read statically or by SwiftPM. Equal manifests build the same targets.
public struct Manifest: Sendable, Equatable {
  /// The package's name.
  public var name: String
  public var toolsVersion: ToolsVersion
  public var products: [Product] = []
  public var dependencies: [Dependency] = []
  public var targets: [Target] = []

  public init(name: String, toolsVersion: ToolsVersion) {
    self.name = name
    self.toolsVersion = toolsVersion
  }

  public struct Product: Sendable, Equatable {
    public enum Kind: String, Sendable { case library, executable, plugin }
    public var name: String
    public var kind: Kind
    public var targets: [String]

    public init(name: String, kind: Kind, targets: [String]) {
      self.name = name
      self.kind = kind
      self.targets = targets
    }
  }

  /// A package that this one depends on.
  public struct Dependency: Sendable, Equatable {
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
    public var location: Location

    public init(name: String? = nil, location: Location) {
      self.name = name
      self.location = location
    }
  }

  public struct Target: Sendable, Equatable {
    public var name: String
    public var kind: TargetKind
    /// The folder as written, relative to the manifest's; `nil` for the default place.
    public var path: String?
    /// The files and folders that are sources, relative to the target's folder; `nil` for all.
    public var sources: [String]?
    public var exclude: [String] = []
    /// The files and folders that are resources, relative to the target's folder and without detours: nothing in them is compiled.
    public var resources: [String] = []
    public var dependencies: [TargetDependency] = []
    /// What the Swift compiler gets as it is written (`.unsafeFlags`), under whatever condition.
    public var unsafeSwiftFlags: [String] = []
    /// Where C looks for headers besides, relative to the target's folder, under whatever condition.
    public var headerSearchPaths: [String] = []
    /// The build tools that run for it.
    public var plugins: [PluginUsage] = []

    public init(name: String, kind: TargetKind) {
      self.name = name
      self.kind = kind
    }
  }

  /// A plugin that a target uses: one of its package's, or a product of the package that it names.
  public struct PluginUsage: Sendable, Equatable {
    public var name: String
    public var package: String?

    public init(name: String, package: String? = nil) {
      self.name = name
      self.package = package
    }
  }

  /// What a target says it depends on.
  public struct TargetDependency: Sendable, Equatable {
    public enum Reference: Sendable, Equatable {
      case target(name: String)
      case product(name: String, package: String?)
      /// A bare name: a target of the package, or else a product of a dependency.
      case byName(name: String)
    }
    public var reference: Reference
    /// `.when(platforms:traits:)` as text, the same for the same condition: `platforms: linux, macos; traits: A, B`; `nil` for
    /// unconditional.
    public var condition: String?
    /// Module name as built → name this target imports it by (SE-0339).
    public var moduleAliases: [String: String] = [:]

    public init(_ reference: Reference, condition: String? = nil, moduleAliases: [String: String] = [:]) {
      self.reference = reference
      self.condition = condition
      self.moduleAliases = moduleAliases
    }

    public var name: String {
      switch reference {
      case .target(let name), .byName(let name), .product(let name, _): name
      }
    }
  }
}

public enum TargetKind: String, Sendable, CaseIterable {
  case library, executable, test, plugin, macro, system, binary
}

/// The version on a manifest's first line: `// swift-tools-version: 6.2`.
public struct ToolsVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  public var major: Int
  public var minor: Int
  public var patch: Int

  public init(_ major: Int, _ minor: Int = 0, _ patch: Int = 0) {
    (self.major, self.minor, self.patch) = (major, minor, patch)
  }

  public static func < (left: ToolsVersion, right: ToolsVersion) -> Bool {
    (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
  }

  public var description: String { "\(major).\(minor).\(patch)" }
}
