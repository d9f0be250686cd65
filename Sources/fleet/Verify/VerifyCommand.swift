import CommandLine
import IO
import Platform

/// `fleet verify`: holds a service to the contract that every service keeps.
enum VerifyCommand {
  static let command = Command<WritingAction>(
    name: "verify",
    summary: "hold a service to its contract: the real process, real signals, real connections",
    details: """
      Starts the service's program again and again, each time with a question: what does it do with wrong settings, what do its ports
      answer, what becomes of a request in flight when SIGTERM comes? Every check is named, and says what it found where a clause is
      not kept. Settings are those of fleet up, but for the ports, which are free ones, and what a check sets itself. Mostly a check
      waits, so several are made at a time; --jobs 1 makes one after the other. A service with a database gets one of its own, brought
      up to date by --migrate, unless DATABASE_URL names one.

      Exit codes: 0 every clause is kept, 1 one is not, 2 the service could not be examined.
      """,
    operands: [Operand(name: "SERVICE", help: "the service to examine")],
    options: [.format, .only, .jobs, .seed],
    examples: [
      ("fleet verify scheduler-worker", "all checks"),
      ("fleet verify console --only no-dropped-request", "one of them"),
    ],
    run: run)

  private static func run(_ arguments: Arguments) async throws -> ExitCode {
    let environment = ThisProcess.environment
    let root = try Checkout.findRoot(given: arguments[.root])
    let checkout = try Checkout(root: root)
    let service = try checkout.service(named: arguments.operands[0])
    let build = Build(root: root, given: arguments[.configuration], tool: try File.realPath("/proc/self/exe"))
    try build.check([service.name])
    let seed = try arguments[.seed].map(number) ?? UInt64.random(in: 0...UInt64(Int32.max))
    let settings = try Settings(root: root, environment: environment)
    let checks = try selected(arguments[.only])
    let database = service.database && !settings.hasDatabase ? try await VerifyDatabase(for: service, environment: environment) : nil
    defer { database?.remove() }
    let subject = Subject(service, checkout, build, settings, databaseURL: database?.url, seed: seed)
    let isJSON = arguments.isJSON
    let style = Style(choice: arguments[.color], isTerminal: StandardStream.output.isTerminal, environment: environment)
    // The guards see to the processes.
    let isHeard = Signals.onTermination { signal in
      database?.remove()
      ThisProcess.exit(signal.exitStatus)
    }
    if !isHeard { throw Failure("the system makes no thread to await signals on") }

    let loops = try EventLoops(count: 1)
    defer { loops.stop() }
    let examination = Task(executorPreference: loops.all[0]) {
      try await subject.migrate()
      var report = VerifyReport(service: service)
      try await Examination(checks, of: subject, jobs: arguments.number(.jobs)).run { result in
        report.results.append(result)
        if !isJSON { try StandardStream.output.write(VerifyReport.line(result, style)) }
      }
      return report
    }
    let report = try await examination.value
    try StandardStream.output.write(isJSON ? report.json.encoded() + [0x0A] : Array(report.lastLine(style).utf8))
    return report.failed == 0 ? .success : .findings
  }

  private static func selected(_ name: String?) throws -> [Check] {
    guard let name else { return Check.all }
    if let check = Check.all.first(where: { $0.name == name }) { return [check] }
    throw UsageError.unknown("check", name, of: Check.all.map(\.name))
  }

  private static func number(_ text: String) throws -> UInt64 {
    guard let number = UInt64(text) else { throw UsageError("--seed is a number, not '\(text)'") }
    return number
  }
}

extension Option {
  fileprivate static let only = value("--only", "CHECK", "make this check alone")
  fileprivate static let jobs = number("--jobs", "NUMBER", in: 1...64, default: 6, "how many checks at a time")
  fileprivate static let seed = value("--seed", "NUMBER", "repeat the random delays of an earlier run")
}
