import JSON
import Platform
import TestSupport
import Testing

/// What telemetry allocates, counted in a process of its own. The debug build allocates more than the release build, never less.
@Suite(.blocking) struct TelemetryCostTests {
  /// Beside the bundle that these tests are in.
  private static let program: String = {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? ""
    let parts = bundle.split(separator: "/")
    let folder = parts.firstIndex { $0.hasSuffix(".xctest") }.map { parts[..<$0].map { "/\($0)" }.joined() }
    let checkout = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined()
    return "\(folder ?? "\(checkout)/.build/debug")/benchmark"
  }()

  @Test func `what is not logged, counts and observations allocate nothing`() throws {
    let outcome = try ChildProcess.run(
      [Self.program, "telemetry", "--runs", "1", "--format", "json"], environment: Environment.forChildren)
    try #require(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    var counted: [String: Double] = [:]
    for row in try #require(JSONValue(parsing: outcome.output).array) {
      let name = try #require(row["name"]?.string)
      if name.hasSuffix("-allocations") { counted[String(name.dropFirst("telemetry-".count).dropLast("-allocations".count))] = row["value"]?.double }
    }
    for name in ["log line of a disabled level", "counter", "gauge", "histogram", "span that is not sampled"] {
      #expect(counted[name] == 0, "\(name)")
    }
    #expect(try #require(counted["lookup by labels"]) >= 1, "the counting itself counts nothing")
  }
}
