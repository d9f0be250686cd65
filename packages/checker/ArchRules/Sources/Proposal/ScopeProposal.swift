import PackageGraph

/// What a repository is proposed to declare of its scope: folders of test data and templates that are left out, and modules made of the
/// folders that Xcode builds.
public struct ScopeProposal: Sendable {
  /// A list of folders to leave out.
  public struct Ignored: Sendable {
    /// The entry of the rules file.
    public let entry: IgnoredFolders
    /// What is in the folders, as a sentence.
    public let why: String
  }

  /// A module to make of folders.
  public struct FolderModule: Sendable, Equatable {
    /// The name of the module, and of its group.
    public let name: String
    /// The globs over its files.
    public let sources: [String]
    /// Whether a project builds it as a library.
    public let isLibrary: Bool
  }

  /// The folders to leave out, in order of paths.
  public private(set) var ignored: [Ignored] = []
  /// The modules made of folders, the tests first, then by name; one within another's folder comes before it.
  public private(set) var folderModules: [FolderModule] = []

  /// A rules file that declares the scope and nothing else, for loading the repository again.
  public var ruleSet: RuleSet {
    RuleSet(groups: folderModules.map { Group(name: $0.name, selector: .sources($0.sources)) }, ignored: ignored.map(\.entry))
  }

  /// Returns the highest folder that is named for test data, of a folder and those above it; `nil` where none is.
  public static func dataFolder(of folder: String) -> String? {
    let segments = folder.split(separator: "/")
    return segments.firstIndex { FolderWords.testData.contains(FolderWords.plain($0)) }.map { segments[...$0].joined(separator: "/") }
  }

  /// Whether it declares nothing.
  public var isEmpty: Bool { ignored.isEmpty && folderModules.isEmpty }

  /// Finds what to declare of a repository that was loaded without a scope.
  ///
  /// - Parameters:
  ///   - projects: the folders, relative to the root, that hold a project of Xcode's or a description that one is made from.
  ///   - built: those projects of Xcode's that could be read; they name their modules.
  ///   - unloadable: folders that were left out, since they cannot be loaded.
  ///   - evaluatesData: whether manifests in folders named for test data were evaluated; where not, one that is computed may be sound.
  public init(
    _ graph: ModuleGraph, projects: Set<String>, built: [XcodeProject] = [], unloadable: Set<String> = [], evaluatesData: Bool = true
  ) {
    let data = DataFolders(graph, unloadable: unloadable, evaluatesData: evaluatesData)
    ignored = data.ignored
    let left = graph.unowned.filter { !data.contains($0.folder) }
    folderModules = ProjectFolders(graph, projects: projects, built: built, unowned: left).modules
  }
}

extension Selector {
  fileprivate static func sources(_ globs: [String]) -> Selector {
    var selector = Selector()
    selector.sources = globs.map { Pattern($0) }
    return selector
  }
}
