import IO
import Testing

/// Runs tests on an event loop. The server's deadlines go on while a client waits for its turn, and on the threads that Swift's tasks
/// share it may wait for long: any other test can block one of them.
struct OnEventLoop: SuiteTrait, TestTrait, TestScoping {
  private static let loops: EventLoops = {
    do { return try EventLoops(count: 1) } catch { fatalError("no event loop for tests: \(error)") }
  }()

  let isRecursive = true

  func scopeProvider(for test: Test, testCase: Test.Case?) -> OnEventLoop? { testCase == nil ? nil : self }

  func provideScope(for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void) async throws {
    try await withTaskExecutorPreference(Self.loops.all[0]) { try await function() }
  }
}

extension Trait where Self == OnEventLoop {
  /// The test, and the child tasks that it makes, run on an event loop, which no test may block.
  static var onEventLoop: OnEventLoop { OnEventLoop() }
}
