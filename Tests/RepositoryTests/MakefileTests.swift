import Platform
import TestSupport
import Testing

/// The front door, as `make -n` reads it.
@Suite(.blocking) struct MakefileTests {
  @Test func `make run builds for release, checks the walls, and becomes the fleet`() throws {
    let outcome = try ChildProcess.run(["make", "-n", "-C", Checkout.root, "run"], environment: Environment.forChildren)
    try #require(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("make") }
    #expect(lines.count == 3)
    #expect(lines.first?.hasPrefix("swift build -c release") == true)
    #expect(lines.dropFirst().first == ".build/release/bulkhead check")
    // In the shell's place: make passes SIGTERM on to it, and Ctrl-C finds nothing between that would call it an error.
    #expect(lines.last == "exec .build/release/fleet up")
  }
}
