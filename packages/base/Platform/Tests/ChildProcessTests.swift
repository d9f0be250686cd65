import Platform
import TestSupport
import Testing

@Suite(.blocking) struct ChildProcessTests {
  private func run(_ script: String, environment: [String] = Environment.forChildren, seconds: Int = 300) throws -> ChildProcess.Outcome {
    try ChildProcess.run(["sh", "-c", script], environment: environment, seconds: seconds)
  }

  @Test(arguments: [0, 1, 42, 255] as [Int32])
  func `the exit code is reported`(code: Int32) throws {
    #expect(try run("exit \(code)").ending == .exit(code))
  }

  @Test(arguments: [6, 9, 15] as [Int32])
  func `a death by signal is reported as that`(signal: Int32) throws {
    #expect(try run("kill -\(signal) $$").ending == .signal(signal))
  }

  @Test func `both streams are kept apart`() throws {
    let outcome = try run("echo out; echo err >&2; echo more")
    #expect(String(decoding: outcome.output, as: UTF8.self) == "out\nmore\n")
    #expect(String(decoding: outcome.errorOutput, as: UTF8.self) == "err\n")
  }

  @Test func `much output on both streams does not block`() throws {
    let size = 3_000_000
    let outcome = try run("head -c \(size) /dev/zero >&2; head -c \(size) /dev/zero & head -c \(size) /dev/zero >&2; wait")
    #expect(outcome.ending == .exit(0))
    #expect(outcome.output.count == size)
    #expect(outcome.errorOutput.count == 2 * size)
  }

  @Test func `the child sees the environment it was given and no other`() throws {
    let outcome = try ChildProcess.run(["/usr/bin/env"], environment: ["A=1", "B=two words"])
    #expect(String(decoding: outcome.output, as: UTF8.self) == "A=1\nB=two words\n")
  }

  @Test func `arguments arrive as they are`() throws {
    let outcome = try ChildProcess.run(["printf", "%s|", "a b", "", "$HOME", "é\"'"], environment: Environment.forChildren)
    #expect(String(decoding: outcome.output, as: UTF8.self) == "a b||$HOME|é\"'|")
  }

  @Test func `there is nothing on standard input`() throws {
    #expect(try run("cat").output.isEmpty)
  }

  @Test(arguments: ["no-such-program-anywhere", "/no/such/program", "/dev/null"])
  func `a program that cannot be run is an error that names it`(program: String) {
    let error = #expect(throws: PlatformError.self) { try ChildProcess.run([program], environment: []) }
    #expect(error?.operation == "run")
    #expect(error?.subject == program)
  }

  @Test func `a deadline ends the child and all that it started`() throws {
    let folder = try TemporaryFolder()
    // The inner process holds the pipe open and would write its file when left alive.
    let script = "echo said; (sleep 600; touch \(folder.path)/alive) & echo $! > \(folder.path)/inner; wait"
    let outcome = try runUntilDeadline(startedBy: "\(folder.path)/inner") { try run(script, seconds: $0) }
    #expect(outcome.ending == .timedOut)
    #expect(String(decoding: outcome.output, as: UTF8.self) == "said\n")
    try expectEnd(of: "\(folder.path)/inner")
  }

  @Test func `a deadline ends what a watched child started in groups of their own`() throws {
    let folder = try TemporaryFolder()
    let script = "set -m; (sleep 600 & echo $! > \(folder.path)/inner; wait) & wait"
    let outcome = try runUntilDeadline(startedBy: "\(folder.path)/inner") {
      try ChildProcess.run(["bash", "-c", script], environment: Environment.forChildren, seconds: $0, isWatched: true)
    }
    #expect(outcome.ending == .timedOut)
    try expectEnd(of: "\(folder.path)/inner")
  }

  /// Runs what writes a file once all of it has started, with a deadline by which it has: a later one where the machine is busy.
  private func runUntilDeadline(startedBy file: String, _ run: (_ seconds: Int) throws -> ChildProcess.Outcome) throws -> ChildProcess.Outcome {
    for seconds in [1, 5, 25] {
      let outcome = try run(seconds)
      if try File.status(file).map({ $0.size > 0 }) ?? false { return outcome }
    }
    return try run(125)
  }

  @Test func `a watched child ends as any other`() throws {
    #expect(try ChildProcess.run(["sh", "-c", "exit 3"], environment: Environment.forChildren, isWatched: true).ending == .exit(3))
    #expect(try ChildProcess.run(["sh", "-c", "kill -9 $$"], environment: Environment.forChildren, isWatched: true).ending == .signal(9))
    #expect(throws: PlatformError.self) { try ChildProcess.run(["/no/such/program"], environment: [], isWatched: true) }
  }

  /// Waits until the process with the number in a file has ended.
  private func expectEnd(of file: String) throws {
    let inner = try String(decoding: File.read(file), as: UTF8.self).split(separator: "\n")[0]
    // A killed process stays a zombie for as long as nobody reaps it.
    let isAlive = "kill -0 \(inner) 2>/dev/null && ! grep -q ') Z ' /proc/\(inner)/stat 2>/dev/null"
    let state = try run("while \(isAlive); do sleep 0.02; done; echo gone")
    #expect(String(decoding: state.output, as: UTF8.self) == "gone\n", "\(state.ending)")
  }

  @Test func `a child that closed its streams still has a deadline`() throws {
    #expect(try run("exec >&- 2>&-; sleep 600", seconds: 1).ending == .timedOut)
  }

  @Test func `a child that closed its streams is waited for`() throws {
    #expect(try run("exec >&- 2>&-; exit 3").ending == .exit(3))
  }

  @Test func `signals have their default answer in the child`() throws {
    ThisProcess.ignoreBrokenPipes()
    #expect(try run("kill -PIPE $$; exit 9").ending == .signal(13))
  }

  @Test func `many children at once each get their own output`() throws {
    let folder = try TemporaryFolder()
    Threads.run(8) { worker in
      for round in 0..<10 {
        let outcome = try? ChildProcess.run(["sh", "-c", "echo \(worker)-\(round)"], environment: Environment.forChildren)
        try? File.write(outcome?.output ?? [], to: "\(folder.path)/\(worker)-\(round)")
      }
    }
    for worker in 0..<8 {
      for round in 0..<10 {
        #expect(try String(decoding: File.read("\(folder.path)/\(worker)-\(round)"), as: UTF8.self) == "\(worker)-\(round)\n")
      }
    }
  }

  @Test func `time and memory are measured`() throws {
    let outcome = try run("x=$(head -c 50000000 /dev/zero | tr '\\0' x); echo ${#x}")
    #expect(String(decoding: outcome.output, as: UTF8.self) == "50000000\n")
    #expect(outcome.peakMemory > 50_000_000)
    #expect(outcome.duration > .zero)
  }
}
