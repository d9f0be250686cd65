import ServiceDescription

/// A container image: its contents and their origin.
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

  /// The user and group of its process, which have and need no name in /etc/passwd.
  static let userID = 1001
  static let user = "\(userID):\(userID)"
  /// The folder of a process's binary.
  static let home = "/app"
  /// The license of the repository (an SPDX expression).
  static let licenses = "Apache-2.0"

  var dockerfile: String { "\(folder)/Dockerfile" }

  var packaging: ServiceDescription.Deployment.Packaging {
    if case .process(let deployment, _, _) = content { deployment.packaging } else { .static }
  }

  /// Whether a stage reads the whole repository, not the closure alone.
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

  /// Returns the image's name on the machine that builds it.
  static func localName(of name: String) -> String { "\(Monorepo.project)/\(name):dev" }
}

extension Monorepo {
  /// The images, in order of name.
  var images: [Image] { (deployables.map { Image($0) } + tools.map { Image($0) }).sorted { $0.name < $1.name } }
}
