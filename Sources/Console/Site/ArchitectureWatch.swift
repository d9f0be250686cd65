import ArchRules
import IO
import JSON
import Lifecycle
import Telemetry

/// Part that reads the architecture, and again whenever its sources change, and tells the viewers so.
struct ArchitectureWatch: Part {
  let name = "architecture"
  let store: ArchitectureStore
  let broadcast: Broadcast
  let logger: Logger
  var interval = Duration.seconds(2)

  /// Does nothing: the process is ready before the first reading ends, and the page says that it is being read.
  func start() async throws {}

  func run() async throws {
    while true {
      if await refresh() {
        if case .problem(let reason) = store.content { logger.warning("there is no architecture to show", ["reason": .string(reason)]) }
        broadcast.tell(.init(name: "architecture", data: event))
      }
      try await EventLoop.sleep(until: .after(interval))
    }
  }

  func stop(deadline: ContinuousClock.Instant) async throws {}

  /// Reads the architecture, and tells whether there was something new. Reading takes every core for a moment, so it is not done on an event loop; and it cannot be broken
  /// off, so that who is cancelled goes without its answer: a process that ends does not wait for what nobody will see.
  private func refresh() async -> Bool {
    let (answers, answer) = AsyncStream<Bool>.makeStream()
    Task.detached(executorPreference: globalConcurrentExecutor) { [store] in
      answer.yield(store.refresh(today: .today))
      answer.finish()
    }
    return await answers.first { _ in true } ?? false
  }

  private var event: String {
    String(decoding: JSONValue.object([.init("tag", .string(store.content.tag))]).encoded(.compact), as: UTF8.self)
  }
}
