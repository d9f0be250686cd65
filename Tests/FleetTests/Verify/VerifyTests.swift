import JSON
import Platform
import TestSupport
import Testing

@testable import Fleet

@Suite struct VerifyTests {
  /// Every process of this repository; that each keeps its contract is a test of its own.
  static let services: [String] = {
    do { return try Checkout(root: Repository.root).order.services.map(\.name) } catch { return ["\(error)"] }
  }()

  @Test func `a report for programs is as its schema says`() async throws {
    let test = "a report for programs is as its schema says"
    guard let services = try StandIns(for: test) else { return }
    try services.add("alpha")
    for (check, code) in [("livez", Int32(0)), ("metrics", 1)] {
      let fleet = try RunningFleet(["verify", "alpha", "--configuration", "debug", "--format", "json", "--only", check], in: services.folder.path)
      #expect(try await fleet.ending() == .exit(code))
      let report = try JSONValue(parsing: fleet.output)
      #expect(report["checks"]?.array?.map { $0["name"]?.string } == [check])
      #expect(report["summary"]?["failed"]?.int == Int(code))
      try await expectValid(report, schema: "verify.schema.json", test: test)
    }
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
}
