import Platform
import Synchronization

/// The output of a process's loggers, and their levels.
///
/// Lines go into a ring in memory, and a thread of the output's own writes them: a reader that stalls never blocks the loggers. When the
/// ring is full, lines are dropped and counted (`droppedLines`), and once there is room again a line reports their number. Lines of level
/// `error` and above are written at once, others within a few milliseconds; a crash can lose the lines in the ring.
public final class LogOutput: Sendable {
  /// The name in every JSON line.
  public let service: String
  /// The format of the lines.
  public let format: LogFormat

  private let sink: any LogSink
  private let writer: LogWriter?
  private let memory: LogMemory?
  private let state: Mutex<State>

  private struct State {
    var levels: LogLevels
    var sources: [String: LogSource] = [:]
  }

  /// The default size of the ring in bytes: some thousands of lines.
  public static let defaultCapacity = 512 * 1024
  /// The largest number of logger names; further loggers share a level and are written without their name.
  private static let maximumNameCount = 1_000

  /// Creates an output to standard output.
  ///
  /// - Parameters:
  ///   - service: The name in every JSON line.
  ///   - levels: The levels from which records are written.
  ///   - format: The format; text on a terminal and JSON elsewhere by default.
  ///   - capacity: The ring's size in bytes, rounded up to a power of two, at least 64 KiB.
  public convenience init(
    service: String, levels: LogLevels = LogLevels(.info), format: LogFormat? = nil, capacity: Int = defaultCapacity
  ) throws(PlatformError) {
    try self.init(
      service: service, levels: levels, format: format ?? .automatic(for: .output), descriptor: StandardStream.output.rawValue,
      capacity: capacity)
  }

  /// Creates an output to a descriptor, which must stay open for as long as the output is used.
  public init(
    service: String, levels: LogLevels = LogLevels(.info), format: LogFormat, descriptor: Int32, capacity: Int = defaultCapacity
  ) throws(PlatformError) {
    self.service = service
    self.format = format
    let reporter = LogReporter(service: service, format: format)
    let writer = LogWriter(descriptor: descriptor, capacity: capacity, report: reporter.report)
    (self.writer, sink, memory) = (writer, writer, nil)
    state = Mutex(State(levels: levels))
    try writer.start()
  }

  private init(service: String, levels: LogLevels, format: LogFormat, memory: LogMemory) {
    (self.service, self.format, self.sink, self.memory, writer) = (service, format, memory, memory, nil)
    state = Mutex(State(levels: levels))
  }

  /// Returns an output that keeps its lines, for tests: see `lines`.
  public static func inMemory(service: String = "test", levels: LogLevels = LogLevels(.trace), format: LogFormat = .json) -> LogOutput {
    LogOutput(service: service, levels: levels, format: format, memory: LogMemory())
  }

  deinit { writer?.stop() }

  /// The lines so far, without their line feeds, of an output in memory; none of others.
  public var lines: [String] { memory?.all ?? [] }

  /// The number of lines lost since the start, because the ring was full or the descriptor refused them.
  public var droppedLines: Int { writer?.droppedLines ?? 0 }

  /// Registers the counter of lost lines, `log_lines_dropped_total`.
  public func register(in metrics: Metrics) {
    metrics.counter("log_lines_dropped", help: "Log lines lost: nobody read them fast enough, or the output refused them.") {
      [weak self] in self.map { Double($0.droppedLines) }
    }
  }

  /// Waits until every line logged before has been written or refused. False if `duration` passed first.
  ///
  /// It blocks the thread, so it is for the end of a process. It does not wait for a reader that has gone.
  @discardableResult
  public func flush(within duration: Duration) -> Bool {
    guard let writer else { return true }
    let (seconds, attoseconds) = duration.components
    return writer.flush(nanoseconds: Int(clamping: seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
  }

  /// The levels from which records are written. They can be changed at any time, and every logger follows at once.
  public var levels: LogLevels {
    get { state.withLock { $0.levels } }
    set {
      state.withLock { state in
        state.levels = newValue
        for (name, source) in state.sources { source.level = newValue.level(of: name) }
      }
    }
  }

  func source(named name: String) -> LogSource {
    state.withLock { state in
      let name = state.sources.count < Self.maximumNameCount || state.sources[name] != nil ? name : ""
      if let source = state.sources[name] { return source }
      let source = LogSource(name: name, service: service, level: state.levels.level(of: name), format: format, sink: sink)
      state.sources[name] = source
      return source
    }
  }
}
