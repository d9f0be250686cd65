import CommandLine
import Deployment
import JSON
import PackageGraph
import Platform
import ServiceDescription

extension Context {
  /// Reads what is deployed from the repository: each `services/*/service.json` and `Sources/*/service.json`, with the settings beside it
  /// and those of the chassis. Throws every mistake in them.
  func loadMonorepo(_ repository: Repository) throws -> Monorepo {
    var mistakes: [String] = []
    var deployables: [Deployable] = []
    // A repository of another layout may have no chassis; then a service's settings.json lists all that it can be set to.
    let hasChassis = try File.status("\(root)/\(ChassisSettingsDocument.path)") != nil
    let chassis = hasChassis ? try read(ChassisSettingsDocument.path, &mistakes) { try ChassisSettingsDocument(parsing: $0) } : nil
    for folder in try serviceFolders() {
      guard let description = try read("\(folder)/service.json", &mistakes, { try ServiceDescription(parsing: $0) }),
        let settings = try read("\(folder)/settings.json", &mistakes, { try SettingsDocument(parsing: $0) })
      else { continue }
      guard let target = repository.graph.executable(in: folder) else {
        mistakes.append("\(folder)/service.json:1:1: no manifest has an executable target in \(folder); add one to Package.swift")
        continue
      }
      deployables.append(
        Deployable(
          description: description, settings: chassis.map { settings.adding($0, for: description.kind) } ?? settings, folder: folder,
          product: Self.product(of: target, repository),
          module: repository.graph.modules[target].name, closure: repository.graph.closureFolders(of: [target]),
          files: try files(of: description, "\(folder)/service.json", &mistakes),
          migrations: try migrations(of: description, in: folder, &mistakes)))
    }
    if !mistakes.isEmpty { throw Failure(placed: mistakes.joined(separator: "\n")) }
    return Monorepo(swiftVersion: try swiftVersion(), deployables: deployables, tools: tools(repository))
  }

  /// The checker, where the repository is the one that it is made in.
  private func tools(_ repository: Repository) -> [ToolImage] {
    let folder = "Sources/bulkhead"
    guard let target = repository.graph.executable(in: folder) else { return [] }
    return [
      ToolImage(
        product: Self.product(of: target, repository), purpose: "Checks the walls of Swift monorepos.", folder: folder,
        closure: repository.graph.closureFolders(of: [target]))
    ]
  }

  /// The folders with a `service.json`, relative to the root, in order.
  func serviceFolders() throws -> [String] {
    var folders: [String] = []
    for parent in ["services", "Sources"] where try File.status("\(root)/\(parent)")?.kind == .folder {
      for entry in try Folder.entries("\(root)/\(parent)") {
        let folder = "\(parent)/\(entry.name)"
        if try File.status("\(root)/\(folder)/service.json")?.kind == .file { folders.append(folder) }
      }
    }
    return folders.sorted()
  }

  private func read<Document>(_ path: String, _ mistakes: inout [String], _ parse: ([UInt8]) throws -> Document) throws -> Document? {
    guard try File.status("\(root)/\(path)")?.kind == .file else {
      mistakes.append("\(path):1:1: there is no such file; a service prints its settings with --print-env=own")
      return nil
    }
    do {
      return try parse(File.read("\(root)/\(path)"))
    } catch let error as JSONMistakes {
      mistakes.append(error.described(in: path))
      return nil
    }
  }

  /// The texts of the files that a service brings along, by setting.
  func files(of description: ServiceDescription, _ path: String, _ mistakes: inout [String]) throws -> [String: String] {
    var texts: [String: String] = [:]
    for key in description.deployment.files {
      guard let file = description.environment.first(where: { $0.key == key })?.value else { continue }
      // A file that goes with a deployment is one of settings; a cluster takes 1 MiB of them.
      guard !file.hasPrefix("/"), let status = try File.status("\(root)/\(file)"), status.kind == .file, status.size <= 1 << 19,
        let text = String(validating: try File.read("\(root)/\(file)"), as: UTF8.self)
      else {
        mistakes.append("\(path):1:1: \(key) is brought along, and \(file) is no text file of the repository of 512 KB at most")
        continue
      }
      texts[key] = text
    }
    return texts
  }

  /// The steps of a service's schema, in order.
  private func migrations(
    of description: ServiceDescription, in folder: String, _ mistakes: inout [String]
  ) throws -> [MigrationFile] {
    let parent = "\(folder)/\(Deployable.migrationsFolder)"
    guard folder.hasPrefix("services/"), try File.status("\(root)/\(parent)")?.kind == .folder else { return [] }
    if !description.database {
      mistakes.append("\(folder)/service.json:1:1: there is \(parent), and no database to migrate; add \"database\": true, or remove the folder")
    }
    var migrations: [MigrationFile] = []
    for entry in try Folder.entries("\(root)/\(parent)").sorted(by: { $0.name < $1.name }) where !entry.name.hasPrefix(".") {
      let path = "\(parent)/\(entry.name)"
      guard entry.kind == .file, let text = String(validating: try File.read("\(root)/\(path)"), as: UTF8.self), !text.utf8.contains(0) else {
        mistakes.append("\(path):1:1: expected a file of SQL, in UTF-8")
        continue
      }
      guard let migration = MigrationFile(file: entry.name, text: text) else {
        mistakes.append("\(path):1:1: expected a name such as 0002-what.sql: four digits, and lower-case words joined by hyphens")
        continue
      }
      migrations.append(migration)
      if migration.number != migrations.count {
        let place = String(String(10_000 + migrations.count).dropFirst())
        mistakes.append("\(path):1:1: expected the number \(place), by its place: numbers go up by one from 0001 on, and none stands twice")
      }
    }
    return migrations
  }

  private func swiftVersion() throws -> String {
    let path = "\(root)/.swift-version"
    guard try File.status(path)?.kind == .file else {
      throw Failure(placed: ".swift-version:1:1: there is no such file; write the version of Swift that images are built with into it, such as 6.3")
    }
    let text = String(decoding: try File.read(path), as: UTF8.self)
    return String(text.prefix { !$0.isWhitespace })
  }

  private static func product(of target: ModuleID, _ repository: Repository) -> String {
    let module = repository.graph.modules[target]
    return repository.executableProduct(of: target) ?? module.target ?? module.name
  }
}
