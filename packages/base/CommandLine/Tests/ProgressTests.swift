import CommandLine
import Synchronization
import Testing

@Suite struct ProgressTests {
  private final class Written: Sendable {
    let text = Mutex("")
    func append(_ more: String) { text.withLock { $0 += more } }
    var now: String { text.withLock { $0 } }
  }

  @Test func `a run that takes long says what it is at`() {
    let written = Written()
    let progress = Progress(of: "mason", afterMilliseconds: 0) { written.append($0) }
    progress.begin("reading")
    while written.now.isEmpty {}
    progress.begin("judging")
    progress.end()
    #expect(written.now == "mason: reading…\nmason: judging…\n")
  }

  @Test func `a run that is over before says nothing`() {
    let written = Written()
    let progress = Progress(of: "mason", afterMilliseconds: 3_600_000) { written.append($0) }
    progress.begin("reading")
    progress.end()
    #expect(written.now == "")
  }
}
