import JSON

/// What a `service.json` says of a service (version 1): what runs it, what it needs, and whom it calls.
///
/// `services/<name>/service.json` describes a service, `Sources/Console/service.json` the app.
/// The format's schema is `docs/schemas/service.schema.json`.
public struct ServiceDescription: Sendable, Equatable {
  /// The version of the format.
  public static let version = 1

  /// How a process is run.
  public enum Kind: String, Sendable, CaseIterable {
    /// Answers on a port of its own, and on the one for its health.
    case server
    /// Has no port but the one for its health.
    case worker
  }

  /// What a port is for.
  public enum Port: String, Sendable, CaseIterable {
    /// The service's own, a server's: `PORT`.
    case http
    /// Liveness, readiness and metrics: `HEALTH_PORT`. Every service has it.
    case health
    /// What changes something in the running process: `ADMIN_PORT`.
    case admin
  }

  /// Another service, named in a list of this one.
  public struct Reference: Sendable, Equatable {
    public let name: String
    /// Where the file names it.
    public let position: JSONPosition?

    public init(_ name: String, position: JSONPosition? = nil) {
      self.name = name
      self.position = position
    }
  }

  /// A setting for running the service from a checkout.
  public struct Setting: Sendable, Equatable {
    public let key: String
    public let value: String

    public init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  /// The name of its folder, its product and its process: lower-case words joined by hyphens.
  public var name: String
  public var kind: Kind
  /// What it is for, in a sentence.
  public var purpose: String
  public var ports: [Port]
  /// Must be ready before it is started.
  public var needs: [Reference]
  /// Are called over HTTP; each one's address is passed to it as `<NAME>_URL`.
  public var calls: [Reference]
  /// For running it from a checkout; `.env` and the environment come before these. In the order written.
  public var environment: [Setting]
  /// How it is deployed.
  public var deployment: Deployment

  public init(
    name: String, kind: Kind, purpose: String = "", ports: [Port]? = nil, needs: [Reference] = [], calls: [Reference] = [],
    environment: [Setting] = [], deployment: Deployment = Deployment()
  ) {
    self.name = name
    self.kind = kind
    self.purpose = purpose
    self.ports = ports ?? (kind == .server ? [.http, .health] : [.health])
    self.needs = needs
    self.calls = calls
    self.environment = environment
    self.deployment = deployment
  }

  /// The variable that carries the service's address to those who call it: `TOKEN_MANAGER_URL`.
  public var addressVariable: String { Self.addressVariable(of: name) }

  public static func addressVariable(of name: String) -> String { "\(variablePrefix(of: name))_URL" }

  /// What variables about a service begin with: `TOKEN_MANAGER`.
  public static func variablePrefix(of name: String) -> String { String(name.map { $0 == "-" ? "_" : Character($0.uppercased()) }) }
}
