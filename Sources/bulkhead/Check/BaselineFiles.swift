import ArchRules
import CommandLine
import PackageGraph
import Platform

/// The baseline of a repository: one file, or one in the root and in each package's folder; read, written, shrunk.
struct BaselineFiles {
  /// The findings that the baseline leaves, and the number of those that it knows.
  struct Outcome {
    var findings: [Finding]
    var baselined: Int
  }

  private let context: Context
  /// Where a baseline may be, relative to the root.
  private let paths: [String]

  init(_ context: Context, _ graph: ModuleGraph) {
    self.context = context
    if let given = context.arguments[.baseline] {
      paths = [context.pathFromRoot(context.absolutePath(given))]
    } else {
      let folders = graph.packages.filter { !$0.isExternal }.map(\.folder)
      paths = (folders.contains(".") ? folders : ["."] + folders).map(Baseline.path(inFolder:))
    }
  }

  /// Does what the options ask of the baseline, and takes what it knows from the findings.
  func apply(to findings: [Finding]) throws -> Outcome {
    let arguments = context.arguments
    if arguments.has(.writeBaseline), arguments.has(.shrinkBaseline) {
      throw UsageError("--write-baseline and --shrink-baseline exclude each other")
    }
    if arguments[.writeBaseline] == "per-package", arguments.has(.baseline) {
      throw UsageError("--baseline names one file, --write-baseline=per-package writes several")
    }
    let baselines: [Baseline]
    if arguments.has(.writeBaseline) {
      baselines = try write(findings, perPackage: arguments[.writeBaseline] == "per-package")
    } else if arguments.has(.shrinkBaseline) {
      baselines = try shrink(to: findings)
    } else {
      baselines = try read()
    }
    let outcome = baselines.apply(to: findings)
    return Outcome(findings: (outcome.new + outcome.stale).sorted(by: Finding.isBefore), baselined: outcome.baselined)
  }

  private func read() throws -> [Baseline] {
    try paths.compactMap { path in
      let isNamed = context.arguments.has(.baseline)
      guard try isNamed || File.status(absolute(path)) != nil else { return nil }
      return try Baseline(parsing: File.read(absolute(path)), path: path)
    }
  }

  private func write(_ findings: [Finding], perPackage: Bool) throws -> [Baseline] {
    let baselines = perPackage ? Baseline.perPackage(findings) : [Baseline(findings: findings, path: paths[0])]
    // What an earlier run recorded elsewhere would hide findings twice.
    for path in paths where !baselines.contains(where: { $0.path == path }) {
      if try File.status(absolute(path)) != nil { try remove(path) }
    }
    for baseline in baselines { try save(baseline) }
    return baselines
  }

  private func shrink(to findings: [Finding]) throws -> [Baseline] {
    let baselines = try read()
    let shrunk = baselines.shrunk(to: findings)
    for (before, after) in zip(baselines, shrunk) where before != after { try save(after) }
    return shrunk
  }

  private func save(_ baseline: Baseline) throws {
    if baseline.entries.isEmpty {
      if try File.status(absolute(baseline.path)) != nil { try remove(baseline.path) }
    } else {
      try File.write(baseline.encoded(), to: absolute(baseline.path))
      let known = Report.count(baseline.entries.reduce(0) { $0 + $1.count }, "finding")
      context.note("\(baseline.path) now records \(known)")
    }
  }

  private func remove(_ path: String) throws {
    try File.remove(absolute(path))
    context.note("\(path) is removed: it has nothing left to record")
  }

  private func absolute(_ path: String) -> String { PathText.resolve(path, from: context.root) }
}
