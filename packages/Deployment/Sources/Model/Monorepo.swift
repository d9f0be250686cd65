/// Everything that is deployed from one repository, and what it is built with.
public struct Monorepo: Sendable, Equatable {
  /// The version of Swift that images are built with, as `.swift-version` has it: `6.3`.
  public var swiftVersion: String
  /// In order of name.
  public var deployables: [Deployable]

  public init(swiftVersion: String, deployables: [Deployable]) {
    self.swiftVersion = swiftVersion
    self.deployables = deployables.sorted { $0.name < $1.name }
  }

  public func deployable(named name: String) -> Deployable? { deployables.first { $0.name == name } }
}
