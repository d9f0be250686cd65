import ArchRules
import Calendar
import PackageGraph
import Platform

/// Reader of a checkout, which knows when it has changed since.
struct RepositoryReader: Sendable {
  /// Folder with `arch-rules.json`, or the one given.
  let root: String

  /// Outcome of reading, with the fingerprint of what was read.
  struct Reading: Sendable {
    var architecture: Architecture
    var fingerprint: Fingerprint
  }

  /// Reader of the checkout that a folder is in: the nearest with `arch-rules.json` from there upward, or else with a manifest; `nil` where there is none.
  static func find(from folder: String) -> RepositoryReader? {
    let roots = ["arch-rules.json", "Package.swift"].lazy.compactMap { try? Folder.nearest(from: folder, holding: [$0]) }
    return roots.first.map { RepositoryReader(root: $0) }
  }

  /// Whether the folder itself, and not one above it, holds rules or a manifest.
  static func isCheckout(_ folder: String) -> Bool { holds(folder, "arch-rules.json") || holds(folder, "Package.swift") }

  private static func holds(_ folder: String, _ file: String) -> Bool { (try? File.status("\(folder)/\(file)")) != nil }

  /// Reads manifests, sources and rules and judges them, on all cores; takes tens of milliseconds for a large repository.
  ///
  /// - Throws: `RepositoryError`, `RuleSetError` or `PlatformError`, whose descriptions say what to mend.
  func read(today: CalendarDate) throws -> Reading {
    let rulesFile = "\(root)/arch-rules.json"
    let ruleSet = try File.status(rulesFile) == nil ? nil : RuleSet(parsing: Self.read(rulesFile), path: "arch-rules.json")
    let repository = try RepositoryLoader(root: root, options: .init(scope: ruleSet?.scope ?? Scope())).load()
    let folders = repository.graph.packages.filter { !$0.isExternal }.map(\.folder)
    let baselines = try (folders.contains(".") ? folders : ["."] + folders).map(Baseline.path(inFolder:)).compactMap { path in
      try File.status("\(repository.root)/\(path)") == nil ? nil : Baseline(parsing: Self.read("\(repository.root)/\(path)"), path: path)
    }
    let name = repository.root.split(separator: "/").last.map(String.init) ?? repository.root
    let architecture = Architecture(
      name: name, graph: repository.graph, ruleSet: ruleSet, baselines: baselines, lines: try lines(of: repository), today: today)
    let baselineFiles = baselines.map(\.path)
    let sources = repository.sources.joined().map(\.path)
    let manifests = repository.graph.packages.filter { !$0.isExternal }.map(\.manifest)
    return Reading(
      architecture: architecture,
      fingerprint: Fingerprint(root: repository.root, files: sources + manifests + baselineFiles + ["arch-rules.json"]))
  }

  private static func read(_ path: String) throws(RegularFileError) -> [UInt8] { try File.readRegular(path, upTo: RuleSet.sizeLimit) }

  private func lines(of repository: Repository) throws -> [Int] {
    var reader = FileReader()
    var lines = repository.graph.modules.map { _ in 0 }
    for (module, sources) in repository.sources.enumerated() {
      for source in sources where source.language == .swift {
        lines[module] += try reader.read("\(repository.root)/\(source.path)") { bytes in bytes.count { $0 == 0x0A } }
      }
    }
    return lines
  }
}
