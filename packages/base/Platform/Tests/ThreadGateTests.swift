import Platform
import Testing

@Suite struct ThreadGateTests {
  @Test func `a gate lets a waiting thread through`() throws {
    let (gate, answer) = (ThreadGate(), ThreadGate())
    try Threads.background {
      gate.wait()
      answer.open()
    }
    #expect(!answer.wait(nanoseconds: 1_000_000))
    gate.open()
    #expect(answer.wait(nanoseconds: 60_000_000_000))
  }

  @Test func `a gate that was opened before lets one through, and is shut again`() {
    let gate = ThreadGate()
    gate.open()
    gate.open()
    gate.wait()
    let start = Clocks.monotonic
    #expect(!gate.wait(nanoseconds: 2_000_000))
    #expect(Clocks.monotonic - start >= 2_000_000)
    #expect(!gate.wait(nanoseconds: -1))
  }

  @Test func `a thread in the background outlives a pipe without a reader`() throws {
    let pipe = try LocalPipe()
    pipe.closeReader()
    let (writer, broken) = (pipe.writer, ThreadGate())
    try Threads.background {
      do throws(PlatformError) {
        let byte: StaticString = "x"
        _ = try DescriptorOutput.write(UnsafeRawBufferPointer(start: byte.utf8Start, count: 1), to: writer)
      } catch  where error.isBrokenPipe {
        broken.open()
      } catch {}
    }
    #expect(broken.wait(nanoseconds: 60_000_000_000))
  }
}
