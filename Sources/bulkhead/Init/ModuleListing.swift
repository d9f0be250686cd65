import ArchRules
import CommandLine
import PackageGraph
import Platform

/// The module list of a repository as its fetched packages make it.
struct ModuleListing {
  private let context: Context
  private let path: String
  /// The list; `nil` where nothing is known of any fetched package.
  let list: ModuleList?
  /// The packages of which nothing is known, with the folders of those that need them, in order.
  private let unknown: [(package: String, neededBy: [String])]
  /// The packages that are not at hand and stay as the list has them, in order.
  private let kept: [String]

  /// - Parameter ruleSet: the rules, which say what the repository leaves out; those in its root where none are given.
  init(_ context: Context, within ruleSet: RuleSet? = nil) throws {
    self.context = context
    path = "\(context.root)/\(ModuleList.fileName)"
    let folders = context.arguments[.scratchPath].map { [context.absolutePath($0)] } ?? []
    for folder in folders where try File.status("\(folder)/checkouts")?.kind != .folder {
      throw Failure("there is no folder checkouts in \(folder); name the folder that SwiftPM's --scratch-path or Xcode's SourcePackages is")
    }
    let fetched = try context.repositoryLoader(ruleSet).fetchedModules(scratchFolders: folders)
    var entries = fetched.list.entries
    // What is not at hand stays as the list has it.
    let kept = try ModuleListing.known(of: Set(fetched.missing.keys), in: path).filter { !fetched.list.packages.contains($0.package) }
    entries += kept
    list = entries.isEmpty ? nil : ModuleList(entries)
    let known = Set(kept.map(\.package))
    self.kept = known.sorted()
    unknown = fetched.missing.filter { !known.contains($0.key) }.map { ($0.key, $0.value) }.sorted { $0.package < $1.package }
  }

  /// Prints the list, or writes it.
  ///
  /// - Throws: `Failure` where it would lack a package that a target depends on.
  func run() throws -> ExitCode {
    if !unknown.isEmpty {
      let folders = Set(unknown.flatMap(\.neededBy)).sorted()
      throw Failure(
        "these packages are not at hand, so which modules they have cannot be told: \(unknown.map(\.package).joined(separator: ", ")). "
          + "Run swift package resolve in \(folders.joined(separator: ", ")), or name the folder they are fetched to with --scratch-path")
    }
    if context.arguments.has(.write) {
      if list == nil { context.note("the repository depends on no fetched package, so there is nothing to list") }
      try write()
    } else {
      context.output.write(String(decoding: (list ?? ModuleList([])).encoded(), as: UTF8.self))
    }
    return .success
  }

  func write() throws {
    guard let list else {
      if try File.status(path) != nil { try File.remove(path) }
      return
    }
    try File.write(list.encoded(), to: path)
    context.note("\(ModuleList.fileName) lists the modules of \(Report.count(list.packages.count, "fetched package"))")
    if !kept.isEmpty {
      context.note("these are not at hand and stay as they were: \(kept.joined(separator: ", ")); swift package resolve fetches them")
    }
  }

  /// The entries of the list at a path that some packages have, and those that these need.
  private static func known(of packages: Set<String>, in path: String) throws -> [ModuleList.Entry] {
    guard try File.status(path) != nil else { return [] }
    let list = try ModuleList(parsing: File.readRegular(path, upTo: 16 << 20))
    var found: Set<String> = []
    var pending = list.packages.intersection(packages)
    while let package = pending.popFirst() {
      guard found.insert(package).inserted else { continue }
      let needs = Set(list.entries.filter { $0.package == package }.flatMap(\.needs))
      pending.formUnion(list.entries.filter { !needs.isDisjoint(with: $0.modules) }.map(\.package))
    }
    return list.entries.filter { found.contains($0.package) }
  }
}
