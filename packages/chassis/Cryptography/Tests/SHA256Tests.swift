import Cryptography
import JSON
import TestSupport
import Testing

@Suite(.blocking) struct SHA256Tests {
  @Test func `NIST's messages have their digests`() throws {
    let messages = try #require(try vectors("sha256-cavp")["messages"]?.array)
    #expect(messages.count == 72)
    for message in messages {
      let bytes = try message.bytes("message")
      #expect(try SHA256.digest(of: bytes) == message.bytes("digest"), "\(bytes.count) bytes")
    }
  }

  @Test func `NIST's Monte Carlo test passes its checkpoints`() throws {
    let test = try #require(try vectors("sha256-cavp")["monteCarlo"])
    let checkpoints = try #require(test["checkpoints"])
    var seed = try test.bytes("seed")
    for round in 0..<100 {
      var last = [seed, seed, seed]
      for _ in 0..<1000 { last = [last[1], last[2], SHA256.digest(of: last[0] + last[1] + last[2])] }
      seed = last[2]
      if checkpoints["\(round)"] != nil { #expect(try seed == checkpoints.bytes("\(round)"), "round \(round)") }
    }
  }

  @Test func `a message in pieces has the digest of the whole`() {
    var generator = SeededGenerator(for: "a message in pieces has the digest of the whole")
    for _ in 0..<200 {
      let message = generator.bytes(upTo: 300)
      var hash = SHA256()
      var rest = message[...]
      while !rest.isEmpty {
        let count = Int.random(in: 0...min(rest.count, 130), using: &generator)
        hash.update(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
        // Asking for the digest on the way changes nothing.
        if count % 7 == 0 { _ = hash.digest() }
      }
      #expect(hash.digest() == SHA256.digest(of: message), "\(message)")
    }
  }
}
