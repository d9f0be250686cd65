import JSON
import Platform
import TestSupport
import Testing

@testable import Fleet

@Suite(.serialized) struct VerifyTests {
  static let services: [String] = {
    do { return try Checkout(root: Repository.root).order.services.map(\.name) } catch { return ["\(error)"] }
  }()

  /// The contract of every process of this repository.
  @Test(arguments: services)
  func `a service keeps its contract`(service: String) async throws {
    let fleet = try RunningFleet(["verify", service, "--configuration", "debug", "--format", "json"], in: Repository.root)
    let ending = try await fleet.ending()
    let report = try JSONValue(parsing: fleet.output.isEmpty ? "{}" : fleet.output)
    for check in report["checks"]?.array ?? [] where check["passed"]?.bool != true {
      Issue.record("\(service): \(check["name"]?.string ?? ""): \(check["promise"]?.string ?? "")\n\(check["detail"]?.string ?? "")")
    }
    #expect(ending == .exit(0), "\(fleet.errorOutput)")
    #expect(report["summary"]?["checks"]?.int == Check.all.count)
  }

  /// Which promises a process breaks that does little of what it should.
  @Test func `broken promises are found, each by its check`() async throws {
    guard let services = try StandIns(for: "broken promises are found, each by its check") else { return }
    try services.add("alpha")
    let fleet = try RunningFleet(["verify", "alpha", "--configuration", "debug", "--format", "json"], in: services.folder.path)
    #expect(try await fleet.ending() == .exit(1))
    let report = try JSONValue(parsing: fleet.output)
    let checks = try #require(report["checks"]?.array)
    #expect(checks.map { $0["name"]?.string } == Check.all.map(\.name))
    let kept = checks.filter { $0["passed"]?.bool == true }.map { $0["name"]?.string }
    #expect(report["summary"]?["failed"]?.int == checks.count - kept.count)
    // Whether one of the random moments hits it before it hears the signal is chance.
    #expect(kept.filter { $0 != "stop-at-any-moment" } == ["listening", "livez", "logs", "clean-stop", "stop-while-starting"])
    let details = Dictionary(uniqueKeysWithValues: checks.map { ($0["name"]?.string ?? "", $0["detail"]?.string ?? "") })
    #expect(details["unknown-path"]?.hasPrefix("expected 404 on the health port, found 200") == true)
    #expect(details["deadline"]?.hasPrefix("expected exit code 1; it ended with exit code 0; the last it wrote:\n    | ") == true)
    #expect(details["no-dropped-request"]?.contains("was not answered: ") == true)
    #expect(details["draining"]?.hasPrefix("/readyz has not become 503") == true)
    try expectValid(report, schema: "verify.schema.json", test: "broken promises are found, each by its check")
  }

  @Test func `a report for people has a line a check, and what was found instead`() async throws {
    guard let services = try StandIns(for: "a report for people has a line a check") else { return }
    try services.add("alpha")
    let livez = try RunningFleet(["verify", "alpha", "--configuration", "debug", "--only", "livez"], in: services.folder.path)
    #expect(try await livez.ending() == .exit(0))
    #expect(livez.output == "ok    livez: /livez: 200 while the process is alive\nalpha: 1 checks, 0 failed\n")
    let config = try RunningFleet(["verify", "alpha", "--configuration", "debug", "--only", "check-config"], in: services.folder.path)
    #expect(try await config.ending() == .exit(1))
    #expect(
      config.output.contains("FAIL  check-config: ")
        && config.output.contains("\n      expected exit code 0 for good settings; it ended with exit code 64"))
  }

  @Test func `names of checks are told apart`() {
    #expect(Set(Check.all.map(\.name)).count == Check.all.count)
  }

  /// Expects a validator that shares nothing with this project to accept the value.
  private func expectValid(_ value: JSONValue, schema: String, test: String) throws {
    guard let python = Python.withPackages(for: test) else { return }
    let folder = try TemporaryFolder()
    let document = try folder.write(String(decoding: value.encoded(), as: UTF8.self), to: "document.json")
    let outcome = try ChildProcess.run(
      [python, "-m", "check_jsonschema", "--schemafile", "\(Repository.root)/docs/schemas/\(schema)", document], environment: Environment.forChildren)
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.output, as: UTF8.self))")
  }
}
