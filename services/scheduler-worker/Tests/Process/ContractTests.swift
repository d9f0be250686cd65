import TestSupport
import Testing

@Suite struct ContractTests {
  /// Health, readiness that ends first, draining, settings and a current settings.json among them:
  /// `fleet verify scheduler-worker` shows them all.
  @Test func `it keeps the contract of every service`() async throws {
    for clause in try await ServiceContract.brokenClauses(of: "scheduler-worker") { Issue.record("\(clause)") }
  }
}
