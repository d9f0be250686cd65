import Testing

@testable import SchedulerWorker

@Suite struct TimetableTests {
  private var hands = ClockHands("2026-06-01T11:59:30Z")

  private func timetable(_ schedules: Schedule..., maximumLateness: Int = 60) -> Timetable {
    Timetable(schedules, now: hands.reading, maximumLateness: maximumLateness)
  }

  /// What is decided, second by second.
  private mutating func pass(_ seconds: Int, _ timetable: inout Timetable, isOpen: Bool = true) -> [String] {
    var decisions: [String] = []
    for _ in 0..<seconds {
      hands.pass(1)
      decisions += timetable.advance(to: hands.reading, isOpen: isOpen).map(\.description)
    }
    return decisions
  }

  @Test mutating func `a run is due at its time and only then`() throws {
    var timetable = timetable(try .make("minutely"), try .make("hourly", "@hourly"), try .make("off", isEnabled: false))
    #expect(pass(29, &timetable) == [])
    #expect(pass(1, &timetable) == ["minutely 12:00:00", "hourly 12:00:00"])
    #expect(pass(119, &timetable) == ["minutely 12:01:00"])
    #expect(timetable.nextStart == time("2026-06-01T12:02:00Z"))
  }

  @Test mutating func `a run at the very moment of the start is past`() throws {
    hands = ClockHands("2026-06-01T12:00:00Z")
    var timetable = timetable(try .make())
    #expect(timetable.advance(to: hands.reading, isOpen: true).isEmpty)
    #expect(timetable.nextStart == time("2026-06-01T12:01:00Z"))
  }

  @Test mutating func `a schedule's delay moves its runs and not their times`() throws {
    var timetable = timetable(try .make("late", "0 * * * *", delay: 7))
    #expect(timetable.nextStart == time("2026-06-01T12:00:07Z"))
    #expect(pass(36, &timetable) == [])
    #expect(pass(1, &timetable) == ["late 12:00:00"])
    #expect(pass(3599, &timetable) == [])
    #expect(pass(1, &timetable) == ["late 13:00:00"])
  }

  @Test mutating func `a process that stood still runs the latest once, if it is not too late for it`() throws {
    var timetable = timetable(try .make("minutely"), try .make("noon", "0 12 * * *"), try .make("second", "* * * * * *"), maximumLateness: 60)
    hands.pass(30 + 59)
    #expect(timetable.advance(to: hands.reading, isOpen: true).last.map(\.description) == "second 12:00:59")
    hands.pass(300)
    let decisions = timetable.advance(to: hands.reading, isOpen: true).map(\.description)
    #expect(decisions.filter { !$0.hasPrefix("second") } == ["minutely 12:01:00 late", "minutely 12:05:00"])
    #expect(decisions.filter { $0.hasPrefix("second") && !$0.hasSuffix("late") } == ["second 12:05:59"])
  }

  @Test mutating func `a clock put forward makes up for nothing and starts no storm`() throws {
    var timetable = timetable(try .make("minutely"), try .make("noon", "0 12 * * *"), try .make("every", "@every 10s"))
    hands.set(by: 365 * 86_400)
    hands.pass(1)
    let decisions = timetable.advance(to: hands.reading, isOpen: true).map(\.description)
    #expect(decisions.filter { $0.hasPrefix("minutely") } == ["minutely 12:00:00 late", "minutely 11:59:00"])
    #expect(decisions.filter { $0.hasPrefix("noon") } == ["noon 12:00:00 late"])
    #expect(decisions.filter { $0.hasPrefix("every") && !$0.hasSuffix("late") } == ["every 11:59:30"])
    #expect(decisions.count < 12)
    #expect(pass(29, &timetable).filter { !$0.hasPrefix("every") } == ["minutely 12:00:00", "noon 12:00:00"])
  }

  @Test mutating func `a clock put back a little repeats nothing`() throws {
    var timetable = timetable(try .make("minutely"), try .make("noon", "0 12 * * *"), try .make("every", "@every 60s"))
    #expect(pass(32, &timetable) == ["minutely 12:00:00", "noon 12:00:00", "every 12:00:00"])
    hands.set(by: -5)
    #expect(pass(60, &timetable) == [])
    #expect(pass(4, &timetable) == ["minutely 12:01:00", "every 12:01:00"])
  }

