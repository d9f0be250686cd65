/// What a repository declares to belong to it, beyond what its manifests say.
public struct Scope: Sendable {
  /// Whether a folder, relative to the root, is left out: no package is looked for there, and files there that no target compiles do not
  /// count. What a target of the repository compiles is read all the same.
  public var ignores: @Sendable (_ folder: String) -> Bool
  /// The modules that no manifest declares.
  public var folderModules: [FolderModule]

  /// Whether a module's name is one of the platform's, besides those that every platform has.
  public var isPlatform: @Sendable (_ module: String) -> Bool

  /// Creates a scope; without arguments, that of a repository that declares nothing.
  public init(
    folderModules: [FolderModule] = [], ignores: @escaping @Sendable (_ folder: String) -> Bool = { _ in false },
    isPlatform: @escaping @Sendable (_ module: String) -> Bool = { _ in false }
  ) {
    self.folderModules = folderModules
    self.isPlatform = isPlatform
    self.ignores = ignores
  }
}

/// A module made of folders of Swift sources that no package has, such as an app that Xcode builds beside packages.
public struct FolderModule: Sendable {
  /// The name, as an import spells it.
  public var name: String
  /// The folder that holds all its sources, relative to the root; `.` for the root itself.
  public var folder: String
  /// Whether a Swift file, by its path relative to the root, is the module's, unless a target of a package compiles it.
  public var owns: @Sendable (_ path: String) -> Bool

  /// Creates a module.
  public init(name: String, folder: String, owns: @escaping @Sendable (_ path: String) -> Bool) {
    self.name = name
    self.folder = folder
    self.owns = owns
  }
}
