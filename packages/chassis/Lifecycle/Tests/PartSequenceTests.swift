import TestSupport
import Testing

@testable import Lifecycle

@Suite struct PartSequenceTests {
  /// What the sequence asks for when it is told `events`, one after another.
  private func actions(of count: Int, _ events: PartSequence.Event...) -> [[PartSequence.Action]] {
    var sequence = PartSequence(count: count)
    return events.map { sequence.handle($0) }
  }

  @Test func `parts start in order, and stop in reverse after the delay`() {
    let actions = actions(
      of: 2, .begin, .started(0), .started(1), .shutdown, .delayPassed, .quiesced, .stopped(1, isClean: true), .stopped(0, isClean: true))
    #expect(
      actions == [
        [.start(0)], [.start(1)], [.becomeReady], [.drain, .waitDelay], [.quiesce([1, 0])], [.stop(1)], [.stop(0)], [.finish(.clean)],
      ])
  }

  @Test func `what had started stops when a later part does not start`() {
    let actions = actions(of: 3, .begin, .started(0), .started(1), .startFailed(2), .quiesced, .stopped(1, isClean: true))
    #expect(actions == [[.start(0)], [.start(1)], [.start(2)], [.drain, .quiesce([1, 0])], [.stop(1)], [.stop(0)]])
  }

  @Test func `a shutdown during a start cancels it and ends clean`() {
    let failed = actions(of: 2, .begin, .started(0), .shutdown, .startFailed(1), .quiesced, .stopped(0, isClean: true))
    #expect(failed == [[.start(0)], [.start(1)], [.drain, .cancelStart(1)], [.quiesce([0])], [.stop(0)], [.finish(.clean)]])
    let finished = actions(of: 2, .begin, .started(0), .shutdown, .started(1), .quiesced, .stopped(1, isClean: true))
    #expect(finished.suffix(3) == [[.quiesce([1, 0])], [.stop(1)], [.stop(0)]])
  }

  @Test func `a shutdown before the beginning starts nothing`() {
    #expect(actions(of: 2, .shutdown, .begin) == [[.finish(.clean)], []])
  }

  @Test func `a part that breaks ends the process with its name`() {
    let actions = actions(of: 1, .begin, .started(0), .broke(0), .delayPassed, .quiesced, .stopped(0, isClean: true))
    #expect(actions.last == [.finish(.broke(0))])
  }

  @Test func `work cut off shows in the ending`() {
    let actions = actions(of: 1, .begin, .started(0), .shutdown, .delayPassed, .quiesced, .stopped(0, isClean: false))
    #expect(actions.last == [.finish(.unfinished)])
  }

  @Test func `a process without parts becomes ready and ends`() {
    #expect(actions(of: 0, .begin, .shutdown, .delayPassed) == [[.becomeReady], [.drain, .waitDelay], [.finish(.clean)]])
  }

  @Test func `whatever happens, each part that started stops once, in reverse, and the sequence finishes`() {
    var generator = SeededGenerator(for: "PartSequenceTests")
    for _ in 0..<2000 {
      let count = Int.random(in: 0...5, using: &generator)
      var sequence = PartSequence(count: count)
      var pending: [PartSequence.Event] = [.begin]
      var started: [Int] = []
      var stopped: [Int] = []
      var ending: PartSequence.Ending?
      var readyCount = 0
      var drainCount = 0
      var steps = 0
      while ending == nil {
        steps += 1
        try? #require(steps < 200)
        // Nothing is pending only while the process is ready: there it must end some time.
        var event = pending.randomElement(using: &generator) ?? .shutdown
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: event = .shutdown
        case 1 where !started.isEmpty: event = .broke(started.randomElement(using: &generator)!)
        // An answer that comes a second time, or late.
        case 2 where count > 0: event = .stopped(Int.random(in: 0..<count, using: &generator) + count, isClean: false)
        default: pending.removeAll { $0 == event }
        }
        if case .started(let part) = event { started.append(part) }
        for action in sequence.handle(event) {
          switch action {
          case .start(let part):
            #expect(part == started.count && stopped.isEmpty)
            pending.append(Int.random(in: 0..<5, using: &generator) == 0 ? .startFailed(part) : .started(part))
          case .cancelStart: break
          case .becomeReady: readyCount += 1
          case .drain: drainCount += 1
          case .waitDelay: pending.append(.delayPassed)
          case .quiesce(let parts):
            #expect(parts == started.reversed())
            pending.append(.quiesced)
          case .stop(let part):
            stopped.append(part)
            pending.append(.stopped(part, isClean: Bool.random(using: &generator)))
          case .finish(let end): ending = end
          }
        }
      }
      #expect(stopped == started.reversed())
      #expect(readyCount <= 1 && drainCount <= 1)
      #expect(sequence.handle(.shutdown) == [] && sequence.handle(.begin) == [])
    }
  }
}
