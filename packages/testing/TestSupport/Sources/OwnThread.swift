import Platform

/// Runs what blocks on a thread of its own, so that no thread of Swift's pool waits for it while other tests need one.
public func onOwnThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    do {
      try NamedThread("test") { continuation.resume(with: Swift.Result { try body() }) }.detach()
    } catch {
      continuation.resume(throwing: error)
    }
  }
}
