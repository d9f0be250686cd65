import IOTesting
import TLS
import TestSupport
import Testing

struct ContractTests {
  private let certificates: TestCertificates?

  init() throws { certificates = try TestCertificates.make(for: "the contract of transports, over TLS") }

  @Test(arguments: TransportContract.clauses) func `TLS over memory keeps the contract of every transport`(
    clause: TransportContract.Clause
  ) async throws {
    guard let certificates else { return }
    try await clause.hold { try await securePair(over: MemoryTransport.pair(), certificates.client(), certificates.server()) }
  }

  @Test(arguments: TransportContract.clauses) func `TLS over a socket keeps the contract of every transport`(
    clause: TransportContract.Clause
  ) async throws {
    guard let certificates else { return }
    try await clause.hold { try await securePair(over: connectedSockets(), certificates.client(), certificates.server()) }
  }

  @Test(arguments: TransportContract.clauses) func `TLS over a small pipe with faults keeps the contract of every transport`(
    clause: TransportContract.Clause
  ) async throws {
    guard let certificates else { return }
    let generator = SeededGenerator(for: "TLS over faults")
    try await clause.hold {
      let (one, other) = try MemoryTransport.pair(capacity: 30_000)
      let faults = FaultTransport.Faults(short: 0.1, stall: 0.2)
      return try await securePair(
        over: (FaultTransport(one, faults, using: generator), FaultTransport(other, faults, using: generator)), certificates.client(),
        certificates.server())
    }
  }

  @Test(arguments: TransportContract.clauses) func `faults above TLS keep the contract of every transport`(
    clause: TransportContract.Clause
  ) async throws {
    guard let certificates else { return }
    let generator = SeededGenerator(for: "faults over TLS")
    try await clause.hold {
      // The caller comes back with other pieces than those that were not taken.
      let faults = FaultTransport.Faults(short: 0.1, stall: 0.2)
      let (one, other) = try await securePair(over: MemoryTransport.pair(capacity: 5000), certificates.client(), certificates.server())
      return (FaultTransport(one, faults, using: generator), FaultTransport(other, faults, using: generator))
    }
  }
}
