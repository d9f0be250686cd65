import ArchRules
import CommandLine
import PackageGraph
import Platform

/// Makes changes of dependencies in the texts of manifests: in memory first, in the files when asked.
struct ManifestFixer {
  /// A manifest with the changes made so far.
  private struct Draft {
    let path: String
    let old: [UInt8]
    var new: [UInt8]
    /// What the new text declares.
    var manifest: Manifest
    /// The dependencies of each target that changed, by the indexes that they had at first; `nil` for one that is added.
    var order: [String: [Int?]] = [:]
  }

  private let repository: Repository
  private let environment: [String]
  private var drafts: [Int: Draft] = [:]

  init(_ repository: Repository, environment: [String]) {
    self.repository = repository
    self.environment = environment
  }

  /// The changes as a patch.
  var patch: String { changed.map { UnifiedDiff.text(from: $0.old, to: $0.new, path: $0.path) }.joined() }

  /// Writes the manifests that change, each as a whole.
  ///
  /// - Throws: `Failure` where one is not as it was read; nothing is written then.
  func write() throws {
    for draft in changed where try isLink(draft.path) || File.read("\(repository.root)/\(draft.path)") != draft.old {
      throw Failure(placed: "\(draft.path): this has changed meanwhile, so nothing was written; run the command again")
    }
    for draft in changed { try File.write(draft.new, to: "\(repository.root)/\(draft.path)") }
  }

  private var changed: [Draft] { drafts.sorted { $0.key < $1.key }.map(\.value).filter { $0.old != $0.new } }

  // MARK: One change

  /// Makes a change in memory, where the text then declares that and nothing else anew; returns why it could not be made.
  ///
  /// - Throws: `PlatformError` where the manifest cannot be read.
  mutating func make(_ fix: DependencyFix) throws -> FixDoubt? {
    if let obstacle = try obstacle(to: fix) { return obstacle }
    return try change(fix) ? nil : .computed
  }

  /// What keeps a manifest from being changed, as far as is known without a look at its text.
  func obstacle(to fix: DependencyFix) throws -> FixDoubt? {
    guard let package = repository.graph.modules[fix.target].package, repository.manifests[package].reader == .static else { return .computed }
    return try isLink(repository.graph.packages[package].manifest) ? .linkedManifest : nil
  }

  private func isLink(_ path: String) throws -> Bool { try File.status("\(repository.root)/\(path)", followingLink: false)?.kind == .link }

  private mutating func change(_ fix: DependencyFix) throws -> Bool {
    guard let package = repository.graph.modules[fix.target].package, let name = repository.graph.modules[fix.target].target,
      var draft = try draft(package), let target = draft.manifest.targets.firstIndex(where: { $0.name == name })
    else { return false }
    var order = draft.order[name] ?? Array(draft.manifest.targets[target].dependencies.indices)
    switch fix.change {
    case .add(let addition):
      if let dependency = addition.package, !draft.manifest.dependencies.contains(dependency) {
        guard let source = dependency.source, let bytes = text(draft, package)?.addingPackage(source), let read = read(bytes, package) else {
          return false
        }
        var others = read.dependencies
        guard let place = others.firstIndex(of: dependency) else { return false }
        others.remove(at: place)
        guard others == draft.manifest.dependencies else { return false }
        draft.new = bytes
        draft.manifest.dependencies = read.dependencies
      }
      guard let choice = addition.choices.first, let (bytes, index) = text(draft, package)?.addingDependency(choice, toTarget: name) else {
        return false
      }
      draft.new = bytes
      order.insert(nil, at: index)
      draft.manifest.targets[target].dependencies.insert(choice, at: index)
    case .remove(let places):
      for place in places {
        guard let index = order.firstIndex(of: place), let bytes = text(draft, package)?.removingDependency(at: index, ofTarget: name) else {
          return false
        }
        draft.new = bytes
        order.remove(at: index)
        draft.manifest.targets[target].dependencies.remove(at: index)
      }
    }
    draft.order[name] = order
    guard read(draft.new, package) == draft.manifest else { return false }
    drafts[package] = draft
    return true
  }

  /// A manifest as it is so far; `nil` where its text does not say all, or is not what was evaluated.
  private func draft(_ package: Int) throws -> Draft? {
    if let draft = drafts[package] { return draft }
    let loaded = repository.manifests[package]
    let path = repository.graph.packages[package].manifest
    let bytes = try File.read("\(repository.root)/\(path)")
    guard read(bytes, package) == loaded.manifest else { return nil }
    return Draft(path: path, old: bytes, new: bytes, manifest: loaded.manifest)
  }

  private func text(_ draft: Draft, _ package: Int) -> ManifestText? {
    ManifestText(draft.new, folder: folder(package), environment: environment)
  }

  private func read(_ bytes: [UInt8], _ package: Int) -> Manifest? {
    StaticManifestReader.read(bytes, folder: folder(package), environment: environment)?.manifest
  }

  private func folder(_ package: Int) -> String { PathText.resolve(repository.graph.packages[package].folder, from: repository.root) }
}
