import IO
import JSON
import Lifecycle
import Synchronization

/// Part that looks at every process of the fleet over and over, once for all viewers, and tells them.
final class FleetWatch: Part {
  let name = "fleet-watch"
  private let interval: Duration
  private let broadcast: Broadcast
  private let look: @Sendable (FleetMember) async -> ProcessLook
  private let board: Mutex<FleetBoard>

  /// - Parameters:
  ///   - interval: time from one look to the next.
  ///   - look: asks one process; returns within a time limit of its own.
  init(list: FleetList, interval: Duration, broadcast: Broadcast, look: @escaping @Sendable (FleetMember) async -> ProcessLook) {
    self.interval = interval
    self.broadcast = broadcast
    self.look = look
    board = Mutex(FleetBoard(list))
  }

  func start() async throws {}

  func run() async throws {
    while true {
      let next = Deadline.after(interval)
      await tellAll()
      try await EventLoop.sleep(until: next)
    }
  }

  /// Ends the viewers' streams: they are requests in flight, and would hold up the end of the process.
  func quiesce() async { broadcast.close() }

  func stop(deadline: ContinuousClock.Instant) async throws { broadcast.close() }

  /// Looks once at all processes, side by side, and tells the viewers.
  func tellAll() async {
    let members = board.withLock { $0.members() }
    var looks = [ProcessLook?](repeating: nil, count: members.count)
    await withTaskGroup(of: (Int, ProcessLook).self) { group in
      for (index, member) in members.enumerated() where member.state != .exited && member.health != nil {
        group.addTask { [look] in (index, await look(member)) }
      }
      for await (index, look) in group { looks[index] = look }
    }
    let event = board.withLock { $0.event(members, looks, at: .now) }
    broadcast.tell(.init(name: "fleet", data: String(decoding: event.encoded(.compact), as: UTF8.self)))
  }
}

/// Outcome of one look at a process.
struct ProcessLook: Sendable {
  var answer: ProcessStatus.Answer
  /// Figures that it gave; `nil` where it gave no metrics.
  var sample: MetricsSample?
}

/// Knowledge of the fleet that is kept from one look to the next.
private struct FleetBoard: Sendable {
  private var list: FleetList
  private var histories: [String: RequestHistory] = [:]

  init(_ list: FleetList) { self.list = list }

  mutating func members() -> [FleetMember] { list.current() }

  /// Event for the viewers after a look.
  ///
  /// - Parameter looks: outcome for each member; `nil` where it was not asked.
  mutating func event(_ members: [FleetMember], _ looks: [ProcessLook?], at time: ContinuousClock.Instant) -> JSONValue {
    var next: [String: RequestHistory] = [:]
    let statuses = zip(members, looks).map { member, look in
      var status = ProcessStatus(member, answer: look?.answer)
      if let sample = look?.sample {
        var history = histories[member.name] ?? RequestHistory()
        status.figures = history.add(sample, at: time)
        status.residentMemory = sample.residentMemory
        next[member.name] = history
      }
      return status
    }
    histories = next
    return .members([("processes", .array(statuses.map(\.json))), ("problem", list.problem.map { .string($0) })])
  }
}
