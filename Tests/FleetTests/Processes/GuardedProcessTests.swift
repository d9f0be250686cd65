import Platform
import Synchronization
import TestSupport
import Testing

/// Held here because the guard is a program, and `fleet` is the one that has it.
@Suite struct GuardedProcessTests {
  private final class Log: Sendable {
    let events = Mutex<[GuardedProcess.Event]>([])
    var output: String {
      events.withLock { events in
        String(decoding: events.flatMap { event -> [UInt8] in if case .output(let bytes) = event { bytes } else { [] } }, as: UTF8.self)
      }
    }
    var ending: GuardedProcess.Ending? {
      events.withLock { events in if case .ended(let ending) = events.last { ending } else { nil } }
    }
  }

  private func start(_ script: String, _ log: Log, in folder: String = "/") throws -> GuardedProcess {
    try GuardedProcess(
      starting: ["sh", "-c", script], guardedBy: [Repository.fleet, "guard"], environment: Environment.forChildren, in: folder
    ) { event in log.events.withLock { $0.append(event) } }
  }

  private func ending(_ log: Log) async throws -> GuardedProcess.Ending {
    try await RunningFleet.wait(for: "the end") { log.ending != nil }
    return log.ending!
  }

  private func number(in log: Log) async throws -> Int {
    try await RunningFleet.wait(for: "a number") { log.output.hasSuffix("\n") }
    return try #require(Int(log.output.dropLast()))
  }

  @Test(
    arguments: [
      ("exit 0", .exit(0)), ("exit 255", .exit(255)), ("kill -9 $$", .signal(9)), ("kill -TERM $$", .signal(15)),
    ] as [(String, GuardedProcess.Ending)])
  func `how it ended is told as it was`(script: String, expected: GuardedProcess.Ending) async throws {
    let log = Log()
    let process = try start(script, log)
    #expect(try await ending(log) == expected)
    withExtendedLifetime(process) {}
  }

  @Test func `all that it wrote comes before its end, on its two streams`() async throws {
    let log = Log()
    let process = try start("head -c 300000 /dev/zero | tr '\\0' x; echo err >&2; pwd; exit 3", log, in: "/usr")
    #expect(try await ending(log) == .exit(3))
    #expect(log.output.utf8.count == 300_005)
    #expect(log.output.hasSuffix("x/usr\n"))
    #expect(log.events.withLock { $0.contains(.errorOutput(Array("err\n".utf8))) })
    withExtendedLifetime(process) {}
  }

  @Test func `it leads a process group of its own and gets its signals`() async throws {
    let log = Log()
    let process = try start("trap 'echo caught; exit 5' TERM; ps -o pgid= -p $$ | tr -d ' '; while :; do sleep 0.01; done", log)
    #expect(try await number(in: log) == Int(process.identifier))
    process.signal(15)
    #expect(try await ending(log) == .exit(5))
    #expect(log.output.hasSuffix("caught\n"))
  }

  @Test func `what it left behind in its group ends with it`() async throws {
    let log = Log()
    let process = try start("sleep 600 & echo $!; exit 0", log)
    #expect(try await ending(log) == .exit(0))
    let left = try #require(Int(log.output.dropLast()))
    try await RunningFleet.wait(for: "the end of \(left)") { !RunningFleet.isRunning(left) }
    withExtendedLifetime(process) {}
  }

  @Test func `killing it kills its group`() async throws {
    let log = Log()
    let process = try start("trap '' TERM; sleep 600 & echo $!; wait", log)
    let inner = try await number(in: log)
    process.kill()
    #expect(try await ending(log) == .signal(9))
    try await RunningFleet.wait(for: "the end of \(inner)") { !RunningFleet.isRunning(inner) }
  }

  @Test func `letting go of it ends it`() async throws {
    let log = Log()
    var process: GuardedProcess? = try start("sleep 600 & echo $!; wait", log)
    let inner = try await number(in: log)
    let identifier = Int(try #require(process).identifier)
    process = nil
    try await RunningFleet.wait(for: "the end of \(identifier)") { !RunningFleet.isRunning(identifier) && !RunningFleet.isRunning(inner) }
  }

  @Test func `a killed guard takes the child with it`() async throws {
    let log = Log()
    let process = try start("echo $PPID; sleep 600", log)
    let guardian = try await number(in: log)
    _ = try ChildProcess.run(["kill", "-9", "\(guardian)"], environment: Environment.forChildren)
    #expect(try await ending(log) == .lostGuard)
    #expect(!RunningFleet.isRunning(Int(process.identifier)))
  }

  @Test func `signals after the end do nothing`() async throws {
    let log = Log()
    let process = try start("exit 0", log)
    #expect(try await ending(log) == .exit(0))
    process.signal(15)
    process.kill()
  }

  @Test func `a program or a folder that is not there is an error that names it`() {
    let missing = #expect(throws: PlatformError.self) {
      try GuardedProcess(starting: ["/no/such/program"], guardedBy: [Repository.fleet, "guard"], environment: [], in: "/") { _ in }
    }
    #expect(missing == PlatformError("run", "/no/such/program", code: 2))
    #expect(throws: PlatformError.self) { try start("exit 0", Log(), in: "/no/such/folder") }
  }
}
