import JSON

/// The description of a service in its `service.json` (version 1): its kind, its needs, its calls and its deployment.
///
/// `services/<name>/service.json` describes a service, `Sources/Console/service.json` the app. The format's schema is
/// `docs/schemas/service.schema.json`.
public struct ServiceDescription: Sendable, Equatable {
  /// The version of the format.
  public static let version = 1

  /// The kind of a process.
  public enum Kind: String, Sendable, CaseIterable {
    /// A process that answers on a port of its own, and on the one for its health.
    case server
    /// A process whose only port is the one for its health.
    case worker
  }

  /// The purpose of a port.
  public enum Port: String, Sendable, CaseIterable {
    /// The server's own port: `PORT`.
    case http
    /// The port of liveness, readiness and metrics: `HEALTH_PORT`. Every service has it.
    case health
    /// The port of administration, which changes the running process: `ADMIN_PORT`.
    case admin
  }

  /// A reference to another service.
  public struct Reference: Sendable, Equatable {
    /// The other service's name.
    public let name: String
    /// The position in the file.
    public let position: JSONPosition?

    /// Creates a reference.
    public init(_ name: String, position: JSONPosition? = nil) {
      self.name = name
      self.position = position
    }
  }

  /// A setting for running the service from a checkout.
  public struct Setting: Sendable, Equatable {
    /// The environment variable.
    public let key: String
    /// The value.
    public let value: String

    /// Creates a setting.
    public init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  /// The name of its folder, its product and its process: lower-case words joined by hyphens.
  public var name: String
  /// The kind.
  public var kind: Kind
  /// The purpose, a sentence.
  public var purpose: String
  /// The ports, in the order written.
  public var ports: [Port]
  /// The services that must be ready before it is started.
  public var needs: [Reference]
  /// The services that it calls over HTTP; each one's address is passed to it as `<NAME>_URL`.
  public var calls: [Reference]
  /// Whether it has a schema and a role of its own in PostgreSQL, whose URL it is given as `DATABASE_URL`.
  public var database: Bool
  /// The settings for running it from a checkout, in the order written; `.env` and the environment take precedence.
  public var environment: [Setting]
  /// The deployment.
  public var deployment: Deployment

  /// Creates a description.
  public init(
    name: String, kind: Kind, purpose: String = "", ports: [Port]? = nil, needs: [Reference] = [], calls: [Reference] = [],
    database: Bool = false, environment: [Setting] = [], deployment: Deployment = Deployment()
  ) {
    self.name = name
    self.kind = kind
    self.purpose = purpose
    self.ports = ports ?? (kind == .server ? [.http, .health] : [.health])
    self.needs = needs
    self.calls = calls
    self.database = database
    self.environment = environment
    self.deployment = deployment
  }

  /// The setting with the URL of a service's schema.
  public static let databaseVariable = "DATABASE_URL"

  /// The variable with the service's address in its callers' environment: `TOKEN_MANAGER_URL`.
  public var addressVariable: String { Self.addressVariable(of: name) }

  /// Returns the variable with the address of the service of that name.
  public static func addressVariable(of name: String) -> String { "\(variablePrefix(of: name))_URL" }

  /// Returns the prefix of variables about a service: `TOKEN_MANAGER`.
  public static func variablePrefix(of name: String) -> String { String(name.map { $0 == "-" ? "_" : Character($0.uppercased()) }) }
}
