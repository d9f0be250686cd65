import TestSupport
import Testing

@testable import IO

struct TimerHeapTests {
  @Test func `it agrees with a sorted list on any order of calls`() {
    var generator = SeededGenerator(for: "timer heap")
    for _ in 0..<50 {
      var heap = TimerHeap()
      var model: [UInt32: Int64] = [:]
      for _ in 0..<400 {
        let number = UInt32.random(in: 0..<40, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0, 1:
          let moment = Int64.random(in: 0..<100, using: &generator)
          heap.set(number, at: moment)
          model[number] = moment
        case 2:
          heap.remove(number)
          model[number] = nil
        default:
          let now = Int64.random(in: 0..<60, using: &generator)
          let due = heap.removeDue(at: now)
          let earliest = model.values.min()
          if let due {
            #expect(model[due] == earliest && earliest! <= now)
            model[due] = nil
          } else {
            #expect(earliest.map { $0 > now } ?? true)
          }
        }
        #expect(heap.count == model.count)
        #expect(heap.earliest == model.values.min() ?? .max)
        #expect(heap.moment(of: number) == model[number] ?? .max)
      }
    }
  }
}
