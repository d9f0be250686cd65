import JSON
import Platform

extension ServiceContract {
  /// Why a run of a worker proves nothing about what it claims.
  public struct Unproven: Error, CustomStringConvertible {
    public let description: String
  }

  /// What a worker claims once it has been told to stop: nothing, where readiness gates its intake in the process itself.
  ///
  /// It must have claimed something before; then it gets SIGTERM, and is watched to its end. Give it a `SHUTDOWN_DELAY` of some seconds,
  /// so that there is a time in which it could claim.
  ///
  /// ```swift
  /// #expect(try await ServiceContract.claimsWhileDraining(of: worker) { receiver.times } == [])
  /// ```
  ///
  /// - Parameter claims: the times of all claims so far, as those see it who are called, or whose work is taken: RFC 3339 in UTC.
  /// - Returns: the claims of a second after the one in which the worker said that it drains.
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
