import ServiceDescription

/// What stands in an image, and where it comes from.
struct Image {
  let name: String
  let purpose: String
  /// The folder that its Dockerfile is in.
  let folder: String
  let product: String
  /// The folders that the product is compiled from.
  let closure: [String]
  let packaging: ServiceDescription.Deployment.Packaging
  /// The ports that it listens on when nothing else is set, in order.
  let ports: [Int]
  let snapshot: ServiceDescription.Deployment.Snapshot?

  /// Who its process is: no name in /etc/passwd, and none needed.
  static let user = "1001:1001"
  /// Where the binary is.
  static let home = "/app"
  /// What the license file of the repository grants (an SPDX expression).
  static let licenses = "Apache-2.0"

  init(_ deployable: Deployable) {
    let description = deployable.description
    name = deployable.name
    purpose = description.purpose
    folder = deployable.folder
    product = deployable.product
    closure = deployable.closure
    packaging = description.deployment.packaging
    ports = description.ports.compactMap { deployable.settings[Self.setting(of: $0)]?.defaultValue.flatMap { Int($0) } }
    snapshot = description.deployment.snapshot
  }

  var dockerfile: String { "\(folder)/Dockerfile" }

  private static func setting(of port: ServiceDescription.Port) -> String {
    switch port {
    case .http: "PORT"
    case .health: "HEALTH_PORT"
    case .admin: "ADMIN_PORT"
    }
  }
}
