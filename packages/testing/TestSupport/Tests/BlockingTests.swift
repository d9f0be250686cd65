import Platform
import Testing

@testable import TestSupport

@Suite struct BlockingTests {
  private var executor: UnownedTaskExecutor? { withUnsafeCurrentTask { $0?.unownedTaskExecutor } }

  @Suite(.blocking) struct OnThreadsOfTheirOwn {
    @Test(arguments: [1, 2])
    func `a blocking test has a thread that is not of the pool, and so has what it awaits`(number: Int) async {
      #expect(BlockingTests().executor == BlockingThreads.shared.asUnownedTaskExecutor())
      async let child = BlockingTests().executor
      #expect(await child == BlockingThreads.shared.asUnownedTaskExecutor())
    }
  }

  @Test func `other tests have the pool`() {
    #expect(executor == nil)
  }

  @Test(.timeLimit(.minutes(15))) func `threads that are held keep nobody else from going on`() async {
    let gates = (0..<4).map { _ in ThreadGate() }
    let threads = BlockingThreads("held", count: gates.count)
    await withTaskGroup(of: Void.self) { group in
      for gate in gates { group.addTask(executorPreference: threads) { gate.wait() } }
      for gate in gates { group.addTask { gate.open() } }
    }
  }

  @Test func `whatever is queued is run, more than there are threads for`() async {
    let threads = BlockingThreads("held", count: 2)
    let sum = await withTaskGroup(of: Int.self) { group in
      for number in 1...1000 {
        group.addTask(executorPreference: threads) {
          await Task.yield()
          return number
        }
      }
      return await group.reduce(0, +)
    }
    #expect(sum == 500_500)
  }
}
