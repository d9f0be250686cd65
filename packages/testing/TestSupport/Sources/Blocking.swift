// Where the toolchain's library for static linking has no Testing, nothing is tested.
#if canImport(Testing)
  import Testing

  /// The trait of tests that block: they run on threads of their own.
  ///
  /// A test that waits for a child process without suspending, or computes for long, occupies its thread. Swift's pool has one for each
  /// core, so that two such tests stop all others, whose deadlines then pass through no fault of theirs.
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
    /// The trait of tests that wait for child processes, or compute for more than a moment.
    public static var blocking: Self { Blocking(threads: .shared) }

    /// The trait of tests that compile programs, which takes a minute or more: they run one after another, beside all others.
    public static var building: Self { Blocking(threads: .building) }
  }
#endif
