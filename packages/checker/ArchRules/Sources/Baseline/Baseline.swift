import JSON

/// The findings that are known and tolerated for now, so that a wall can be built before its last breach is mended.
///
/// A baseline names no lines, so it survives edits: a finding is identified by its rule, its modules and its file, a cycle by the modules
/// in it, and a dependency that a manifest lacks or has too much by the target and the module alone. Findings with one identity are
/// counted.
public struct Baseline: Sendable, Equatable {
  /// The name of baseline files.
  public static let fileName = "bulkhead-baseline.json"
  static let version = 2

  /// The file, relative to the repository's root.
  public var path: String
  /// The entries in order, with distinct identities.
  public private(set) var entries: [Entry]
  /// Whether the file that it was read from is of version 1.
  let isOfVersion1: Bool

  /// An entry: an identity and a count.
  public struct Entry: Sendable, Equatable {
    /// The identity of the findings.
    public let identity: Identity
    /// The number of findings that it stands for, at least 1.
    public let count: Int
    /// The position of the entry in its file; `nil` for one not yet written.
    public let position: JSONPosition?
  }

  /// The properties by which findings are the same from one run to the next.
  public struct Identity: Sendable, Hashable, Comparable {
    /// The rule's id.
    public let rule: String
    /// The importing module's name; `nil` where there is none, and where `target` says more.
    public let from: String?
    /// The target whose manifest lacks a dependency or has it too much, as its package's folder and its name; `nil` for every other finding.
    public let target: String?
    /// The imported module's name; `nil` where there is none.
    public let to: String?
    /// The modules of the cycle, in order of name; empty for every other finding.
    public let cycle: [String]
    /// The file of the finding, or of the first import of its chain; `nil` for a cycle, which has no first, and where there is a `target`.
    public let path: String?

    public static func < (left: Identity, right: Identity) -> Bool {
      for (a, b) in zip(left.fields, right.fields) where a != b { return a.lexicographicallyPrecedes(b) }
      return false
    }

    private var fields: [[String]] { [[rule], [target ?? from ?? ""], [to ?? ""], cycle, [path ?? ""]] }
  }

  init(path: String, entries: [Entry], isOfVersion1: Bool = false) {
    self.path = path
    self.isOfVersion1 = isOfVersion1
    self.entries = entries.sorted { $0.identity < $1.identity }
  }

  /// Records the findings that a baseline may contain: all but those about the rules file and baselines, which must be mended there.
  public init(findings: [Finding], path: String = Baseline.fileName) {
    var counts: [Identity: Int] = [:]
    for identity in findings.compactMap(Identity.init) { counts[identity, default: 0] += 1 }
    self.init(path: path, entries: counts.map { Entry(identity: $0, count: $1, position: nil) })
  }

  /// Returns a baseline for each package's folder, in order of the folders. Findings that belong to no target go to the root's.
  public static func perPackage(_ findings: [Finding]) -> [Baseline] {
    Dictionary(grouping: findings.filter { Identity($0) != nil }) { $0.packageFolder }
      .sorted { $0.key < $1.key }
      .map { folder, findings in Baseline(findings: findings, path: path(inFolder: folder)) }
  }

  /// Returns the path of the baseline for the package in a folder, relative to the repository's root.
  public static func path(inFolder folder: String) -> String { folder == "." ? fileName : "\(folder)/\(fileName)" }
}

extension Baseline.Identity {
  /// Creates the identity of a finding; `nil` for one that a baseline may not contain.
  init?(_ finding: Finding) {
    if let builtIn = BuiltInRule(id: finding.rule), !builtIn.isBaselinable { return nil }
    if !finding.cycle.isEmpty {
      self.init(rule: finding.rule, from: nil, target: nil, to: nil, cycle: finding.cycle.sorted(), path: nil)
    } else if finding.dependency != nil, let target = finding.target {
      self.init(rule: finding.rule, from: nil, target: target, to: finding.to, cycle: [], path: nil)
    } else {
      self.init(
        rule: finding.rule, from: finding.from, target: nil, to: finding.to, cycle: [], path: finding.chain.first?.path ?? finding.path)
    }
  }
}

extension Finding {
  /// The folder before the colon of `target`; the root's where the finding is about no target.
  fileprivate var packageFolder: String {
    guard let target, let colon = target.lastIndex(of: ":") else { return "." }
    return String(target[..<colon])
  }
}
