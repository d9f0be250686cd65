/// Everything that is deployed from one repository, and what it is built with.
public struct Monorepo: Sendable, Equatable {
  /// The version of Swift that images are built with, as `.swift-version` has it: `6.3`.
  public var swiftVersion: String
  /// In order of name.
  public var deployables: [Deployable]
  /// What else has an image.
  public var tools: [ToolImage]

  public init(swiftVersion: String, deployables: [Deployable], tools: [ToolImage] = []) {
    self.swiftVersion = swiftVersion
    self.tools = tools
    self.deployables = deployables.sorted { $0.name < $1.name }
  }

  public func deployable(named name: String) -> Deployable? { deployables.first { $0.name == name } }
}
