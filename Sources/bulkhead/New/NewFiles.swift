import CommandLine
import Platform

/// What is made and changed for something new, in memory.
struct NewFiles {
  private let root: String
  private var made: [String: [UInt8]] = [:]
  private var changed: [String: (old: [UInt8], new: [UInt8])] = [:]

  /// - Parameter files: what a template makes; a path outside of the repository, or that two files have, is a mistake in it.
  init(_ files: [Template.File], root: String) throws {
    self.root = root
    for file in files {
      if file.path.hasPrefix("/") || file.path.split(separator: "/").contains("..") || PathText.normalized(file.path) != file.path {
        throw Failure(placed: "\(file.path): a template's files must lie below the repository's root")
      }
      if made.updateValue(file.content, forKey: file.path) != nil { throw Failure(placed: "\(file.path): two files of the template have this path") }
      if try File.status("\(root)/\(file.path)", followingLink: false) != nil {
        throw Failure(placed: "\(file.path): this is there already and is not overwritten")
      }
    }
  }

  /// In order of path.
  var changes: [RepositoryChange] {
    let all =
      made.map { RepositoryChange.create(path: $0.key, bytes: $0.value) }
      + changed.map { RepositoryChange.replace(path: $0.key, old: $0.value.old, new: $0.value.new) }
    return all.sorted { $0.path < $1.path }
  }

  subscript(path: String) -> [UInt8]? { made[path] ?? changed[path]?.new }

  /// Whether the targets have tests; without a source they would be none.
  func holdsTests(_ targets: TemplateTargets) throws -> Bool {
    if !made.keys.contains(where: { $0.hasPrefix("\(targets.sources)/") }) {
      throw Failure(placed: "\(targets.sources): the template makes no file in this folder, which its target would have for sources; see docs/new.md")
    }
    return made.keys.contains { $0.hasPrefix("\(targets.tests)/") }
  }

  mutating func replace(_ path: String, _ old: [UInt8], with new: [UInt8]) {
    if new != old || changed[path] != nil { changed[path] = (changed[path]?.old ?? old, new) }
  }

  /// Changes a document that is there; where none is, or `edit` finds no place in it, nothing happens.
  mutating func edit(_ path: String, _ edit: (String) -> String?) throws {
    guard try File.status("\(root)/\(path)")?.kind == .file else { return }
    let old = try File.read("\(root)/\(path)")
    if let new = edit(String(decoding: changed[path]?.new ?? old, as: UTF8.self)) { replace(path, old, with: Array(new.utf8)) }
  }

  mutating func editManifest(_ context: Context, _ edit: (inout ManifestEdit) throws -> Void) throws {
    let old = try File.read("\(root)/Package.swift")
    var manifest = ManifestEdit(old, environment: context.environment.map { "\($0.key)=\($0.value)" }.sorted())
    try edit(&manifest)
    replace("Package.swift", old, with: manifest.bytes)
  }

  /// Takes in what `bulkhead sync` would make once all of this is in place: of services, and the drawing of the repository.
  mutating func addGenerated(_ context: Context) throws {
    let future = try FutureRepository(of: root, with: changes)
    let plan = try context.at(future.root).planSync()
    if let broken = plan.findings.first(where: { $0.kind == .markers }) { throw Failure(placed: SyncText.line(of: broken)) }
    for case .write(let path, let text) in plan.changes {
      let bytes = Array(text.utf8)
      if made[path] == nil, try File.status("\(root)/\(path)") != nil {
        replace(path, try File.read("\(root)/\(path)"), with: bytes)
      } else {
        made[path] = bytes
      }
    }
  }
}

extension Context {
  /// The same run, in another folder.
  fileprivate func at(_ root: String) -> Context {
    Context(arguments: arguments, invocation: invocation, root: root, output: output, style: style, progress: progress)
  }
}
