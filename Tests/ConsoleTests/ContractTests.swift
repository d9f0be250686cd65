import TestSupport
import Testing

@Suite struct ContractTests {
  @Test func `it keeps the contract of every service`() async throws {
    #expect(try await ServiceContract.brokenClauses(of: "console") == [])
  }
}
