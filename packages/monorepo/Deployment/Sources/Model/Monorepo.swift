/// The deployables and tools of one repository, and the Swift version that they are built with.
public struct Monorepo: Sendable, Equatable {
  /// The version of Swift that images are built with, as `.swift-version` has it: `6.3`.
  public var swiftVersion: String
  /// The services and the app, in order of name.
  public var deployables: [Deployable]
  /// The tools that have an image.
  public var tools: [ToolImage]

  /// Creates a monorepo.
  public init(swiftVersion: String, deployables: [Deployable], tools: [ToolImage] = []) {
    self.swiftVersion = swiftVersion
    self.tools = tools
    self.deployables = deployables.sorted { $0.name < $1.name }
  }

  /// Returns the deployable of that name.
  public func deployable(named name: String) -> Deployable? { deployables.first { $0.name == name } }
}
