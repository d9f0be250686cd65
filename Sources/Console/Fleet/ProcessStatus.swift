import JSON

/// Standing of a process: what the page shows of it.
struct ProcessStatus: Sendable, Equatable {
  enum State: String, Sendable {
    case starting, ready, draining
    /// It lives, and a check fails.
    case failing
    /// It ought to run, and does not answer.
    case down
    /// It has ended.
    case exited
  }

  var member: FleetMember
  var state: State
  /// Reason for the state, where the checks do not say so.
  var message: String?
  var report: HealthReport?
  var figures: RequestFigures?
  /// Bytes of memory in use.
  var residentMemory: Double?

  /// Answer of a process.
  enum Answer: Sendable, Equatable {
    /// No answer, and why.
    case none(String)
    case report(HealthReport, isLive: Bool)
  }

  /// - Parameter answer: `nil` for a process that was not asked: it has ended, or its address is not known yet.
  init(_ member: FleetMember, answer: Answer?) {
    self.member = member
    switch (member.state, answer) {
    case (.exited, _): state = .exited
    case (.running, nil) where member.kind == "database":
      // It has no health port: whoever started it knows that it takes connections.
      state = .ready
    case (_, nil):
      state = .starting
      message = "It has not said yet where it listens."
    case (.starting, .none?): state = .starting
    case (_, .none(let reason)?):
      state = .down
      message = reason
    case (_, .report(let report, let isLive)?):
      self.report = report
      state = State(rawValue: report.status) ?? .failing
      if !isLive {
        state = .failing
        message = "It does not count as live: its event loops do not turn."
      }
    }
  }

  var json: JSONValue {
    .members([
      ("name", .string(member.name)),
      ("kind", member.kind.map { .string($0) }),
      ("state", .string(state.rawValue)),
      ("pid", member.process.map { .number($0) }),
      ("url", member.url.map { .string($0) }),
      ("exitCode", member.exitCode.map { .number($0) }),
      ("lastLines", member.lastLines.isEmpty ? nil : .array(member.lastLines.map { .string($0) })),
      ("message", message.map { .string($0) }),
      ("version", report?.version.map { .string($0) }),
      ("uptimeSeconds", Self.number(report?.uptimeSeconds)),
      ("checks", report.map { report in .array(report.checks.map(Self.json)) }),
      ("requestsPerSecond", Self.number(figures?.perSecond)),
      ("p50Seconds", Self.number(figures?.median)),
      ("p95Seconds", Self.number(figures?.ninetyFifth)),
      ("memoryBytes", Self.number(residentMemory)),
    ])
  }

  /// Number that JSON can hold. A process can say what it likes: sums of its figures may be beyond that.
  private static func number(_ value: Double?) -> JSONValue? { value.flatMap { $0.isFinite ? .number($0) : nil } }

  private static func json(of check: HealthReport.Check) -> JSONValue {
    .members([
      ("name", .string(check.name)), ("ok", .bool(check.isOK)), ("message", check.message.map { .string($0) }),
      ("durationSeconds", number(check.seconds)),
    ])
  }
}
