import Lifecycle
import Synchronization
import Telemetry

/// An exporter of spans to an OpenTelemetry collector (OTLP/HTTP with JSON): in batches, from a bounded queue, never blocking the work.
///
/// A batch that the collector cannot accept now (429, 502, 503, 504, or no connection) is sent again, after a time that grows and is never
/// less than the one it asks for, until `OTEL_BSP_EXPORT_TIMEOUT` has passed; every other refusal drops it. Dropped spans are counted.
final class SpanExporter: SpanProcessor {
  /// Sends one document within the timeout of the settings.
  typealias Send = @Sendable (_ document: [UInt8]) async throws -> ExportAnswer

  private static let backoff = Backoff(first: .seconds(1), longest: .seconds(30))

  private let queue: SpanQueue
  private let document: TraceDocument
  private let batchDelay: Duration
  /// The longest time that a batch waits between attempts, all together.
  private let patience: Duration
  private let send: Send
  private let timekeeper: Timekeeper
  private let logger: Logger
  private let sent: Counter
  private let failed: Counter
  private let rejected: Counter
  private let tasks = Mutex<[Task<Void, Never>]>([])
  /// The shutdown, and the pause between attempts that it cuts short.
  private let ending = Mutex<(hasBegun: Bool, pause: Task<Void, Never>?)>((false, nil))
  private let isFailing = Mutex(false)
  /// The number of spans in the batch that is being sent.
  private let inFlight = Atomic<Int>(0)

  init(
    _ settings: TelemetrySettings, service: String, version: String, metrics: Metrics, logger: Logger, timekeeper: Timekeeper,
    send: @escaping Send
  ) {
    sent = metrics.counter("trace_spans_sent", help: "Spans that the collector took.")
    let dropped = metrics.counter("trace_spans_dropped", help: "Spans that were lost, by reason.", labels: ["reason"])
    failed = dropped.with(["failed"])
    rejected = dropped.with(["rejected"])
    queue = SpanQueue(capacity: settings.queueSize, batchSize: settings.batchSize, dropped: dropped.with(["queue_full"]))
    let configuredName = settings.resource.first { $0.name == "service.name" }?.value
    document = TraceDocument(service: settings.serviceName ?? configuredName ?? service, version: version, attributes: settings.resource)
    batchDelay = settings.batchDelay
    patience = settings.exportTimeout
    self.send = send
    self.timekeeper = timekeeper
    self.logger = logger
  }

  func ended(_ span: SpanData) { queue.ended(span) }

  /// Starts sending, until `shutDown`.
  func start() {
    let sender = Task(executorPreference: timekeeper.executor) {
      for await _ in self.queue.wakes { await self.sendAll() }
      await self.sendAll()
    }
    let timer = Task(executorPreference: timekeeper.executor) {
      while (try? await self.timekeeper.sleep(self.batchDelay)) != nil { self.queue.wake() }
    }
    tasks.withLock { $0 = [sender, timer] }
  }

  /// Sends the remaining spans, once, and drops those not sent within the limit.
  func shutDown(within limit: Duration) async {
    let tasks = tasks.withLock { $0 }
    guard tasks.count == 2 else { return }
    tasks[1].cancel()
    let pause = ending.withLock { ending in
      ending.hasBegun = true
      return ending.pause
    }
    pause?.cancel()
    queue.close()
    let outcome = await withTimeLimit(limit, on: timekeeper.executor, by: timekeeper) { await tasks[0].value }
    if case .timedOut = outcome {
      // The sender counts the batch that it holds.
      tasks[0].cancel()
      let left = queue.takeAll().count
      failed.increment(by: left)
      logger.warning("traces were left unsent at the end", ["spans": .int(left + inFlight.load(ordering: .relaxed))])
    }
  }

  private func sendAll() async {
    while !Task.isCancelled {
      let batch = queue.takeBatch()
      if batch.isEmpty { return }
      inFlight.store(batch.count, ordering: .relaxed)
      await send(batch)
      inFlight.store(0, ordering: .relaxed)
    }
  }

  private func send(_ batch: [SpanData]) async {
    let bytes = document.json(batch).encoded(.compact)
    var random = SystemRandomNumberGenerator()
    var failures = 0
    var waited = Duration.zero
    while true {
      let answer: ExportAnswer
      do { answer = try await send(bytes) } catch { answer = .later(nil, reason: "\(error)") }
      switch answer {
      case .taken(let refused, let message): return noteTaken(batch.count, refused: min(refused, batch.count), message)
      case .refused(let reason):
        rejected.increment(by: batch.count)
        return noteFailure(reason)
      case .later(let asked, let reason):
        noteFailure(reason)
        if waited >= patience || Task.isCancelled || ending.withLock({ $0.hasBegun }) { return failed.increment(by: batch.count) }
        failures += 1
        // Patience that ends before the time that the collector asks for is still waited out: the next batch would only be refused as well.
        let next = min(max(asked ?? .zero, Self.backoff.wait(afterFailures: failures, using: &random)), patience - waited)
        await wait(next)
        waited += next
      }
    }
  }

  private func noteTaken(_ count: Int, refused: Int, _ message: String?) {
    sent.increment(by: count - refused)
    rejected.increment(by: refused)
    if refused > 0 || message != nil {
      logger.warning("the collector took a batch with reservations", ["refused": .int(refused), "reason": .string(message ?? "none given")])
    }
    noteSuccess()
  }

  /// Waits for the duration, or until shutdown begins.
  private func wait(_ duration: Duration) async {
    let pause = Task(executorPreference: timekeeper.executor) { [timekeeper] in _ = try? await timekeeper.sleep(duration) }
    let isOver = ending.withLock { ending in
      ending.pause = pause
      return ending.hasBegun
    }
    if isOver { pause.cancel() }
    await withTaskCancellationHandler {
      await pause.value
    } onCancel: {
      pause.cancel()
    }
  }

  private func noteSuccess() {
    let wasFailing = isFailing.withLock { flag in
      defer { flag = false }
      return flag
    }
    if wasFailing { logger.info("traces are sent again") }
  }

  /// Logs a failure, once until the next success.
  private func noteFailure(_ reason: String) {
    let isNew = isFailing.withLock { flag in
      defer { flag = true }
      return !flag
    }
    if isNew { logger.warning("traces cannot be sent", ["reason": .string(reason)]) }
  }
}
