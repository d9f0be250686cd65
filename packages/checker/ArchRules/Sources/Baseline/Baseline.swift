import JSON

/// Findings that are known and tolerated for now, so that a wall can be built before the last hole in it is closed.
///
/// A baseline names no lines, so it survives edits: a finding is known by its rule, its modules and its file, and a cycle by the modules in it.
/// Two findings that are alike in these are counted.
public struct Baseline: Sendable, Equatable {
  public static let fileName = "bulkhead-baseline.json"
  static let version = 1

  /// The file, relative to the repository's root.
  public var path: String
  /// In order, no two of the same identity.
  public private(set) var entries: [Entry]

  public struct Entry: Sendable, Equatable {
    public let identity: Identity
    /// How many findings it stands for, at least 1.
    public let count: Int
    /// Where the entry begins in its file; `nil` for one not yet written.
    public let position: JSONPosition?
  }

  /// What makes two findings the same from one run to the next.
  public struct Identity: Sendable, Hashable, Comparable {
    public let rule: String
    public let from: String?
    public let to: String?
    /// The modules of the cycle, in order of name; empty for every other finding.
    public let cycle: [String]
    /// The file of the finding, or of the first import of its chain; `nil` for a cycle, which has no first.
    public let path: String?

    public static func < (left: Identity, right: Identity) -> Bool {
      for (a, b) in zip(left.fields, right.fields) where a != b { return a.lexicographicallyPrecedes(b) }
      return false
    }

    private var fields: [[String]] { [[rule], [from ?? ""], [to ?? ""], cycle, [path ?? ""]] }
  }

  init(path: String, entries: [Entry]) {
    self.path = path
    self.entries = entries.sorted { $0.identity < $1.identity }
  }

  /// Records the findings that a baseline may hold: all but those about the rules file and baselines, which are mended there.
  public init(findings: [Finding], path: String = Baseline.fileName) {
    var counts: [Identity: Int] = [:]
    for identity in findings.compactMap(Identity.init) { counts[identity, default: 0] += 1 }
    self.init(path: path, entries: counts.map { Entry(identity: $0, count: $1, position: nil) })
  }

  /// Records the findings in a file for each package's folder, in order of the folders. What belongs to no target goes to the root's.
  public static func perPackage(_ findings: [Finding]) -> [Baseline] {
    Dictionary(grouping: findings.filter { Identity($0) != nil }) { $0.packageFolder }
      .sorted { $0.key < $1.key }
      .map { folder, findings in Baseline(findings: findings, path: path(inFolder: folder)) }
  }

  /// Where the baseline of the package in this folder is, relative to the repository's root.
  public static func path(inFolder folder: String) -> String { folder == "." ? fileName : "\(folder)/\(fileName)" }
}

extension Baseline.Identity {
  /// `nil` where the finding is not one that a baseline may hold.
  init?(_ finding: Finding) {
    if let builtIn = BuiltInRule(id: finding.rule), !builtIn.isBaselinable { return nil }
    let isCycle = !finding.cycle.isEmpty
    self.init(
      rule: finding.rule, from: isCycle ? nil : finding.from, to: isCycle ? nil : finding.to, cycle: finding.cycle.sorted(),
      path: isCycle ? nil : finding.chain.first?.path ?? finding.path)
  }
}

extension Finding {
  /// The folder before the colon of `target`; the root's where the finding is about no target.
  fileprivate var packageFolder: String {
    guard let target, let colon = target.lastIndex(of: ":") else { return "." }
    return String(target[..<colon])
  }
}
