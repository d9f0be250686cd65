import IO
import Lifecycle
import Platform
import ServiceKit
import Telemetry

/// Says in the log what is asked of it, and goes wrong where it is told to.
struct TroubledPart: Part {
  let name: String
  let trouble: Trouble
  let context: ServiceContext

  private func say(_ text: String) { context.logger.info("\(text) \(name)") }

  func start() async throws {
    say("start")
    switch trouble {
    case .startFails: throw Mishap("no luck")
    case .startHangs: try await EventLoop.sleep(until: .never)
    case .startHeedsNothing: await Stuck.forever()
    case .startBlocks: ThreadGate().wait()
    case .crashes: preconditionFailure("told to")
    default: break
    }
  }

  func run() async throws {
    switch trouble {
    case .runThrows: throw Mishap("out of luck")
    case .runReturns: return
    case .loopsBlock: for loop in context.loops.all { loop.execute { ThreadGate().wait() } }
    default: break
    }
    try? await EventLoop.sleep(until: .never)
  }

  func check() async throws {
    if trouble == .checkFails { throw Mishap("ill luck") }
  }

  func quiesce() async { say("quiesce") }

  func stop(deadline: ContinuousClock.Instant) async throws {
    say("stop")
    switch trouble {
    case .leavesWork: throw DrainError(part: name, unfinished: 3)
    case .stopThrows: throw Mishap("bad luck")
    case .stopHangs: await Stuck.forever()
    case .stopBlocks: ThreadGate().wait()
    default: break
    }
  }
}

/// What no cancellation ends.
enum Stuck {
  static func forever() async {
    await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
  }
}
