import Platform
import Testing

@Suite struct ResourcesTests {
  @Test func `clocks go on`() {
    let (real, monotonic) = (Clocks.realtime, Clocks.monotonic)
    #expect(abs(real / 1_000_000_000 - ThisProcess.secondsSince1970) <= 1)
    #expect(Clocks.monotonic >= monotonic)
  }

  #if os(Linux)
    @Test func `an open pipe is two descriptors`() throws {
      // Other tests open and close their own meanwhile, so it is tried until none of them does.
      #expect(
        try (0..<1000).contains { _ in
          let before = try #require(ThisProcess.openDescriptorCount())
          let pipes = try (0..<50).map { _ in try LocalPipe() }
          return try withExtendedLifetime(pipes) { try #require(ThisProcess.openDescriptorCount()) - before == 100 }
        })
    }

    @Test func `the process is no larger than what it addresses`() throws {
      let resources = try #require(ThisProcess.resources())
      #expect(resources.residentBytes > 0 && resources.virtualBytes > resources.residentBytes)
      #expect(resources.threads >= 1 && resources.cpuSeconds >= 0)
      #expect(resources.startTime > 1_600_000_000 && resources.startTime <= Double(Clocks.realtime) / 1e9 + 1)
    }
  #endif
}
