import JSON
import PackageGraph
import ServiceDescription
import SwiftImports

/// A process that the repository deploys, as its folder describes it.
struct AuditedService: Sendable {
  /// Holds its `service.json`, relative to the root: `services/scheduler-worker`, `Sources/Console`.
  var folder: String
  /// Whether it is the app, which lives under `Sources/`.
  var isApp: Bool
  /// `nil` where there is no `service.json`.
  var description: ServiceDescription?
  /// Where `service.json` gives the name.
  var namePosition: SourcePosition
  /// Its executable target; `nil` where no manifest has one in its folder.
  var module: ModuleID?
  /// The name of its executable product.
  var product: String?

  /// The name of its folder.
  var folderName: String { String(folder.split(separator: "/").last ?? "") }
  var name: String { description?.name ?? folderName }
  var descriptionPath: String { "\(folder)/service.json" }
  var isWorker: Bool { description?.kind == .worker }

  /// A breach that is about what the service lacks: it stands where the service is described.
  func lacks(_ message: String, remedy: String? = nil) -> Breach { Breach(descriptionPath, namePosition, message, remedy: remedy) }
}
