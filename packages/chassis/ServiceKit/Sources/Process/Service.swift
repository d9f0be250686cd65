/// A process: what `services/<name>` and the app conform to.
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
/// `main` is supplied. It reads the settings, starts the event loops and the health port, calls `run` on one of the loops, sees to
/// signals, and exits. The main thread waits for signals: nothing runs on the main actor.
public protocol Service: Sendable {
  /// What it can be told, beside what every process can.
  associatedtype Settings: ServiceSettings = NoSettings

  /// The name of its folder, its product and its process.
  static var name: String { get }

  static var kind: ServiceKind { get }

  /// The version that the code gives itself; the setting `SERVICE_VERSION` says otherwise.
  static var version: String { get }

  /// What else it answers on its command line, from its settings alone.
  static var questions: [ServiceQuestion<Settings>] { get }

  /// Wires the parts and hands them to `context.run`, which returns when they have stopped. What this throws ends the process with 1.
  static func run(_ settings: Settings, _ context: ServiceContext) async throws
}

extension Service {
  public static var version: String { "dev" }
  public static var questions: [ServiceQuestion<Settings>] { [] }

  /// The process, from its first instruction to its exit.
  public static func main() { ServiceMain<Self>.main() }
}
