extension EventLoop {
  /// Runs `body`, a part of the calling task, on this loop: it, and the child tasks that it makes, stay there. From any task.
  public func run<Result: Sendable, Failure: Error>(
    _ body: @Sendable () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    try await withTaskExecutorPreference(self) { () async throws(Failure) -> Result in
      // The preference counts when the task is resumed, and so it has to wait once.
      await withUnsafeContinuation { continuation in self.execute { continuation.resume() } }
      return try await body()
    }
  }
}
