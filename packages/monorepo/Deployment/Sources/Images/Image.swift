import ServiceDescription

/// What stands in an image, and where it comes from.
struct Image {
  enum Content {
    case process(ServiceDescription.Deployment, ports: [Int], environment: [ServiceDescription.Setting])
    case tool
  }

  let name: String
  let purpose: String
  /// The folder that its Dockerfile is in.
  let folder: String
  let product: String
  /// The folders that the product is compiled from.
  let closure: [String]
  /// `server`, `worker` or `tool`.
  let kind: String
  let content: Content

  /// Who its process is, user and group: no name in /etc/passwd, and none needed.
  static let userID = 1001
  static let user = "\(userID):\(userID)"
  /// Where the binary of a process is.
  static let home = "/app"
  /// What the license file of the repository grants (an SPDX expression).
  static let licenses = "Apache-2.0"

  var dockerfile: String { "\(folder)/Dockerfile" }

  var packaging: ServiceDescription.Deployment.Packaging {
    if case .process(let deployment, _, _) = content { deployment.packaging } else { .static }
  }

  /// Whether a stage looks at the whole repository, not the closure alone.
  var readsRepository: Bool {
    if case .process(let deployment, _, _) = content { deployment.snapshot != nil } else { false }
  }
}

extension Image {
  init(_ deployable: Deployable) {
    let description = deployable.description
    let ports = description.ports.compactMap { deployable.port($0) }
    self.init(
      name: deployable.name, purpose: description.purpose, folder: deployable.folder, product: deployable.product, closure: deployable.closure,
      kind: description.kind.rawValue, content: .process(description.deployment, ports: ports, environment: description.environment))
  }

  init(_ tool: ToolImage) {
    self.init(
      name: tool.product, purpose: tool.purpose, folder: tool.folder, product: tool.product, closure: tool.closure, kind: "tool", content: .tool)
  }

  /// What it is called on the machine that builds it.
  static func localName(of name: String) -> String { "\(Monorepo.project)/\(name):dev" }
}

extension Monorepo {
  /// In order of name.
  var images: [Image] { (deployables.map { Image($0) } + tools.map { Image($0) }).sorted { $0.name < $1.name } }
}
