import IO
import Lifecycle
import Platform
import ServiceKit
import Telemetry

/// A service that goes wrong as it is told, so that its tests see how the process ends.
@main
struct TroubleService: Service {
  static let name = "trouble"
  static let kind = ServiceKind.worker
  static let options: [ServiceOption<Settings>] = [
    ServiceOption("--try", help: "say what would happen") { settings, _ in
      await EventLoop.current?.yield()
      if settings.trouble != .none { throw Mishap("\(settings.trouble) would happen") }
      return EventLoop.current == nil ? "not on a loop\n" : "nothing would happen\n"
    }
  ]

  struct Settings: ServiceSettings {
    let trouble: Trouble
    let password: Secret?

    init(from reader: inout SettingsReader) {
      trouble = reader.choice("TROUBLE", "What goes wrong.", default: Trouble.none)
      password = reader.optionalSecret("PASSWORD", "What must not be seen.")
      if trouble == .settingsCrash { preconditionFailure("told to") }
    }

    mutating func load(_ reader: inout SettingsReader) {
      if trouble == .loadRefuses { reader.reject("TROUBLE", because: ["trouble.json:1:1: no luck", "trouble.json:2:1: no luck either"]) }
    }
  }

  static func run(_ settings: Settings, _ context: ServiceContext) async throws {
    let trouble = settings.trouble
    // What a service should never write, and what must not show even so.
    context.logger.info("settings", ["all": .string("\(settings)")])
    switch trouble {
    case .serviceThrows: throw Mishap("the service gives up")
    case .serviceReturns: return
    case .serviceHangs: await Stuck.forever()
    case .poolBlocks: for _ in 0..<64 { Task.detached { ThreadGate().wait() } }
    case .floods: Task(executorPreference: context.loops.all[0]) { await flood(context) }
    default: break
    }
    try await context.run([
      TroubledPart(name: "first", trouble: .none, context: context),
      TroubledPart(name: "second", trouble: trouble, context: context),
      TroubledPart(name: "third", trouble: .none, context: context),
    ])
  }

  private static func flood(_ context: ServiceContext) async {
    while true {
      for _ in 0..<1000 { context.logger.info("a line", ["text": .string(String(repeating: "x", count: 500))]) }
      await EventLoop.current?.yield()
    }
  }
}

enum Trouble: String, CaseIterable {
  case none
  case settingsCrash = "settings-crash"
  case loadRefuses = "load-refuses"
  case serviceThrows = "service-throws"
  case serviceReturns = "service-returns"
  case serviceHangs = "service-hangs"
  case startFails = "start-fails"
  case startHangs = "start-hangs"
  case startHeedsNothing = "start-heeds-nothing"
  case startBlocks = "start-blocks"
  case runThrows = "run-throws"
  case runReturns = "run-returns"
  case checkFails = "check-fails"
  case loopsBlock = "loops-block"
  case poolBlocks = "pool-blocks"
  case leavesWork = "leaves-work"
  case stopThrows = "stop-throws"
  case stopHangs = "stop-hangs"
  case stopBlocks = "stop-blocks"
  case crashes
  case floods
}

struct Mishap: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
