import TestSupport
import Testing

@testable import IO

struct RunQueueTests {
  @Test func `first in, first out, across growth and around the end`() {
    var generator = SeededGenerator(for: "run queue")
    var queue = RunQueue<[Int]>(capacity: 4)
    var model: [[Int]] = []
    for number in 0..<5000 {
      if Bool.random(using: &generator) || model.isEmpty {
        queue.append([number])
        model.append([number])
      } else {
        #expect(queue.removeFirst() == model.removeFirst())
      }
      #expect(queue.count == model.count && queue.isEmpty == model.isEmpty)
    }
  }
}