  @Test mutating func `a clock put back by an hour holds back fixed hours and lets elapsed time go on`() throws {
    var timetable = timetable(try .make("minutely"), try .make("noon", "0 12 * * *"), try .make("one", "0 13 * * *"), try .make("half", "30 * * * *"))
    #expect(pass(31 * 60, &timetable).suffix(2) == ["minutely 12:30:00", "half 12:30:00"])
    hands.set(by: -3600)
    let hour = pass(3600, &timetable)
    #expect(hour.filter { $0.hasPrefix("minutely") }.count == 60)
    #expect(hour.filter { !$0.hasPrefix("minutely") } == ["half 12:30:00"])
    #expect(pass(3600, &timetable).filter { !$0.hasPrefix("minutely") } == ["one 13:00:00", "half 13:30:00"])
  }

  @Test mutating func `an hourly run does not come minutes after its predecessor because the clock was put back`() throws {
    var timetable = timetable(try .make("hourly", "@hourly"))
    #expect(pass(60, &timetable) == ["hourly 12:00:00"])
    hands.set(by: -62 * 60)
    #expect(pass(3600, &timetable) == [], "not at 11:00, two minutes later")
    #expect(pass(3600, &timetable) == ["hourly 12:00:00"])
  }

  @Test mutating func `a clock put back and forward again repeats nothing`() throws {
    var timetable = timetable(try .make("minutely"), try .make("noon", "0 12 * * *"))
    #expect(pass(35, &timetable) == ["minutely 12:00:00", "noon 12:00:00"])
    hands.set(by: -3000)
    #expect(pass(1, &timetable) == [])
    hands.set(by: 3000)
    #expect(pass(1, &timetable).filter { !$0.hasSuffix("late") } == [])
    #expect(pass(60, &timetable) == ["minutely 12:01:00"])
  }

  @Test mutating func `a clock put back by more than three hours had been wrong: all is calculated anew`() throws {
    var timetable = timetable(try .make("noon", "0 12 * * *"))
    hands.set(by: 10 * 365 * 86_400)
    #expect(pass(60, &timetable) == ["noon 12:00:00 late", "noon 12:00:00"])
    hands.set(by: -10 * 365 * 86_400)
    #expect(pass(1, &timetable) == [])
    #expect(timetable.nextStart == time("2026-06-02T12:00:00Z"))
    #expect(pass(86_400, &timetable) == ["noon 12:00:00"])
  }

  @Test mutating func `many small steps back that add up to more than three hours count as one`() throws {
    var timetable = timetable(try .make("noon", "0 12 * * *"))
    #expect(pass(60, &timetable) == ["noon 12:00:00"])
    for _ in 0..<4 {
      hands.set(by: -3000)
      _ = pass(1, &timetable)
    }
    #expect(pass(3 * 3600 + 1200, &timetable) == ["noon 12:00:00"])
  }

  @Test mutating func `while the process is not ready nothing is due, and a run soon after is not lost`() throws {
    var timetable = timetable(try .make("noon", "0 12 * * *"))
    #expect(pass(30 + 60, &timetable, isOpen: false) == [])
    #expect(pass(1, &timetable) == ["noon 12:00:00 late"], "one second more than allowed")
    hands = ClockHands("2026-06-01T11:59:30Z")
    var second = Timetable([try .make("noon", "0 12 * * *")], now: hands.reading, maximumLateness: 60)
    #expect(pass(30 + 59, &second, isOpen: false) == [])
    #expect(pass(1, &second) == ["noon 12:00:00"])
  }

  @Test mutating func `what becomes too late while the process is not ready is skipped for that reason`() throws {
    var timetable = timetable(try .make("minutely"), try .make("noon", "0 12 * * *"), maximumLateness: 90)
    #expect(
      pass(300, &timetable, isOpen: false) == [
        "minutely 12:00:00 not_ready", "noon 12:00:00 not_ready", "minutely 12:01:00 not_ready", "minutely 12:02:00 not_ready",
        "minutely 12:03:00 not_ready",
      ])
    #expect(pass(1, &timetable) == ["minutely 12:04:00"])
  }

  @Test mutating func `without lateness a run is due within its second or not at all`() throws {
    var timetable = timetable(try .make("minutely"), maximumLateness: 0)
    #expect(pass(30, &timetable) == ["minutely 12:00:00"])
    hands.pass(61)
    #expect(timetable.advance(to: hands.reading, isOpen: true).map(\.description) == ["minutely 12:01:00 late"])
    #expect(pass(59, &timetable) == ["minutely 12:02:00"])
  }
}
