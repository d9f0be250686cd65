import TestSupport
import Testing

@testable import HTTP

@Suite(.blocking) struct RandomParsingTests {
  @Test func `random bytes and mutated requests never crash, and mean the same however they are cut`() {
    var generator = SeededGenerator(for: "RandomParsingTests.heads")
    let samples = RequestHeadTests.accepted.map { Array($0.utf8) } + RawRequest.all.map { Array($0.raw.utf8) }
    for _ in 0..<4000 {
      let raw =
        Int.random(in: 0..<10, using: &generator) == 0
        ? generator.bytes(upTo: 200) : generator.mutated(samples.randomElement(using: &generator)!)
      let ends = (0..<3).map { _ in Int.random(in: 0...raw.count, using: &generator) }.sorted()
      let whole = Result { () throws(Refusal) in try parseHead(raw) }
      let cut = Result { () throws(Refusal) in try parseHead(raw, growingTo: ends) }
      switch (whole, cut) {
      case (.success(let whole), .success(let cut)): #expect(whole == cut)
      case (.failure(let whole), .failure(let cut)):
        // Of a line that is too long and has a mistake further on, as much is seen as has come.
        #expect(whole == cut || whole.isOfSize || cut.isOfSize, "\(String(decoding: raw, as: UTF8.self).debugDescription) at \(ends)")
      default: Issue.record("\(String(decoding: raw, as: UTF8.self).debugDescription) at \(ends): \(whole) but \(cut)")
      }
      if case .success(let parsed?) = whole { expectOneFraming(parsed, raw) }
    }
  }

  /// What is accepted says in one way only how long it is.
  private func expectOneFraming(_ parsed: ParsedHead, _ raw: [UInt8]) {
    let lengths = parsed.headers.values("content-length")
    let codings = parsed.headers.values("transfer-encoding")
    switch parsed.head.framing {
    case .none: #expect(codings.isEmpty && (lengths.isEmpty || lengths.count == 1 && Int(lengths[0]) == 0))
    case .length(let length): #expect(codings.isEmpty && lengths.count == 1 && Int(lengths[0]) == length)
    case .chunked: #expect(lengths.isEmpty && codings.count == 1 && codings[0].lowercased() == "chunked")
    case .untilClose: Issue.record("a request has an end")
    }
    // No line break but those of the lines themselves, and of the few empty ones that may come before them.
    let empty = raw.prefix { $0 == 0x0D || $0 == 0x0A }.count / 2
    let breaks = raw[..<parsed.length].filter { $0 == 0x0A }.count
    #expect(raw[..<parsed.length].filter { $0 == 0x0D }.count == breaks)
    #expect(breaks - empty - 2 <= parsed.headers.count && empty <= 4)
  }

  @Test func `random and mutated chunks never crash, and mean the same however they are cut`() {
    var generator = SeededGenerator(for: "RandomParsingTests.chunks")
    let samples = ChunkedDecoderTests.bodies.map { Array($0.raw.utf8) } + RawChunks.all.map { Array($0.raw.utf8.prefix(300)) }
    for _ in 0..<4000 {
      let raw =
        Int.random(in: 0..<10, using: &generator) == 0
        ? generator.bytes(upTo: 200) : generator.mutated(samples.randomElement(using: &generator)!)
      let ends = (0..<3).map { _ in Int.random(in: 0...raw.count, using: &generator) }.sorted()
      let whole = Result { () throws(Refusal) in try decodeChunks(raw) }
      let cut = Result { () throws(Refusal) in try decodeChunks(raw, growingTo: ends) }
      switch (whole, cut) {
      case (.success(let whole), .success(let cut)): #expect(whole.isComplete == cut.isComplete && whole.bytes == cut.bytes)
      case (.failure(let whole), .failure(let cut)):
        #expect(whole == cut || whole.isOfSize || cut.isOfSize, "\(String(decoding: raw, as: UTF8.self).debugDescription) at \(ends)")
      default: Issue.record("\(String(decoding: raw, as: UTF8.self).debugDescription) at \(ends): \(whole) but \(cut)")
      }
    }
  }
}

extension Refusal {
  fileprivate var isOfSize: Bool { self == .targetTooLong || self == .fieldsTooLarge }
}
