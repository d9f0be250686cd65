import Lifecycle

/// The contract of every work store, whatever it is made of.
///
/// ```swift
/// @Test func `it keeps the contract of every store of work`() async throws {
///   #expect(try await WorkStoreContract.broken { units in MemoryStore(units) } == [])
/// }
/// ```
public enum WorkStoreContract {
  /// Returns the clauses that a store breaks, each a sentence; none where it keeps all of them.
  ///
  /// - Parameter make: Makes a store of `units` units that may all be worked on at the same time.
  public static func broken<Store: WorkStore>(_ make: (_ units: Int) async throws -> Store) async throws -> [String] {
    var broken: [String] = []
    func expect(_ holds: Bool, _ clause: String) { if !holds { broken.append(clause) } }

    let empty = try await make(0)
    expect(try await empty.claim() == nil, "a store without units has none to claim")

    let three = try await make(3)
    let units = try await claimAll(of: three)
    expect(Set(units.map(\.id)).count == 3 && units.count == 3, "each unit is claimed once: 3 were there, \(units.map(\.id)) were claimed")
    expect(try await three.claim() == nil, "a unit that is being worked on is not given to another")
    for unit in units { try await three.finish(unit, .succeeded) }
    expect(try await three.claim() == nil, "a unit that was done is not given out again")

    for outcome in WorkOutcome.allCases {
      let two = try await make(2)
      guard let first = try await two.claim() else {
        expect(false, "a unit that waits is given out")
        continue
      }
      try await two.finish(first, outcome)
      let others = try await claimAll(of: two).filter { $0.id != first.id }
      expect(others.count == 1, "a unit that ended as \(outcome) leaves the others to be claimed")
    }

    let count = 200
    let shared = try await make(count)
    let claimed = try await withThrowingTaskGroup(of: [Store.Unit.ID].self) { group in
      for _ in 0..<8 { group.addTask { try await claimAll(of: shared).map(\.id) } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    expect(
      claimed.count == count && Set(claimed).count == count,
      "however many claim at the same time, each unit is claimed once: \(count) were there, \(claimed.count) claimed, \(Set(claimed).count) different"
    )
    return broken
  }

  private static func claimAll<Store: WorkStore>(of store: Store) async throws -> [Store.Unit] {
    var units: [Store.Unit] = []
    // A store that gives out units without end has broken the contract; the loop must end nevertheless.
    while units.count < 10_000, let unit = try await store.claim() { units.append(unit) }
    return units
  }
}
