/// A process: the type that each `services/<name>` and the app conform to.
///
/// ```swift
/// @main
/// struct SchedulerWorker: Service {
///   static let name = "scheduler-worker"
///   static let kind = ServiceKind.worker
///
///   struct Settings: ServiceSettings { … }
///
///   static func run(_ settings: Settings, _ context: ServiceContext) async throws {
///     let worker = Worker(settings, context.intake)
///     try await context.run([worker])
///   }
/// }
/// ```
///
/// `main` is supplied. It reads the settings, starts the event loops and the health port, calls `run` on one of the loops, handles signals,
/// and exits. The main thread waits for signals: nothing runs on the main actor.
public protocol Service: Sendable {
  /// The service's own settings, beside the chassis's.
  associatedtype Settings: ServiceSettings = NoSettings

  /// The name of the service's folder, product and process.
  static var name: String { get }

  /// The kind: whether the service has a port of its own.
  static var kind: ServiceKind { get }

  /// The version in the code; the setting `SERVICE_VERSION` overrides it.
  static var version: String { get }

  /// The service's own options on its command line, each answered from its settings instead of running.
  static var options: [ServiceOption<Settings>] { get }

  /// Wires the parts and passes them to `context.run`, which returns when they have stopped. An error ends the process with status 1.
  static func run(_ settings: Settings, _ context: ServiceContext) async throws
}

extension Service {
  /// The version `dev`.
  public static var version: String { "dev" }
  /// No options of its own.
  public static var options: [ServiceOption<Settings>] { [] }

  /// Runs the process from its first instruction to its exit.
  public static func main() { ServiceMain<Self>.main() }
}
