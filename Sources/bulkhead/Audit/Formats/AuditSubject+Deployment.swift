import CommandLine
import JSON
import ServiceDescription
import SwiftImports
import YAML

/// One service as a compose file describes it.
struct ComposedService: Sendable {
  var path: String
  var name: String
  /// Where its name stands.
  var position: SourcePosition
  var value: YAML

  /// A variable of its environment, which is a map or a list of `KEY=VALUE`.
  func environment(_ key: String) -> String? {
    if let list = value["environment"]?.list {
      return list.compactMap(\.string).last { $0.hasPrefix("\(key)=") }.map { String($0.dropFirst(key.utf8.count + 1)) }
    }
    return value["environment"]?[key].flatMap(\.text)
  }
}

/// One Deployment, StatefulSet or DaemonSet of Kubernetes, or a patch of one.
struct AuditedWorkload: Sendable {
  var path: String
  /// Where its name stands.
  var position: SourcePosition
  var pod: YAML
  var containers: [YAML]

  /// Whether it is more than a patch: its container names an image.
  var isWhole: Bool { containers.contains { $0["image"] != nil } }

  /// A variable that a container is given.
  func environment(_ key: String) -> String? {
    containers.lazy.flatMap { $0["env"]?.list ?? [] }.filter { $0["name"]?.string == key }.compactMap { $0["value"]?.text }.first
  }
}

extension AuditSubject {
  static let developmentCompose = "compose.yaml"
  static let productionCompose = "deploy/compose.prod.yaml"
  static let kubernetesFolder = "deploy/kubernetes"

  /// The Dockerfile of a service; `nil` where there is none.
  func dockerfile(of service: AuditedService) throws -> DockerfileText? {
    let path = "\(service.folder)/Dockerfile"
    return try files.lines(path).map { try DockerfileText(lines: $0, path: path) }
  }

  /// The settings of a service, as its settings.json and that of the chassis list them; `nil` where it has no such file.
  func settings(of service: AuditedService) throws -> SettingsDocument? {
    guard let own = try document("\(service.folder)/settings.json", { bytes throws(JSONMistakes) in try SettingsDocument(parsing: bytes) })
    else { return nil }
    let chassis = try document(ChassisSettingsDocument.path) { bytes throws(JSONMistakes) in try ChassisSettingsDocument(parsing: bytes) }
    return chassis.map { own.adding($0, for: service.description?.kind ?? .server) } ?? own
  }

  private func document<Document>(_ path: String, _ parse: ([UInt8]) throws(JSONMistakes) -> Document) throws -> Document? {
    guard let bytes = try files.bytes(path) else { return nil }
    do { return try parse(bytes) } catch { throw Failure(placed: error.described(in: path)) }
  }

  /// The services of a compose file, in its order; `nil` where there is no such file.
  func composeServices(in path: String) throws -> [ComposedService]? {
    guard let document = try files.yaml(path)?.first else { return nil }
    guard let services = document["services"]?.map else {
      throw Failure(placed: "\(path):\(document.place.line):\(document.place.column): expected a map of services, as compose files have it")
    }
    return services.map { ComposedService(path: path, name: $0.key, position: SourcePosition($0.keyPosition), value: $0.value) }
  }

  /// A service in every compose file of the repository.
  func composeServices(of service: AuditedService) throws -> [ComposedService] {
    try [Self.developmentCompose, Self.productionCompose, "\(service.folder)/compose.yaml"].flatMap { path in
      try (composeServices(in: path) ?? []).filter { $0.name == service.name }
    }
  }

  /// What runs a service in Kubernetes, in every manifest and patch.
  func workloads(of service: AuditedService) throws -> [AuditedWorkload] {
    try files.files(below: Self.kubernetesFolder).filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.flatMap { path in
      try (files.yaml(path) ?? []).compactMap { document -> AuditedWorkload? in
        guard let kind = document["kind"]?.string, ["Deployment", "StatefulSet", "DaemonSet"].contains(kind),
          let name = document["metadata"]?["name"], name.string == service.name, let pod = document["spec"]?["template"]?["spec"]
        else { return nil }
        return AuditedWorkload(path: path, position: name.place, pod: pod, containers: pod["containers"]?.list ?? [])
      }
    }
  }
}

extension AuditedFiles {
  /// The documents of a YAML file; `nil` where it is not there.
  func yaml(_ path: String) throws -> [YAML]? {
    guard let bytes = try bytes(path) else { return nil }
    do { return try YAML.documents(parsing: bytes) } catch { throw Failure(placed: "\(path):\(error)") }
  }
}

extension YAML {
  /// Where it stands.
  var place: SourcePosition { SourcePosition(position) }

  /// A scalar as it is written, near enough: `true`, `30`, `30s`.
  var text: String? {
    switch content {
    case .bool(let value): String(value)
    case .int(let value): String(value)
    case .decimal(let text), .string(let text): text
    default: nil
    }
  }
}

extension SourcePosition {
  init(_ position: YAMLPosition?) { self.init(line: position?.line ?? 1, column: position?.column ?? 1) }
}
