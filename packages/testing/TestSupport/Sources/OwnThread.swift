import Platform

/// Runs a body that blocks on a thread of its own, so that it occupies no thread of Swift's pool while other tests need one.
public func onOwnThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    do {
      try NamedThread("test") { continuation.resume(with: Swift.Result { try body() }) }.detach()
    } catch {
      continuation.resume(throwing: error)
    }
  }
}
