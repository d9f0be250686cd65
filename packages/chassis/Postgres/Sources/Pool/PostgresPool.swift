import IO
import Synchronization

/// Connections to a database for many tasks, each of which has one for as long as it needs it.
///
/// ```swift
/// let pool = PostgresPool(configuration, on: loops)
/// let names = try await pool.query("SELECT name FROM users", as: String.self)
/// try await pool.withConnection { connection in … }
/// ```
///
/// A task that waits gets the next connection that comes back or is made, in the order of waiting. A connection of the task's own loop is
/// preferred; on another one the task works on that loop.
public final class PostgresPool: Sendable {
  /// Counts of the connections of a pool, and of the tasks that wait.
  public struct Figures: Sendable, Equatable {
    public var inUse = 0
    public var idle = 0
    public var waiting = 0
    /// Connections made so far, and attempts that failed.
    public var connected = 0
    public var failed = 0
  }

  private struct Idle {
    let connection: PostgresConnection
    let since: Deadline
  }

  private struct Waiting {
    let number: Int
    let task: Int
    let loop: EventLoop
    let timer: Task<Void, Never>
    let continuation: UnsafeContinuation<Result<PostgresConnection, PostgresError>, Never>

    func resume(_ result: Result<PostgresConnection, PostgresError>) {
      timer.cancel()
      continuation.resume(returning: result)
    }
  }

  private struct State {
    /// The one used last at the end.
    var idle: [Idle] = []
    var waiting: [Waiting] = []
    /// Counts of the connections that tasks have, from the moment they are given them, by the identity of the task.
    var held: [Int: Int] = [:]
    /// Connections that there are, or that are being made.
    var count = 0
    var connecting = 0
    /// Connections that may be made at the same time: one after a failure, and more after each success.
    var connectingLimit = PostgresPool.connectingLimit
    /// Whether a task makes attempts, with pauses between them, until the server answers again.
    var isProbing = false
    var failures = 0
    var lastFailure: PostgresError?
    var connected = 0
    var failed = 0
    var isSweeping = false
    var isClosed = false

    mutating func hold(by task: Int) { held[task, default: 0] += 1 }

    mutating func release(by task: Int?) {
      guard let task else { return }
      let count = held[task]! - 1
      held[task] = count == 0 ? nil : count
    }

    /// Whether every one of so many connections is held by a task that waits for another one, once this task does.
    func isDeadlock(with task: Int, _ limit: Int) -> Bool {
      guard let own = held[task] else { return false }
      return Set(waiting.map(\.task)).subtracting([task]).reduce(own) { $0 + (held[$1] ?? 0) } >= limit
    }

    var figures: Figures {
      Figures(inUse: count - connecting - idle.count, idle: idle.count, waiting: waiting.count, connected: connected, failed: failed)
    }
  }

  private static let connectingLimit = 8
  private static let sweepInterval = Duration.seconds(5)
  private static let firstPause = Duration.milliseconds(50)
  private static let longestPause = Duration.seconds(1)

  private let configuration: PostgresConfiguration
  private let limits: PoolLimits
  private let loops: EventLoops
  private let metrics: PoolMetrics?
  private let state = Mutex(State())
  /// Number of the latest use. Whoever has a lower one comes first.
  private let lastNumber = Atomic<Int>(0)

  /// - Parameter name: what the metrics of the configuration call it; that of the database, where there is none.
  public init(_ configuration: PostgresConfiguration, name: String? = nil, limits: PoolLimits = PoolLimits(), on loops: EventLoops) {
    self.configuration = configuration
    metrics = configuration.metrics.map { PoolMetrics($0, pool: name ?? configuration.database) }
    self.limits = limits
    self.loops = loops
  }

  public var figures: Figures { state.withLock { $0.figures } }

  private func change<Result>(_ body: (inout State) -> Result) -> Result {
    state.withLock { state in
      defer { metrics?.note(state.figures) }
      return body(&state)
    }
  }

