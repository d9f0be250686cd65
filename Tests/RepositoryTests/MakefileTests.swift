import Platform
import TestSupport
import Testing

/// The front door, as `make -n` reads it.
@Suite(.blocking) struct MakefileTests {
  private func make(_ arguments: String...) throws -> (ending: ChildProcess.Outcome.Ending, lines: [Substring], errorOutput: String) {
    let outcome = try ChildProcess.run(["make", "-n", "-C", Checkout.root] + arguments, environment: Environment.forChildren)
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("make") }
    return (outcome.ending, lines, String(decoding: outcome.errorOutput, as: UTF8.self))
  }

  @Test func `make run builds for release, checks the walls, and becomes the fleet`() throws {
    let (ending, lines, errorOutput) = try make("run")
    try #require(ending == .exit(0), "\(errorOutput)")
    #expect(lines.count == 3)
    #expect(lines.first?.contains("swift build -c release") == true)
    #expect(lines.dropFirst().first == ".build/release/bulkhead check")
    // In the shell's place: make passes SIGTERM on to it, and Ctrl-C finds nothing between that would call it an error.
    #expect(lines.last == "exec .build/release/fleet up")
  }

  @Test func `make test runs every test, and of one service those of it and its contract`() throws {
    let all = try make("test").lines
    #expect(all.contains { $0.hasPrefix("swift test ") && !$0.contains("--filter") })
    #expect(all.contains(".build/debug/bulkhead probe"))
    let one = try make("test", "SERVICE=scheduler-worker").lines
    #expect(one.contains("swift format lint --strict --parallel --recursive services/scheduler-worker"))
    #expect(one.contains(".build/debug/bulkhead check"))
    #expect(one.filter { $0.hasPrefix("swift test ") }.allSatisfy { $0.hasSuffix("--filter '^SchedulerWorkerTests\\.'") })
    #expect(one.last == ".build/debug/fleet verify scheduler-worker --configuration debug")
    let app = try make("test", "SERVICE=console").lines
    #expect(app.contains("swift format lint --strict --parallel --recursive Sources/Console Tests/ConsoleTests"))
  }

  @Test func `make build builds everything, or one service`() throws {
    #expect(try make("build").lines.last?.contains("swift build -c release") == true)
    #expect(try make("build", "SERVICE=console").lines.last?.hasSuffix(" --product console") == true)
  }

  @Test func `a service that is not there is refused with those that are`() throws {
    for target in ["build", "test"] {
      let (ending, lines, errorOutput) = try make(target, "SERVICE=scheduler")
      #expect(ending == .exit(2) && lines.isEmpty)
      #expect(errorOutput.contains("there is no service 'scheduler'; there are: "), "\(errorOutput)")
      for service in ["console", "scheduler-worker"] { #expect(errorOutput.contains(" \(service)"), "\(errorOutput)") }
    }
  }

  @Test func `make images builds all of them, or the one that SERVICE names`() throws {
    for (arguments, command) in [([], "deploy/images/build "), (["SERVICE=scheduler-worker"], "deploy/images/build scheduler-worker")] {
      let outcome = try ChildProcess.run(["make", "-n", "-C", Checkout.root, "images"] + arguments, environment: Environment.forChildren)
      let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("make") }
      #expect(lines == [Substring(command)])
    }
  }
}
