import JSON
import Platform

extension ServiceContract {
  /// The reason why a run of a worker proves nothing about its claims.
  public struct Unproven: Error, CustomStringConvertible {
    /// The reason.
    public let description: String
  }

  /// Returns what a worker claims after it was told to stop: nothing, where its intake follows its readiness.
  ///
  /// The worker must have claimed something before; it then gets SIGTERM, and is observed to its end. Give it a `SHUTDOWN_DELAY` of some
  /// seconds, so that there is a time in which it could claim.
  ///
  /// ```swift
  /// #expect(try await ServiceContract.claimsWhileDraining(of: worker) { receiver.times } == [])
  /// ```
  ///
  /// - Parameter claims: The times of all claims so far, as seen by those whose work is claimed: RFC 3339 in UTC.
  /// - Returns: The times of claims later than the second in which the worker said that it drains.
  public nonisolated(nonsending) static func claimsWhileDraining(
    of process: ServiceProcess, _ claims: () throws -> [String]
  ) async throws -> [String] {
    if try claims().isEmpty { throw Unproven(description: "the worker had claimed nothing before SIGTERM; wait for a claim first") }
    process.terminate()
    let draining = try await process.record("readiness changes") { $0["status"]?.string == "draining" }
    let ending = try await process.ending()
    if ending != .exit(0) { throw Unproven(description: "the worker did not stop as it should: \(ending)\n\(process.output)\(process.errorOutput)") }
    let second = "\(draining["time"]?.string?.prefix(19) ?? "")Z"
    return try claims().filter { "\($0.prefix(19))Z" > second }
  }
}