  // MARK: use

  /// Runs `body` with a connection, on its loop. What the body leaves open or changed in the session is undone after it.
  ///
  /// Throws `timedOut` where none comes free in time, and the server's reason where none can be made at all. A task that has a connection
  /// should use that, and ask for no second one: where every connection is held by a task that waits for another, the last of them is told
  /// so at once (`busy`). Only the task itself is looked at, not those that it waits for.
  /// - Parameter waitingUntil: the moment until which it is waited for a connection.
  public func withConnection<Result>(
    waitingUntil deadline: Deadline? = nil, _ body: (PostgresConnection) async throws -> Result
  ) async throws -> Result {
    let deadline = deadline ?? .after(limits.waitTimeout)
    let number = lastNumber.wrappingAdd(1, ordering: .relaxed).newValue
    let task = Self.task
    while true {
      let connection = try await take(number, task, until: deadline)
      if connection.loop.isCurrent {
        if try await !isUsable(connection, task) { continue }
        return try await use(connection, task, body)
      }
      let result: Result? = try await withTaskExecutorPreference(connection.loop) {
        // The preference counts when the task is resumed, and so it has to wait once.
        await withUnsafeContinuation { continuation in connection.loop.execute { continuation.resume() } }
        if try await !isUsable(connection, task) { return nil }
        return try await use(connection, task, body)
      }
      if let result { return result }
    }
  }

  /// Runs `body` with the connection, and takes it back from the task.
  private func use<Result>(
    _ connection: PostgresConnection, _ task: Int, _ body: (PostgresConnection) async throws -> Result
  ) async throws -> Result {
    defer { giveBack(connection, from: task) }
    return try await body(connection)
  }

  /// The identity of the calling task.
  private static var task: Int { withUnsafeCurrentTask { $0!.hashValue } }

  /// Whether a connection that the task was given may be used; one that may not is dropped. A task that is cancelled gives it back.
  private func isUsable(_ connection: PostgresConnection, _ task: Int) async throws -> Bool {
    do throws(PostgresError) {
      try connection.absorb()
      if connection.loop.now - connection.lastUse >= limits.checkInterval { try await connection.ping() }
      return true
    } catch {
      if error.kind == .cancelled {
        giveBack(connection, from: task)
        throw error
      }
      drop(connection, from: task)
      return false
    }
  }

  // MARK: taking

