import CommandLine
import JSON
import Platform
import ServiceDescription

/// The repository whose services are run.
struct Checkout: Sendable {
  /// An absolute path.
  let root: String
  /// In order of need.
  let order: ServiceOrder
  /// The services under `Sources/`: the app, which is told where the fleet's state is.
  let apps: Set<String>
  /// Each service's folder, relative to the root.
  let folders: [String: String]

  /// Reads every `services/*/service.json` and `Sources/*/service.json`, or throws every mistake in them.
  init(root: String) throws {
    self.root = root
    var entries: [ServiceOrder.Entry] = []
    var apps: Set<String> = []
    var folders: [String: String] = [:]
    var mistakes: [String] = []
    for parent in ["services", "Sources"] where try File.status("\(root)/\(parent)")?.kind == .folder {
      for entry in try Folder.entries("\(root)/\(parent)") {
        let path = "\(parent)/\(entry.name)/service.json"
        guard try File.status("\(root)/\(path)")?.kind == .file else { continue }
        do {
          let description = try ServiceDescription(parsing: File.read("\(root)/\(path)"))
          entries.append(.init(description, path: path))
          folders[description.name] = "\(parent)/\(entry.name)"
          if parent == "Sources" { apps.insert(description.name) }
        } catch let error as JSONMistakes {
          mistakes.append(error.described(in: path))
        }
      }
    }
    if !mistakes.isEmpty { throw Failure(placed: mistakes.joined(separator: "\n")) }
    if entries.isEmpty {
      throw Failure("there is no service in \(root): expected services/<name>/service.json; --root names another repository")
    }
    order = try ServiceOrder(entries)
    self.apps = apps
    self.folders = folders
  }

  /// The service of that name, or an error that names the nearest.
  func service(named name: String) throws(Failure) -> ServiceDescription {
    if let service = order.services.first(where: { $0.name == name }) { return service }
    let hint = Nearest.hint(for: name, among: order.services.map(\.name).sorted())
    throw Failure("there is no service '\(name)' in \(root); \(hint)")
  }

  /// The folder of `--root`; else the nearest from the current one upward with services/, with a description of the app, or with a manifest.
  static func findRoot(given: String?) throws -> String {
    let current = try Folder.current()
    if let given {
      let path = given.hasPrefix("/") ? given : "\(current)/\(given)"
      guard try File.status(path)?.kind == .folder else { throw Failure("--root \(given): there is no such folder") }
      return try File.realPath(path)
    }
    return try Folder.nearest(from: current, holding: ["services", "Package.swift"]) ?? current
  }
}
