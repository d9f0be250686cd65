import Platform
import Synchronization
import TestSupport
import Testing

@testable import Telemetry

@Suite(.blocking) struct LogRingTests {
  private func append(_ line: [UInt8], to ring: LogRing) -> Bool { line.withUnsafeBytes { ring.append($0) } }

  private func take(from ring: LogRing) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: LogScratch.lineCapacity)
    let count = buffer.withUnsafeMutableBytes { ring.takeLine(into: $0) }
    return count == 0 ? nil : Array(buffer[..<count])
  }

  @Test func `lines come out as they went in, round and round`() {
    var generator = SeededGenerator(for: "lines come out as they went in, round and round")
    let ring = LogRing(capacity: 1)
    var expected: [[UInt8]] = []
    var refused = 0
    for _ in 0..<20_000 {
      if Bool.random(using: &generator) {
        let line = [UInt8](repeating: UInt8.random(in: 1...255, using: &generator), count: Int.random(in: 1...3000, using: &generator))
        if append(line, to: ring) { expected.append(line) } else { refused += 1 }
      } else if let line = take(from: ring) {
        #expect(line == expected.removeFirst())
      } else {
        #expect(expected.isEmpty && !ring.hasLine)
      }
    }
    while let line = take(from: ring) { #expect(line == expected.removeFirst()) }
    #expect(expected.isEmpty)
    #expect(ring.position == ring.end)
    #expect(refused > 0, "the ring was never full, so this tested less than it says")
  }

  @Test func `a full ring refuses, and takes again when something was read`() {
    let ring = LogRing(capacity: 64 * 1024)
    #expect(ring.capacity == 64 * 1024)
    let line = [UInt8](repeating: 1, count: 1016)
    for _ in 0..<64 { #expect(append(line, to: ring)) }
    #expect(!append([1], to: ring))
    #expect(ring.isMoreThanHalfFull)
    #expect(take(from: ring) == line)
    #expect(append(line, to: ring))
  }

  @Test func `what many threads append arrives once and in each one's order`() {
    let ring = LogRing(capacity: 1)
    let (writers, lines) = (4, 3000)
    let running = Atomic(writers)
    let received = Mutex<[[UInt8]]>([])
    Threads.run(writers + 1) { worker in
      if worker == writers {
        while running.load(ordering: .acquiring) > 0 || ring.hasLine {
          if let line = take(from: ring) { received.withLock { $0.append(line) } }
        }
      } else {
        for number in 0..<lines {
          let line = [UInt8](repeating: UInt8(worker), count: 1 + number % 700) + [UInt8(number & 255), UInt8(number >> 8)]
          while !append(line, to: ring) {}
        }
        running.subtract(1, ordering: .releasing)
      }
    }
    var next = [Int](repeating: 0, count: writers)
    for line in received.withLock({ $0 }) {
      let worker = Int(line[0])
      let number = Int(line[line.count - 2]) | Int(line[line.count - 1]) << 8
      #expect(number == next[worker] && line.count == 3 + number % 700 && line.dropLast(2).allSatisfy { Int($0) == worker })
      next[worker] += 1
    }
    #expect(next == [Int](repeating: lines, count: writers))
  }
}
