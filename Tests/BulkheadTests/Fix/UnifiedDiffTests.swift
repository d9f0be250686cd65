import Platform
import TestSupport
import Testing

@testable import Bulkhead

@Suite(.blocking) struct UnifiedDiffTests {
  @Test func `git makes the new text of the old one and the patch`() throws {
    var generator = SeededGenerator(for: "git makes the new text of the old one and the patch")
    let folder = try TemporaryFolder()
    for round in 0..<25 {
      func text() -> String {
        let lines = (0..<Int.random(in: 0...30, using: &generator)).map { _ in ["a", "b", "c", "", "\r"].randomElement(using: &generator)! + "\n" }
        return lines.joined() + (Bool.random(using: &generator) ? "" : "end")
      }
      var (old, new) = (text(), text())
      if round % 2 == 0 {
        // Far apart, so that there are several hunks.
        let middle = (1...20).map { "line \($0)\n" }.joined()
        (old, new) = (old + "\n" + middle + old + "\n" + middle + old, new + "\n" + middle + old + "\n" + middle + new)
      }
      if old.isEmpty || new.isEmpty { continue }
      let patch = UnifiedDiff.text(from: Array(old.utf8), to: Array(new.utf8), path: "x.txt")
      #expect(patch.isEmpty == (old == new))
      if old == new { continue }
      try folder.write(old, to: "x.txt")
      let file = try folder.write(patch, to: "x.patch")
      let outcome = try ChildProcess.run(["git", "-C", folder.path, "apply", "--whitespace=nowarn", file], environment: Environment.forChildren)
      #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))\n\(patch)")
      #expect(try File.read("\(folder.path)/x.txt") == Array(new.utf8), "\(patch)")
    }
  }
}
