import Deployment
import ServiceDescription
import YAML

/// Four services and the app: each has something that the others have not.
enum SampleFleet {
  static let monorepo = Monorepo(
    swiftVersion: "6.3",
    deployables: [
      deployable(
        ServiceDescription(
          name: "api", kind: .server, calls: [.init("scribe"), .init("auth")],
          deployment: .init(replicas: .init(minimum: 2, maximum: 6), resources: .init(cpu: "250m", memory: "64Mi", memoryLimit: "192Mi")))),
      deployable(ServiceDescription(name: "auth", kind: .server, deployment: .init(replicas: .init(minimum: 2, maximum: 2)))),
      deployable(
        ServiceDescription(name: "scribe", kind: .server, needs: [.init("auth")], calls: [.init("auth")], deployment: .init(packaging: .runtime))),
      deployable(
        ServiceDescription(
          name: "courier", kind: .worker, ports: [.health, .admin], calls: [.init("scribe")], environment: [.init("ROUTES_FILE", "routes.txt")],
          deployment: .init(files: ["ROUTES_FILE"], internet: true)),
        files: ["ROUTES_FILE": "a: 1\nb: \"2\"\n"]),
      deployable(ServiceDescription(name: "console", kind: .server, deployment: .init(watches: true)), folder: "Sources/Console"),
    ])

  static func deployable(_ description: ServiceDescription, folder: String? = nil, files: [String: String] = [:]) -> Deployable {
    let defaults = [("PORT", "8080"), ("HEALTH_PORT", "9000"), ("ADMIN_PORT", "9001"), ("SHUTDOWN_DELAY", "0s"), ("SHUTDOWN_TIMEOUT", "1m")]
    return Deployable(
      description: description,
      settings: SettingsDocument(
        service: description.name, settings: defaults.map { .init(key: $0.0, kind: "string", help: "H.", defaultValue: $0.1) }),
      folder: folder ?? "services/\(description.name)", product: description.name, module: description.name, closure: [], files: files)
  }

  private static let files = Dictionary(uniqueKeysWithValues: monorepo.generatedFiles.filter { $0.extent == .whole }.map { ($0.path, $0.content) })
  private static let base = Dictionary(
    uniqueKeysWithValues: files.filter { $0.key.hasPrefix("deploy/kubernetes/") }.map { path, content in
      (path, try? YAML.documents(parsing: Array(content.utf8)))
    })

  /// The objects of a generated file, in order; none where there is no such file.
  static func objects(_ path: String) -> [YAML] { (base[path] ?? nil) ?? [] }

  /// A service's object of a kind.
  static func object(_ kind: String, _ service: String) -> YAML? {
    objects("deploy/kubernetes/base/\(service).yaml").first { $0["kind"]?.string == kind }
  }
}

extension YAML {
  /// The value that a way of keys and numbers of elements leads to: `spec/containers/0/env`.
  func at(_ way: String) -> YAML? {
    way.split(separator: "/").reduce(Optional(self)) { value, step in
      if let index = Int(step), let list = value?.list { return list.indices.contains(index) ? list[index] : nil }
      return value?[String(step)]
    }
  }
}
