import CommandLine
import JSON
import PackageGraph
import Platform
import ServiceDescription
import SwiftImports

/// The repository as the invariants see it.
struct AuditSubject: Sendable {
  static let whereServicesAre = "services are looked for in services/*/ and Sources/*/service.json"

  let repository: Repository
  let files: AuditedFiles
  /// In order of their folders.
  let services: [AuditedService]
  /// The folders of packages, in order.
  let packages: [String]

  var graph: ModuleGraph { repository.graph }

  init(_ context: Context, _ repository: Repository) throws {
    self.repository = repository
    let files = try AuditedFiles(root: context.root)
    self.files = files
    packages = try PackageFolders(root: context.root).packages
    var services: [AuditedService] = []
    var mistakes: [String] = []
    for folder in try files.folders(in: "Sources").map({ "Sources/\($0)" }) where try files.exists("\(folder)/service.json") {
      services.append(try Self.service(folder, isApp: true, files, repository, &mistakes))
    }
    for folder in try files.folders(in: "services").map({ "services/\($0)" }) {
      services.append(try Self.service(folder, isApp: false, files, repository, &mistakes))
    }
    if !mistakes.isEmpty { throw Failure(placed: mistakes.joined(separator: "\n")) }
    self.services = services.sorted { $0.folder < $1.folder }
    if services.isEmpty && packages.isEmpty {
      throw Failure("there is nothing to audit here: \(Self.whereServicesAre), packages in packages/*/")
    }
  }

  private static func service(
    _ folder: String, isApp: Bool, _ files: AuditedFiles, _ repository: Repository, _ mistakes: inout [String]
  ) throws -> AuditedService {
    let path = "\(folder)/service.json"
    let module = repository.graph.executable(in: folder)
    var service = AuditedService(
      folder: folder, isApp: isApp, description: nil, namePosition: SourcePosition(line: 1, column: 1), module: module,
      product: module.flatMap { repository.executableProduct(of: $0) })
    guard let bytes = try files.bytes(path) else { return service }
    do {
      service.description = try ServiceDescription(parsing: bytes)
      if let place = (try? JSONValue(parsing: bytes))?["name"]?.position {
        service.namePosition = SourcePosition(line: place.line, column: place.column)
      }
    } catch {
      mistakes.append(error.described(in: path))
    }
    return service
  }
}
