import Platform
import TestSupport
import Testing

@Suite struct SeededGeneratorTests {
  @Test func `the same seed gives the same numbers`() {
    var first = SeededGenerator(seed: 7)
    var second = SeededGenerator(seed: 7)
    #expect((0..<100).allSatisfy { _ in first.next() == second.next() })
  }

  @Test func `numbers are those of SplitMix64`() {
    // The published reference outputs for seed 1234567.
    var generator = SeededGenerator(seed: 1_234_567)
    #expect((0..<3).map { _ in generator.next() } == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
  }

  @Test func `a mutation of nothing is nothing`() {
    var generator = SeededGenerator(seed: 1)
    #expect(generator.mutated([]).isEmpty)
  }

  @Test func `mutations change the bytes`() {
    var generator = SeededGenerator(seed: 1)
    let bytes = Array("the same seed gives the same numbers".utf8)
    #expect((0..<50).contains { _ in generator.mutated(bytes) != bytes })
  }
}

@Suite struct TemporaryFolderTests {
  @Test func `a temporary folder is gone when its owner lets go`() throws {
    var folder: TemporaryFolder? = try TemporaryFolder()
    let path = folder!.path
    try folder!.write("x", to: "a/b.txt")
    #expect(try File.status("\(path)/a/b.txt")?.size == 1)
    folder = nil
    #expect(try File.status(path) == nil)
  }
}
