import JSON

/// What `services/<name>/service.json` says of a service (version 1).
public struct ServiceDescription: Sendable {
  /// How a process is run: a server answers on a port of its own, a worker has none.
  public enum Kind: String, Sendable, CaseIterable { case server, worker }

  /// The name of its folder, its product and its process.
  public let name: String
  public let kind: Kind

  public init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}
