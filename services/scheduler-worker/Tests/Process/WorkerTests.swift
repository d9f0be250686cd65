import HTTP
import IO
import JSON
import Platform
import TestSupport
import Testing

@testable import SchedulerWorker

/// The real process, a real clock, and a receiver on a real socket.
@Suite struct WorkerTests {
  /// A file with one schedule that runs every second.
  private func everySecond(_ request: String, _ members: String = "") -> String {
    #"{ "version": 1, "schedules": [{ "name": "tick", "cron": "* * * * * *", \#(members) "request": { \#(request) } }] }"#
  }

  /// A call that goes on for as long as the receiver holds it, however slow the machine is.
  private func patientCall(_ receiver: Receiver) -> String { #""url": "\#(receiver.url)", "timeout": "1h""# }

  private let local = ["ALLOWED_ADDRESSES": "127.0.0.1"]

  @Test func `a schedule calls its receiver as the file says, in a trace that the log names`() async throws {
    let receiver = try Receiver { _, _ in .status(202) }
    let request = #"""
      "method": "PUT", "url": "\#(receiver.url)/hooks/a%20b?x=1&y", "headers": { "X-Kind": "nightly", "Authorization": "Bearer s3cret" },
      "body": { "kind": "nightly", "to": ["team", "ü"] }, "expectedStatus": [202], "timeout": "5s"
      """#
    let worker = try Worker(schedules: everySecond(request), local)
    let succeeded = try await worker.record("run succeeded")
    worker.terminate()
    #expect(try await worker.ending() == .exit(0))

    let call = try #require(receiver.received.first)
    #expect(call.head.first == "PUT /hooks/a%20b?x=1&y HTTP/1.1")
    #expect(call.field("host") == "\(receiver.address)")
    #expect(call.field("x-kind") == "nightly" && call.field("authorization") == "Bearer s3cret")
    #expect(call.field("content-type") == "application/json")
    #expect(call.body == #"{"kind":"nightly","to":["team","ü"]}"#)
    let scheduled = try #require(call.scheduledTime)
    #expect(call.field("idempotency-key") == "\"tick/\(scheduled)\"")
    #expect(succeeded["schedule"]?.string == "tick" && succeeded["scheduledTime"]?.string == scheduled)
    #expect(succeeded["status"]?.int == 202 && succeeded["attempts"]?.int == 1)
    let parent = try #require(call.field("traceparent")).split(separator: "-").map(String.init)
    #expect(parent.count == 4 && parent[1] == succeeded["trace_id"]?.string)
    #expect(!worker.output.contains("s3cret"), "a secret of a header stays out of the log")
    let keys = receiver.received.map { $0.field("idempotency-key") }
    #expect(Set(keys).count == keys.count, "each run has a key of its own")
  }

  @Test func `from SIGTERM on nothing is claimed, however long the process goes on`() async throws {
    let receiver = try Receiver()
    let worker = try Worker(
      schedules: everySecond(#""url": "\#(receiver.url)""#, #""overlap": "allow","#), local.merging(["SHUTDOWN_DELAY": "3s"]) { $1 })
    _ = try await worker.record("run succeeded")
    #expect(try await ServiceContract.claimsWhileDraining(of: worker.process) { receiver.received.compactMap(\.scheduledTime) } == [])
  }

  @Test func `a run in flight at SIGTERM is let to its end`() async throws {
    let receiver = try Receiver { _, _ in .held }
    let worker = try Worker(schedules: everySecond(patientCall(receiver)), local.merging(["SHUTDOWN_TIMEOUT": "10m"]) { $1 })
    _ = try await worker.wait(for: "a call") { receiver.received.first }
    worker.terminate()
    _ = try await worker.record("readiness changes") { $0["status"]?.string == "draining" }
    receiver.release()
    #expect(try await worker.ending() == .exit(0))
    #expect(worker.records("run succeeded").count == 1)
  }

  @Test func `a run that outlasts the time to drain is cut off, and the process exits 1`() async throws {
    let receiver = try Receiver { _, _ in .held }
    let worker = try Worker(schedules: everySecond(patientCall(receiver)), local.merging(["SHUTDOWN_TIMEOUT": "300ms"]) { $1 })
    _ = try await worker.wait(for: "a call") { receiver.received.first }
    worker.terminate()
    #expect(try await worker.ending() == .exit(1))
    #expect(worker.records("run interrupted: the process stops").count == 1)
  }

  @Test(arguments: ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0"])
  func `an address that is not public is not even connected to`(host: String) async throws {
    let receiver = try Receiver()
    let worker = try Worker(schedules: everySecond(#""url": "http://\#(host):\#(receiver.address.port!)/", "retries": { "attempts": 5 }"#))
    let failed = try await worker.record("run failed")
    #expect(failed["attempts"]?.int == 1, "another attempt would fare no better")
    #expect(failed["reason"]?.string?.contains("127.0.0.1") == true || failed["reason"]?.string?.contains("0.0.0.0") == true)
    worker.terminate()
    #expect(try await worker.ending() == .exit(0))
    #expect(receiver.connections == 0)
  }

  @Test func `a file that does not hold ends the process with 78 before it opens anything, every mistake named`() async throws {
    let schedules = #"""
      { "version": 1,
        "schedules": [
          { "name": "a", "cron": "0 0 30 2 *", "timeZone": "../../etc/passwd", "request": { "url": "ftp://example.com" } },
          { "name": "a", "cron": "@daily", "request": { "url": "http://example.com" } } ] }
      """#
    let worker = try Worker(schedules: schedules, ["MAX_RUNS": "0"])
    #expect(try await worker.ending() == .exit(78))
    #expect(worker.output.isEmpty)
    for mistake in [
      "schedules.json:3:28: /schedules/0/cron: \"0 0 30 2 *\" never fires",
      "schedules.json:3:54: /schedules/0/timeZone: \"../../etc/passwd\" is not the name of a time zone",
      "schedules.json:3:94: /schedules/0/request/url: expected a URL that begins with", "schedules.json:4:15: /schedules/1/name: there is an earlier",
      "MAX_RUNS: expected a whole number from 1 to 10000",
    ] { #expect(worker.errorOutput.contains(mistake), "\(mistake)\n\(worker.errorOutput)") }
  }

  @Test func `administration says what comes next, to whoever has the token`() async throws {
    let token = "0123456789abcdef"
    let settings = ["ADMIN_TOKEN": token, "ADMIN_PORT": "0", "EVENT_LOOPS": "1"]
    let schedules = #"""
      { "version": 1, "schedules": [
        { "name": "yearly", "cron": "0 0 1 1 *", "timeZone": "Asia/Tokyo", "request": { "url": "http://example.com" } } ] }
      """#
    let worker = try Worker(schedules: schedules, settings)
    let listening = try await worker.record("listening") { $0["admin"] != nil }
    let url = "http://\(try #require(listening["admin"]?.string))/schedules"
    let loops = try EventLoops(count: 1)
    defer { loops.stop() }
    let client = Client(on: loops)
    #expect(try await client.send(ClientRequest(.get, url)).status == .unauthorized)
    let answer = try await client.send(ClientRequest(.get, url, headers: ["authorization": "Bearer \(token)"]))
    let overview = try JSONValue(parsing: await answer.body.collect(upTo: 1 << 20))
    #expect(overview["running"]?.int == 0 && overview["waiting"]?.int == 0)
    let schedule = try #require(overview["schedules"]?.array?.first)
    #expect(schedule["name"]?.string == "yearly" && schedule["nextRun"]?.string?.hasSuffix("-12-31T15:00:00Z") == true)
    worker.terminate()
    #expect(try await worker.ending() == .exit(0))
  }

  @Test func `metrics count what ran, how late, and what goes on`() async throws {
    let receiver = try Receiver { number, _ in number == 0 ? .status(500) : .held }
    let worker = try Worker(schedules: everySecond(patientCall(receiver)), local)
    _ = try await worker.record("run failed")
    _ = try await worker.wait(for: "the second run") { receiver.received.count == 2 ? true : nil }
    let health = try #require(try await worker.record("listening")["health"]?.string)
    let loops = try EventLoops(count: 1)
    defer { loops.stop() }
    let answer = try await Client(on: loops).send(ClientRequest(.get, "http://\(health)/metrics"))
    let lines = String(decoding: try await answer.body.collect(upTo: 1 << 20), as: UTF8.self).split(separator: "\n")
    for line in [
      "scheduler_runs_total{schedule=\"tick\",outcome=\"failed\"} 1", "scheduler_runs_in_flight 1", "scheduler_runs_waiting 0",
      "scheduler_run_lateness_seconds_count 2", "scheduler_run_duration_seconds_count{schedule=\"tick\"} 1",
    ] { #expect(lines.contains { $0 == line }, "\(line)\n\(lines.filter { $0.hasPrefix("scheduler") }.joined(separator: "\n"))") }
    receiver.release()
    worker.terminate()
    #expect(try await worker.ending() == .exit(0))
  }

  @Test func `a pipe in place of the file is refused by the check and the start, and keeps nobody from telling the version`() async throws {
    let folder = try TemporaryFolder()
    let pipe = "\(folder.path)/pipe"
    _ = try await onOwnThread { try ChildProcess.run(["mkfifo", pipe], environment: Environment.forChildren) }
    for (arguments, status) in [([], 78), (["--check-config"], 78), (["--version"], 0), (["--check-health"], 1)] as [([String], Int32)] {
      let worker = try Worker(arguments, schedules: "", ["SCHEDULES_FILE": pipe])
      #expect(try await worker.ending() == .exit(status), "\(arguments): \(worker.output)\(worker.errorOutput)")
      let isNamed = worker.errorOutput.contains(
        "SCHEDULES_FILE: expected a regular file of up to 16777216 bytes, found something that is not a file at")
      #expect(isNamed == (status == 78), "\(arguments): \(worker.errorOutput)")
    }
  }

  @Test func `--preview prints the next runs, in the schedule's zone and in UTC`() async throws {
    let schedules = #"""
      { "version": 1, "schedules": [
        { "name": "nightly", "cron": "30 2 * * *", "timeZone": "Asia/Kathmandu", "request": { "url": "http://example.com" } } ] }
      """#
    let worker = try Worker(["--preview=2"], schedules: schedules)
    #expect(try await worker.ending() == .exit(0))
    let lines = worker.output.split(separator: "\n")
    #expect(lines.first == "nightly (Asia/Kathmandu)")
    #expect(lines.count == 3 && lines.dropFirst().allSatisfy { $0.contains("T02:30:00+05:45") && $0.hasSuffix("T20:45:00Z") })
    let wrong = try Worker(["--preview=0"], schedules: schedules)
    #expect(try await wrong.ending() == .exit(64))
  }
}
