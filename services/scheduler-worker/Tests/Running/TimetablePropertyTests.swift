import Calendar
import TestSupport
import Testing

@testable import SchedulerWorker

@Suite(.blocking) struct TimetablePropertyTests {
  @Test func `however the clocks behave, nothing is repeated and nothing comes too late or in storms`() throws {
    var random = SeededGenerator(for: "clocks that misbehave")
    let zones = [TimeZone.utc, try zone("Europe/Berlin"), try zone("Australia/Lord_Howe")]
    let expressions = ["* * * * *", "15 0-23 * * *", "*/20 1-9 * * *", "30 * * * *", "@every 45s", "0 0 */5 * * *"]
    for _ in 0..<60 {
      let schedules = try expressions.enumerated().map { index, text in
        try Schedule.make("s\(index)", text, zone: zones.randomElement(using: &random)!, delay: Int.random(in: 0...30, using: &random))
      }
      var hands = ClockHands(["2026-03-28T20:00:00Z", "2026-10-24T20:00:00Z", "2026-04-04T10:00:00Z"].randomElement(using: &random)!)
      var timetable = Timetable(schedules, now: hands.reading, maximumLateness: 60)
      // How far the clock stands behind the latest time that it has shown: up to three hours it is taken for put back.
      var behind = 0
      var last: [String: (time: UnixTime, monotonic: Int)] = [:]
      for _ in 0..<800 {
        switch Int.random(in: 0..<30, using: &random) {
        case 0:
          let step = Int.random(in: 0...min(3000, 3 * 3600 - behind), using: &random)
          hands.set(by: -step)
          behind += step
        case 1:
          let step = Int.random(in: 0...6000, using: &random)
          hands.set(by: step)
          behind = max(0, behind - step)
        case let kind:
          let time = Int.random(in: 1...(kind == 2 ? 4000 : 90), using: &random)
          hands.pass(time)
          behind = max(0, behind - time)
        }
        var due: Set<String> = []
        for case .due(let run) in timetable.advance(to: hands.reading, isOpen: true) {
          let name = run.schedule.name
          #expect(due.insert(name).inserted, "two at one reading")
          #expect((0...60).contains(hands.reading.time - run.startTime), "too early or too late")
          if let before = last[name] {
            if run.schedule.recurrence.followsElapsedTime {
              let distance = try #require(run.schedule.next(after: before.time)) - before.time
              // Both may have started late, by up to a minute.
              #expect((hands.monotonic - before.monotonic) / 1_000_000_000 >= distance - 61 || run.scheduledTime > before.time, "too soon")
            } else {
              #expect(run.scheduledTime > before.time, "a repetition")
            }
          }
          last[name] = (run.scheduledTime, hands.monotonic)
        }
      }
      #expect(last.count >= 4)
    }
  }
}
