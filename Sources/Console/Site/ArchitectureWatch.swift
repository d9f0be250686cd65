import ArchRules
import IO
import JSON
import Lifecycle

/// Reads the architecture, and again whenever its sources change, and tells the viewers so.
struct ArchitectureWatch: Part {
  let name = "architecture"
  let store: ArchitectureStore
  let broadcast: Broadcast
  var interval = Duration.seconds(2)

  /// The process is ready before the first reading ends: the page says that it is being read.
  func start() async throws {}

  func run() async throws {
    while true {
      // Reading takes every core for a moment: not on an event loop.
      let isNew = await withTaskExecutorPreference(globalConcurrentExecutor) { await refresh() }
      if isNew { broadcast.tell(.init(name: "architecture", data: event)) }
      try await EventLoop.sleep(until: .after(interval))
    }
  }

  func stop(deadline: ContinuousClock.Instant) async throws {}

  @concurrent private func refresh() async -> Bool { store.refresh(today: .today) }

  private var event: String {
    String(decoding: JSONValue.object([.init("tag", .string(store.content.tag))]).encoded(.compact), as: UTF8.self)
  }
}
