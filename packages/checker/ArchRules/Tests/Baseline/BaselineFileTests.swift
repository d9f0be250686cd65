import ArchRules
import JSON
import TestSupport
import Testing

@Suite struct BaselineFileTests {
  @Test func `entries stand one a line in a fixed order`() {
    let findings = [
      Finding(rule: "used", from: "B", to: "C", target: ".:B", path: "Package.swift", message: "", dependency: .needless([0], of: 1)),
      Finding(rule: "no-cycles", from: "A", to: "A", path: "a.swift", message: "", cycle: ["B", "A"]),
      Finding(rule: "allowed", from: "A", to: "C", path: "b \"c\".swift", message: ""),
      Finding(rule: "allowed", from: "A", to: "C", path: "b \"c\".swift", message: ""),
      Finding(rule: "allowed", from: "A", to: "B", path: "z.swift", message: ""),
      Finding(rule: "covered", from: "D", path: "Package.swift", message: ""),
    ]
    let expected = """
      {
        "version": 2,
        "entries": [
          {"rule":"allowed","from":"A","to":"B","path":"z.swift"},
          {"rule":"allowed","from":"A","to":"C","path":"b \\"c\\".swift","count":2},
          {"rule":"covered","from":"D","path":"Package.swift"},
          {"rule":"no-cycles","cycle":["A","B"]},
          {"rule":"used","target":".:B","to":"C"}
        ]
      }

      """
    #expect(String(decoding: Baseline(findings: findings).encoded(), as: UTF8.self) == expected)
    #expect(String(decoding: Baseline(findings: findings.reversed()).encoded(), as: UTF8.self) == expected)
  }

  @Test func `a baseline without entries is a file too`() throws {
    let bytes = Baseline(findings: []).encoded()
    #expect(String(decoding: bytes, as: UTF8.self) == "{\n  \"version\": 2,\n  \"entries\": []\n}\n")
    #expect(try Baseline(parsing: bytes, path: "b").entries == [])
  }

  @Test func `what is written is read back, and written again to the same bytes`() throws {
    var generator = SeededGenerator(for: "what is written is read back")
    func name() -> String { ["A", "B", "É\n", "\"\\", "Ж"].randomElement(using: &generator)! }
    for _ in 0..<50 {
      let findings = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        let cycle = Bool.random(using: &generator) ? [] : [name(), name()]
        return Finding(rule: name(), from: Bool.random(using: &generator) ? name() : nil, to: name(), path: name(), message: "", cycle: cycle)
      }
      let bytes = Baseline(findings: findings).encoded()
      let read = try Baseline(parsing: bytes, path: Baseline.fileName)
      #expect(read.encoded() == bytes)
      #expect(read.apply(to: findings).new == [])
      #expect(read.apply(to: findings).stale == [])
    }
  }

  @Test(
    "a mistake is named with its place",
    arguments: [
      ("{\"version\": 1", "1:14: expected ',' or '}', found the end of the text"),
      ("[]", "1:1: expected an object, found an array"),
      ("{\"entries\": []}", "1:1: expected a \"version\""),
      ("{\"version\": 3, \"entries\": []}", "1:13: expected version 2, or 1; this baseline is of another bulkhead"),
      ("{\"version\": 1}", "1:1: expected \"entries\""),
      ("{\"version\": 1, \"entries\": {}}", "1:27: expected an array, found an object"),
      ("{\"version\": 1, \"entry\": []}", "1:16: unknown key \"entry\"; known here: \"$schema\", \"version\", \"entries\""),
      (
        "{\"version\": 1, \"entries\": [\n{\"rule\": \"r\", \"line\": 3}]}",
        "2:15: unknown key \"line\"; known here: \"rule\", \"from\", \"target\", \"to\", \"cycle\", \"path\", \"count\""
      ),
      ("{\"version\": 1, \"entries\": [\n{\"path\": \"p\"}]}", "2:1: expected an entry to have a \"rule\""),
      ("{\"version\": 1, \"entries\": [\n{\"rule\": \"r\"}]}", "2:1: expected an entry to have one of \"path\", \"target\" and \"cycle\""),
      (
        "{\"version\": 2, \"entries\": [\n{\"rule\": \"r\", \"target\": \".:A\", \"from\": \"A\"}]}",
        "2:40: an entry with a \"target\" has no \"from\""
      ),
      ("{\"version\": 1, \"entries\": [\n{\"rule\": \"r\", \"cycle\": []}]}", "2:24: expected the modules of the cycle, found none"),
      (
        "{\"version\": 1, \"entries\": [\n{\"rule\": \"r\", \"cycle\": [\"A\"], \"to\": \"A\"}]}",
        "2:37: an entry with a \"cycle\" has no \"from\" and no \"to\""
      ),
      ("{\"version\": 1, \"entries\": [\n{\"rule\": 3, \"path\": \"p\"}]}", "2:10: expected a string, found a number"),
      ("{\"version\": 1, \"entries\": [\n{\"rule\": \"r\", \"path\": \"\"}]}", "2:23: expected a string that is not empty"),
      ("{\"version\": 1, \"entries\": [\n{\"rule\": \"r\", \"path\": \"p\", \"count\": 0}]}", "2:37: expected a whole number from 1"),
      (
        "{\"version\": 1, \"entries\": [\n{\"rule\": \"r\", \"path\": \"p\"},\n{\"path\": \"p\", \"rule\": \"r\", \"count\": 2}]}",
        "3:1: this entry stands on line 2 already; keep one of them, with a \"count\" of the findings it stands for"
      ),
      (
        "{\"version\": 1, \"entries\": [\n{\"rule\": \"bulkhead/unmatched-glob\", \"path\": \"p\"}]}",
        "2:10: findings of bulkhead/unmatched-glob cannot be baselined. \(BuiltInRule.unmatchedGlob.remedy)"
      ),
    ])
  func mistakes(text: String, message: String) {
    let error = #expect(throws: BaselineError.self) { try Baseline(parsing: Array(text.utf8), path: "b.json") }
    #expect(error?.description == "b.json:" + message)
  }

  @Test func `no bytes make the reader crash`() {
    var generator = SeededGenerator(for: "no bytes make the reader crash")
    let bytes = Baseline(findings: [Finding(rule: "r", from: "A", to: "B", path: "p", message: "")]).encoded()
    for _ in 0..<500 {
      let mutated = generator.mutated(bytes)
      if let baseline = try? Baseline(parsing: mutated, path: "b.json") {
        #expect((try? Baseline(parsing: baseline.encoded(), path: "b.json"))?.encoded() == baseline.encoded())
      }
    }
  }
}
