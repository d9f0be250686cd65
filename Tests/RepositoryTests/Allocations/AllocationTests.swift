import JSON
import Platform
import TestSupport
import Testing

/// Counted in the release build, as it is served: the debug build allocates what the optimiser takes out.
@Suite struct AllocationTests {
  private static let benchmark = ".build/release/benchmark"
  private static let budget = 2.0
  private static let statementBudget = 3.0

  @Test(
    .enabled(if: (try? Checkout.exists(benchmark)) == true, "needs \(benchmark), which `make test` builds"),
    .timeLimit(.minutes(15)))
  func `a keep-alive request allocates twice at most, and a prepared statement three times`() async throws {
    let outcome = try await onOwnThread {
      try ChildProcess.run(
        ["sh", "-c", "cd \"$0\" && exec \(Self.benchmark) allocations --format json", Checkout.root], environment: Environment.forChildren,
        seconds: 240)
    }
    try #require(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    var counts: [String: Double] = [:]
    for row in try #require(JSONValue(parsing: outcome.output).array) {
      counts[try #require(row["name"]?.string)] = try #require(row["value"]?.double)
    }
    // What surely allocates was counted, or the rest means nothing.
    #expect(try #require(counts["allocations-control"]) >= 8)
    for name in ["allocations-keep-alive-16", "allocations-json-1k"] {
      #expect(try #require(counts[name]) <= Self.budget, "\(name)")
    }
    if let statement = counts["allocations-postgres-select"] {
      #expect(statement <= Self.statementBudget)
    } else {
      print("AllocationTests: without the statement, PostgreSQL is not installed")
    }
  }
}