  private func take(_ number: Int, _ task: Int, until deadline: Deadline) async throws(PostgresError) -> PostgresConnection {
    let loop = EventLoop.current
    let taken = change { state -> PostgresConnection? in
      if state.idle.isEmpty || state.isClosed { return nil }
      let index = state.idle.lastIndex { $0.connection.loop === loop } ?? state.idle.count - 1
      state.hold(by: task)
      return state.idle.remove(at: index).connection
    }
    if let taken {
      metrics?.waited(.zero)
      return taken
    }
    let start = Deadline.now
    let result = await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        enqueue(number, task, loop ?? loops.all[number % loops.all.count], deadline, continuation)
      }
    } onCancel: {
      takeOut(number)?.resume(.failure(PostgresError(.cancelled, "cancelled while it waited for a connection")))
    }
    metrics?.waited(.now - start)
    return try result.get()
  }

  private func enqueue(
    _ number: Int, _ task: Int, _ loop: EventLoop, _ deadline: Deadline,
    _ continuation: UnsafeContinuation<Result<PostgresConnection, PostgresError>, Never>
  ) {
    let timer = Task(executorPreference: loop) {
      do throws(IOError) { try await EventLoop.sleep(until: deadline) } catch { if error == .cancelled { return } }
      // Who has got one meanwhile did not wait too long.
      guard let waiting = self.takeOut(number) else { return }
      self.metrics?.timedOut()
      waiting.resume(.failure(self.timeout()))
    }
    let answer = change { state -> Result<PostgresConnection, PostgresError>? in
      // A cancellation that comes later finds it among those that wait.
      if Task.isCancelled { return .failure(PostgresError(.cancelled, "cancelled while it waited for a connection")) }
      if state.isClosed { return .failure(PostgresError(.closed, "the pool is closed")) }
      // It may have come back since.
      if let idle = state.idle.popLast() {
        state.hold(by: task)
        return .success(idle.connection)
      }
      if state.waiting.count >= limits.waiting {
        return .failure(PostgresError(.timedOut, "\(limits.waiting) tasks wait for a connection already"))
      }
      if state.isDeadlock(with: task, limits.connections) {
        return .failure(
          PostgresError(
            .busy,
            "each of the pool's \(limits.connections) connections is held by a task that waits for another one; a task has to use the one it has"))
      }
      // Who got a connection that had ended meanwhile is as far in front as before.
      let place = state.waiting.firstIndex { $0.number > number } ?? state.waiting.count
      state.waiting.insert(Waiting(number: number, task: task, loop: loop, timer: timer, continuation: continuation), at: place)
      startConnecting(&state)
      return nil
    }
    guard let answer else { return }
    timer.cancel()
    continuation.resume(returning: answer)
  }

  /// Takes a task out of those that wait; `nil` where it does not wait any more.
  private func takeOut(_ number: Int) -> Waiting? {
    change { state in state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0) } }
  }

  private func timeout() -> PostgresError {
    let (inUse, failure) = change { ($0.count - $0.connecting - $0.idle.count, $0.lastFailure) }
    let reason = failure.map { "; the last attempt to make one failed: \($0.message)" } ?? ""
    return PostgresError(
      .timedOut, "no connection came free in time: \(inUse) of \(limits.connections) are in use\(reason)", report: failure?.report,
      cause: failure?.cause)
  }

  // MARK: giving back

  /// Takes a connection back, on its loop: for whoever waits, or for later. What is left in its session is removed first.
  private func giveBack(_ connection: PostgresConnection, from task: Int) {
    if !connection.isOpen { return drop(connection, from: task) }
    let needsReset = limits.alwaysResets || connection.exchanges.traces.mayRemain || connection.transactionStatus != .idle
    if !needsReset, !connection.isRecovering { return handOver(connection, from: task) }
    // The task may wait for the very connection that is restored.
    state.withLock { $0.release(by: task) }
    Task(executorPreference: connection.loop) { await self.restore(connection) }
  }

  /// Waits until a connection is in step again, and removes what is left in its session.
  private func restore(_ connection: PostgresConnection) async {
    do throws(PostgresError) {
      await connection.settled()
      if limits.alwaysResets || connection.exchanges.traces.mayRemain || connection.transactionStatus != .idle { try await connection.reset() }
      handOver(connection)
    } catch {
      drop(connection)
    }
  }

  /// Gives a connection that is ready for use to the task that has waited longest.
  /// - Parameters:
  ///   - task: the task that has it until then, if one does.
  ///   - isNew: whether it was made just now, and so is not too old, whatever the limit.
  private func handOver(_ connection: PostgresConnection, from task: Int? = nil, isNew: Bool = false) {
    let now = connection.loop.now
    connection.lastUse = now
    // A tenth more or less, by a number that differs from one to the next.
    let age = limits.maximumAge * (0.9 + 0.02 * Double(connection.process % 11))
    if !connection.isOpen || !isNew && now - connection.began >= age { return drop(connection, from: task) }
    let (next, isKept, startsSweep) = change { state -> (Waiting?, Bool, Bool) in
      state.release(by: task)
      if state.isClosed { return (nil, false, false) }
      if !state.waiting.isEmpty {
        let next = state.waiting.removeFirst()
        state.hold(by: next.task)
        return (next, true, false)
      }
      state.idle.append(Idle(connection: connection, since: now))
      defer { state.isSweeping = true }
      return (nil, true, !state.isSweeping)
    }
    if let next { return next.resume(.success(connection)) }
    if !isKept { return drop(connection) }
    if startsSweep { Task(executorPreference: connection.loop) { await self.sweep() } }
  }

  /// Closes a connection, and makes another where tasks wait.
  private func drop(_ connection: PostgresConnection, from task: Int? = nil) {
    connection.close()
    change { state in
      state.release(by: task)
      state.count -= 1
      startConnecting(&state)
    }
  }

  // MARK: connecting

  /// Has connections made for the tasks that wait and for which none is being made.
  private func startConnecting(_ state: inout State) {
    while !state.isClosed, !state.isProbing, state.count < limits.connections, state.connecting < state.connectingLimit,
      state.connecting < state.waiting.count
    {
      let loop = state.waiting[state.connecting].loop
      state.count += 1
      state.connecting += 1
      Task(executorPreference: loop) { await self.connect() }
    }
  }

  private func connect() async {
    while true {
      do throws(PostgresError) {
        let connection = try await PostgresConnection.connect(configuration)
        change { state in
          state.connected += 1
          state.connecting -= 1
          state.isProbing = false
          state.failures = 0
          state.lastFailure = nil
          state.connectingLimit = min(state.connectingLimit * 2, Self.connectingLimit)
        }
        handOver(connection, isNew: true)
        return change { startConnecting(&$0) }
      } catch {
        guard let pause = noteFailure(error) else { return }
        do throws(IOError) { try await EventLoop.sleep(until: .after(pause)) } catch {
          return change { state in
            state.isProbing = false
            state.count -= 1
            state.connecting -= 1
          }
        }
      }
    }
  }

  /// Returns the pause before the next attempt; `nil` where this task makes no further one: another makes them, nobody waits, or there is no
  /// hope.
  private func noteFailure(_ error: PostgresError) -> Duration? {
    let (pause, hopeless) = change { state -> (Duration?, [Waiting]) in
      state.failed += 1
      state.failures += 1
      state.lastFailure = error
      state.connectingLimit = 1
      // This task may be the one that makes the attempts.
      let mayGoOn = !state.isProbing || state.connecting == 1
      if mayGoOn, !state.isClosed, !error.isFinal, !state.waiting.isEmpty {
        state.isProbing = true
        return (min(Self.longestPause, Self.firstPause * (1 << min(state.failures - 1, 6))) * Double.random(in: 0.5...1.5), [])
      }
      state.count -= 1
      state.connecting -= 1
      if state.connecting == 0 { state.isProbing = false }
      if !error.isFinal { return (nil, []) }
      defer { state.waiting = [] }
      return (nil, state.waiting)
    }
    for waiting in hopeless { waiting.resume(.failure(error)) }
    return pause
  }

  // MARK: idle connections

  /// Closes what has been idle for too long, until nothing is idle.
  private func sweep() async {
    while true {
      do { try await EventLoop.sleep(until: .after(min(limits.idleTimeout, Self.sweepInterval))) } catch {
        return change { $0.isSweeping = false }
      }
      let now = Deadline.now
      let (old, isDone) = change { state in
        let old = state.idle.filter { now - $0.since >= limits.idleTimeout }
        state.idle.removeAll { idle in old.contains { $0.connection === idle.connection } }
        state.count -= old.count
        if state.idle.isEmpty { state.isSweeping = false }
        return (old, state.idle.isEmpty)
      }
      for idle in old { idle.connection.close() }
      if isDone { return }
    }
  }

  /// Closes what is idle, now, and what is in use when it comes back. Tasks that wait are told.
  public func close() {
    let (idle, waiting) = change { state in
      state.isClosed = true
      defer { (state.idle, state.waiting) = ([], []) }
      state.count -= state.idle.count
      return (state.idle, state.waiting)
    }
    for idle in idle { idle.connection.close() }
    for waiting in waiting { waiting.resume(.failure(PostgresError(.closed, "the pool is closed"))) }
  }
}
