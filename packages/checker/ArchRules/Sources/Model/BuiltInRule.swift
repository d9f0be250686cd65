import PackageGraph

/// The checks that are made whether or not a rule asks for them, so that nothing passes silently. Ids never change their meaning.
public enum BuiltInRule: String, Sendable, CaseIterable {
  // About the rules file and the baseline.
  case unmatchedGlob = "unmatched-glob"
  case unmatchedIgnore = "unmatched-ignore"
  case unboundRule = "unbound-rule"
  case needlessOptional = "needless-optional"
  case unusedGroup = "unused-group"
  case ambiguousLayer = "ambiguous-layer"
  case staleException = "stale-exception"
  case expiredException = "expired-exception"
  case staleBaseline = "stale-baseline"
  // About the repository: the notices of its graph, by the same names.
  case conflictMarker = "conflict-marker"
  case foreignSource = "foreign-source"
  case sharedSource = "shared-source"
  case emptyTarget = "empty-target"
  case unknownDependency = "unknown-dependency"
  case hiddenImport = "hidden-import"
  case unreadableManifest = "unreadable-manifest"
  case missingPackage = "missing-package"
  case staleModules = "stale-modules"

  /// Returns the check that a notice belongs to.
  public init(_ notice: Notice.Kind) { self.init(rawValue: notice.rawValue)! }

  /// Returns the check of that id, such as `bulkhead/unmatched-glob`; `nil` for any other.
  public init?(id: String) {
    guard id.hasPrefix(Self.prefix) else { return nil }
    self.init(rawValue: String(id.dropFirst(Self.prefix.count)))
  }

  /// The id in findings: `bulkhead/unmatched-glob`.
  public var id: String { Self.prefix + rawValue }

  private static let prefix = "bulkhead/"

  /// Whether a baseline may record its findings. Those about the rules file and the files beside it are mended in these, not tolerated,
  /// and a package that cannot be read is left out there, with a reason.
  public var isBaselinable: Bool {
    switch self {
    case .unmatchedGlob, .unmatchedIgnore, .unreadableManifest, .unboundRule, .needlessOptional, .unusedGroup, .ambiguousLayer, .staleException,
      .expiredException, .staleBaseline, .staleModules:
      false
    case .conflictMarker, .foreignSource, .sharedSource, .emptyTarget, .unknownDependency, .hiddenImport, .missingPackage: true
    }
  }

  /// The severity of its findings: those that the check was not done, or not as meant, are errors.
  public var severity: Severity {
    switch self {
    case .unusedGroup, .emptyTarget, .missingPackage, .staleModules: .warning
    default: .error
    }
  }

  /// The meaning of its findings, as a sentence.
  public var summary: String {
    switch self {
    case .unmatchedGlob: "A path glob of a group or selector matches the folder of no target."
    case .unmatchedIgnore: "A glob of \"ignore\" matches no folder, so nothing is left out by it."
    case .unboundRule: "A rule binds no target, so it can refuse nothing."
    case .needlessOptional: "A group is marked optional, but something matches it."
    case .expiredException: "An exception is past the last day on which it excepts."
    case .unusedGroup: "A group that no rule speaks of."
    case .ambiguousLayer: "A target is in more than one layer of a rule, so where it stands is not known."
    case .staleException: "An exception excepts nothing: no import that its rule would refuse matches it."
    case .staleBaseline: "A baseline entry records more findings than there are."
    case .conflictMarker: "A source has a version-control conflict marker; the compiler skips the text behind it."
    case .foreignSource: "A source or package is a link into another target's folder, out of the repository, or to nowhere."
    case .sharedSource: "Two targets own the same source file."
    case .emptyTarget: "A target's folder is missing or has no sources."
    case .unknownDependency: "A target declares a dependency that neither its package nor a dependency of it provides."
    case .hiddenImport: "A target's compiler flags import or compile what its sources do not name, so that no import shows it."
    case .unreadableManifest: "A manifest cannot be evaluated, so that nothing of its package is checked."
    case .missingPackage: "A package that a manifest depends on by path is not there, so which modules it supplies is not known."
    case .staleModules: "The module list, arch-modules.json, lacks a product that a manifest names, or has a package that nothing names any more."
    }
  }

  /// The remedy: how to mend its findings.
  public var remedy: String {
    switch self {
    case .unmatchedGlob: "Correct the glob, remove it, or, where its first target is still to come, say so with \"optional\" and why."
    case .unmatchedIgnore: "Correct the glob, or remove it."
    case .unboundRule: "Correct what the rule names, remove the rule, or mark the groups that are still empty as \"optional\"."
    case .needlessOptional: "Remove the \"optional\" marker: from now on the group must have a member."
    case .unusedGroup: "Name the group in a rule, or remove it."
    case .ambiguousLayer: "Let the selections of the rule's layers overlap nowhere."
    case .staleException: "Remove the exception: the wall stands without it."
    case .expiredException: "Mend what was excepted and remove the exception, or agree on a later day."
    case .staleBaseline: "Run bulkhead check --shrink-baseline, so that what was mended stays mended."
    case .conflictMarker: "Resolve the conflict and remove the markers."
    case .foreignSource: "Move the source to the target that owns it, and let others import that target."
    case .sharedSource: "Let one target own the file, and let the other import that target."
    case .emptyTarget: "Add the target's sources, correct its path, or remove it from the manifest."
    case .unknownDependency: "Correct the name, or add the package that provides it."
    case .hiddenImport: "Remove the flag from the target's unsafeFlags, and write the import into its sources."
    case .unreadableManifest:
      "Mend the manifest, or, where it is broken on purpose, leave its folder out: \"ignore\" in the rules file, with a reason."
    case .missingPackage: "Put the package where the manifest looks for it, or correct the path."
    case .staleModules: "Run swift package resolve, and then bulkhead init --modules --write."
    }
  }
}
