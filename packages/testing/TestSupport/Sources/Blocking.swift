// Where the toolchain's library for static linking has no Testing, nothing is tested.
#if canImport(Testing)
  import Testing

  /// Has tests run on threads of their own.
  ///
  /// A test that waits for a child process without suspending, or calculates for long, holds its thread. Swift's pool has one for each
  /// core, so that two such tests keep all others from going on, and deadlines of those pass without any fault of theirs.
  ///
  ///     @Suite(.blocking) struct ManifestAgreementTests { … }
  public struct Blocking: TestTrait, SuiteTrait, TestScoping {
    let threads: BlockingThreads

    public var isRecursive: Bool { true }

    public func provideScope(for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void) async throws {
      try await withTaskExecutorPreference(threads) { try await function() }
    }
  }

  extension Trait where Self == Blocking {
    /// For tests that hold their thread: those that wait for child processes, or calculate for more than a moment.
    public static var blocking: Self { Blocking(threads: .shared) }

    /// For tests that compile programs, which takes a minute or more: one after another, and in nobody's way.
    public static var building: Self { Blocking(threads: .building) }
  }
#endif
