import Addresses
import HTTP
import Telemetry

/// The settings that every process has.
struct ChassisSettings: Sendable {
  let version: String
  let host: String
  /// The service's own port; `nil` for a worker.
  let port: UInt16?
  let healthPort: UInt16
  let adminPort: UInt16
  let adminToken: Secret?
  let logLevels: LogLevels
  let logFormat: LogFormatChoice
  let shutdownDelay: Duration
  let shutdownTimeout: Duration
  let startTimeout: Duration
  let stallLimit: Duration
  /// The number of event loops; 0 for one per processor.
  let eventLoops: Int
  let offersVerifyHooks: Bool
  /// The time that an extra first part takes to start, with the hooks.
  let verifyStartDelay: Duration
  let telemetry: TelemetrySettings
  /// The limits of the service's own port.
  let server: ServerConfiguration
  /// The certificate of the service's own port; `nil` for a worker.
  private(set) var security: PortSecurity?

  enum LogFormatChoice: String, CaseIterable { case auto, json, text }

  /// Hosts that the health port answers to; `nil` for any.
  ///
  /// What listens on this machine alone is called by its names alone: by another it is called only by a browser that a page of someone
  /// else's has led here (DNS rebinding). What listens to a network has names that only the network knows.
  var healthHosts: [String]? {
    guard let address = IPAddress(host), address.isLoopback else { return nil }
    return SameOrigin.loopback + [address.bracketed]
  }

  init(kind: ServiceKind, version: String, from reader: inout SettingsReader) {
    reader.isReadingOwn = false
    self.version = reader.string("SERVICE_VERSION", "The version that health, metrics and traces give; images set it.", default: version)
    host = reader.string("HOST", "The address to listen on; images set 0.0.0.0.", default: "127.0.0.1", example: "0.0.0.0")
    port = kind == .server ? reader.port("PORT", "The port of the service itself; 0 takes a free one.", default: 8080) : nil
    if IPAddress(host) == nil { reader.reject("HOST", expected: "a numeric address such as 127.0.0.1, 0.0.0.0 or ::1") }
    healthPort = reader.port("HEALTH_PORT", "The port of /livez, /readyz and /metrics; 0 takes a free one.", default: 9000)
    adminPort = reader.port("ADMIN_PORT", "The port of administration, which is off without ADMIN_TOKEN; 0 takes a free one.", default: 9001)
    adminToken = reader.optionalSecret("ADMIN_TOKEN", "What administration asks for as a bearer token, at least 16 characters.")
    if let adminToken, adminToken.value.utf8.count < 16 || !adminToken.value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
      reader.reject("ADMIN_TOKEN", expected: "at least 16 printable ASCII characters without a blank")
    }
    if healthPort != 0, healthPort == port { reader.reject("HEALTH_PORT", expected: "another port than PORT") }
    if adminToken != nil, adminPort != 0, [port, healthPort].contains(adminPort) {
      reader.reject("ADMIN_PORT", expected: "another port than PORT and HEALTH_PORT")
    }
    let levels = reader.string("LOG_LEVEL", "What is logged: a level, and others for loggers by name.", default: "info", example: "info,http=debug")
    do { logLevels = try LogLevels(parsing: levels) } catch {
      reader.reject("LOG_LEVEL", expected: "one of \(LogLevel.allCases.map(\.name).joined(separator: ", ")), or info,http=debug")
      logLevels = LogLevels(.info)
    }
    logFormat = reader.choice("LOG_FORMAT", "JSON lines, or text for people; auto is text on a terminal.", default: LogFormatChoice.auto)
    shutdownDelay = reader.duration(
      "SHUTDOWN_DELAY", "How long to go on after readiness has ended, for routers to notice.", default: .zero, in: .zero ... .seconds(600))
    shutdownTimeout = reader.duration(
      "SHUTDOWN_TIMEOUT", "How long work in flight may take to end after that.", default: .seconds(30), in: .zero ... .seconds(3600))
    startTimeout = reader.duration(
      "START_TIMEOUT", "How long each part of the process may take to start.", default: .seconds(60), in: .milliseconds(1) ... .seconds(3600))
    stallLimit = reader.duration(
      "STALL_LIMIT", "How long an event loop may be stuck before /livez answers 503.", default: .seconds(10),
      in: .milliseconds(100) ... .seconds(3600))
    eventLoops = reader.int("EVENT_LOOPS", "Event loops of the service; 0 is one per processor.", default: 0, in: 0...1024)
    offersVerifyHooks = reader.bool("VERIFY_HOOKS", "Offer what `fleet verify` needs on the health port; never in production.", default: false)
    verifyStartDelay = reader.duration(
      "VERIFY_START_DELAY", "With VERIFY_HOOKS, how much longer to take to start.", default: .zero, in: .zero ... .seconds(600))
    telemetry = TelemetrySettings(from: &reader)
    server = kind == .server ? ServerConfiguration(from: &reader) : ServerConfiguration()
    security = kind == .server ? PortSecurity(from: &reader) : nil
  }

  /// Reads the files that settings name, as `ServiceSettings.load` does.
  mutating func load(_ reader: inout SettingsReader) { security?.load(&reader) }
}
