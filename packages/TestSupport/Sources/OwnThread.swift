import Platform

/// Runs what blocks, such as a child process, on a thread of its own.
///
/// Swift's tasks share as many threads as there are processors: a test that blocks one of them keeps all other tests waiting, until
/// the deadlines of some have passed.
public func onOwnThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    do {
      try Threads.background { continuation.resume(with: Swift.Result { try body() }) }
    } catch {
      continuation.resume(throwing: error)
    }
  }
}
