import JSON
import Platform
import TestSupport
import Testing

@testable import Fleet

/// That every check can fail: a process that keeps the contract, and breaks one clause of it at a time.
@Suite struct ContractTests {
  struct Breach: Sendable {
    /// What the model does wrong.
    let name: String
    let check: String
    /// Part of what the check says of it.
    let finding: String

    init(_ name: String, _ check: String, _ finding: String) {
      self.name = name
      self.check = check
      self.finding = finding
    }
  }

  static let breaches = [
    Breach("takes-all", "wrong-settings", "expected exit code 78"),
    Breach("wrong-exit-code", "wrong-settings", "expected exit code 78; it ended with exit code 1"),
    Breach("names-one-mistake", "wrong-settings", "standard error does not name SHUTDOWN_DELAY, SHUTDOWN_TIMEOUT"),
    Breach("opens-first", "wrong-settings", "expected exit code 78; it ended with exit code 1"),
    Breach("refuses-good", "check-config", "expected exit code 0 for good settings; it ended with exit code 1"),
    Breach("prints-half", "print-env", "it does not print LOG_LEVEL"),
    Breach("prints-no-file", "print-env", "what it prints is no .env file"),
    Breach("prints-other", "settings-file", "services/alpha/settings.json is not what the program prints"),
    Breach("names-no-port", "listening", "refused"),
    Breach("names-no-http", "listening", "`http`"),
    Breach("not-alive", "livez", "expected 200, found 503"),
    Breach("names-no-check", "readyz", "the text does not name work"),
    Breach("no-json", "readyz", "with Accept: application/json, found: "),
    Breach("says-another-name", "readyz", "`service` is not alpha"),
    Breach("never-healthy", "check-health", "expected exit code 0 while it is ready"),
    Breach("always-healthy", "check-health", "expected exit code 1 once the process has ended"),
    Breach("no-start-time", "metrics", "there is no process_start_time_seconds"),
    Breach("metrics-without-type", "metrics", "other has no `# TYPE` before it"),
    Breach("knows-every-path", "unknown-path", "expected 404 on the health port, found 200"),
    Breach("falls-over", "unknown-path", "expected an answer below 500 on the service's port, found 500"),
    Breach("speaks-plainly", "logs", "is no JSON object with a message: hello"),
    Breach("log-without-service", "logs", "`service` is not alpha"),
    Breach("log-in-local-time", "logs", "`time` is no time of UTC"),
    Breach("log-of-another-level", "logs", "`level` is none of"),
    Breach("writes-to-stderr", "logs", "standard error is not empty: bye"),
    Breach("ends-badly", "clean-stop", "expected exit code 0; it ended with exit code 3"),
    Breach("waits-for-idle", "clean-stop", "waited 10 s for the process to end"),
    Breach("ready-while-draining", "draining", "/readyz has not become 503"),
    Breach("dies-draining", "draining", "expected /livez 200, found 503"),
    Breach("metrics-say-ready", "draining", "expected service_ready 0"),
    Breach("drops-work", "in-flight", "the request that was in flight: the connection ended without a response"),
    Breach("cuts-answers", "in-flight", "the request that was in flight: the connection ended within the response"),
    Breach("works-on-nothing", "in-flight", "it was never in flight"),
    Breach("forgets-half-requests", "half-sent", "the request that was half sent: "),
    Breach("passes-the-deadline", "deadline", "expected exit code 1; it ended with exit code 0"),
    Breach("waits-for-ever", "deadline", "waited 10 s for the process to end"),
    Breach("ignores-the-second", "second-signal", "waited 5 s for the process to end"),
    Breach("second-exits-1", "second-signal", "expected exit code 130 after two SIGINT; it ended with exit code 1"),
    Breach("interrupt-is-130", "interrupt", "expected exit code 0; it ended with exit code 130"),
    Breach("ready-before-it-started", "stop-while-starting", "/readyz has not become 503"),
    Breach("waits-for-the-start", "stop-while-starting", "waited 10 s for the process to end"),
    Breach("deaf-at-first", "stop-at-any-moment", "expected exit code 0; it ended with exit code 9"),
    Breach("closes-at-once", "no-dropped-request", "before the ports may close) was not answered"),
  ]

  /// A repository whose only service is the model.
  private func model(for test: String) throws -> StandIns? {
    guard let services = try StandIns(for: test) else { return nil }
    try services.folder.write(ModelService.description, to: "services/alpha/service.json")
    try services.install(ModelService.script, "alpha")
    let printed = try ChildProcess.run(["\(services.folder.path)/.build/debug/alpha", "--print-env=own"], environment: Environment.forChildren)
    try services.folder.write(String(decoding: printed.output, as: UTF8.self), to: "services/alpha/settings.json")
    return services
  }

  private func verify(_ services: StandIns, _ arguments: [String], breaking clause: String = "") async throws -> [String: String] {
    let fleet = try RunningFleet(
      ["verify", "alpha", "--configuration", "debug", "--format", "json"] + arguments, in: services.folder.path, environment: ["BREAK": clause])
    let ending = try await fleet.ending()
    let report = try JSONValue(parsing: fleet.output.isEmpty ? "{}" : fleet.output)
    let failed = try #require(report["checks"]?.array, "\(fleet.errorOutput)").filter { $0["passed"]?.bool == false }
    #expect(ending == .exit(failed.isEmpty ? 0 : 1))
    return Dictionary(uniqueKeysWithValues: failed.map { ($0["name"]?.string ?? "", $0["detail"]?.string ?? "") })
  }

  @Test func `who keeps every clause passes`() async throws {
    guard let services = try model(for: "who keeps every clause passes") else { return }
    let found = try await verify(services, [])
    #expect(found == [:], "what was found, by check: \(found.sorted { $0.key < $1.key })")
  }

  @Test func `a clause that is broken is found by its check`() async throws {
    guard let services = try model(for: "a clause that is broken is found by its check") else { return }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, breach) in Self.breaches.enumerated() {
        // A few at a time, so that the model is not slow for another reason.
        if index >= 6 { try await group.next() }
        group.addTask {
          let found = try await verify(services, ["--only", breach.check], breaking: breach.name)
          #expect(found[breach.check]?.contains(breach.finding) == true, "\(breach.name): \(found)")
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `every check has a clause that makes it fail`() {
    #expect(Set(Self.breaches.map(\.check)) == Set(Check.all.map(\.name)))
  }
}
