import IO
import Testing

@testable import Jobs

@Suite struct ClaimMarksTests {
  private typealias Horizon = ClaimMarks.Horizon

  private func sweep(_ marks: inout ClaimMarks, _ horizon: Horizon, foundAll: Bool = true) {
    marks.swept(horizon, foundAll: foundAll, began: .now, ended: .now)
  }

  @Test func `an ordinary claim looks behind the highest entry of each priority`() {
    var marks = ClaimMarks()
    marks.claimed(7, 2)
    marks.claimed(5, 2)
    marks.claimed(9, 0)
    #expect(marks.ordinary == [9, 0, 7, 0] && marks.thorough == [0, 0, 0, 0])
  }

  @Test func `an entry is settled once all have ended that were running when it was the last`() {
    var marks = ClaimMarks()
    sweep(&marks, Horizon(lastEntry: 100, lowerBound: 10, upperBound: 20))
    sweep(&marks, Horizon(lastEntry: 200, lowerBound: 19, upperBound: 30))
    #expect(marks.thorough == [0, 0, 0, 0], "one that was running may still commit an entry below 100")
    sweep(&marks, Horizon(lastEntry: 300, lowerBound: 20, upperBound: 40))
    #expect(marks.thorough == [100, 100, 100, 100] && marks.ordinary == [100, 100, 100, 100])
    sweep(&marks, Horizon(lastEntry: 400, lowerBound: 39, upperBound: 50))
    #expect(marks.thorough[0] == 100)
    sweep(&marks, Horizon(lastEntry: 500, lowerBound: 40, upperBound: 60))
    #expect(marks.thorough[0] == 300)
  }

  @Test func `nothing is settled by a sweep that left jobs behind`() {
    var marks = ClaimMarks()
    sweep(&marks, Horizon(lastEntry: 100, lowerBound: 10, upperBound: 10))
    sweep(&marks, Horizon(lastEntry: 200, lowerBound: 20, upperBound: 20), foundAll: false)
    #expect(marks.thorough[0] == 0)
    sweep(&marks, Horizon(lastEntry: 300, lowerBound: 30, upperBound: 30))
    #expect(marks.thorough[0] == 200)
  }

  @Test func `a sweep comes not before ten times as long as the last one took`() {
    var marks = ClaimMarks()
    #expect(marks.wantsSweep(.now))
    let began = Deadline.now
    marks.swept(Horizon(lastEntry: 1, lowerBound: 1, upperBound: 1), foundAll: true, began: began, ended: began + .milliseconds(50))
    #expect(!marks.wantsSweep(began + .milliseconds(549)) && marks.wantsSweep(began + .milliseconds(551)))
  }
}
