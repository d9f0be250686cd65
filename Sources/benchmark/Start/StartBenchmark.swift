import CommandLine
import Platform

/// From the start of a process to its first `/readyz` that answers 200, beside the start of a program that does nothing.
struct StartBenchmark {
  /// In milliseconds.
  private static let target = 50.0
  private static let processes = ["scheduler-worker", "console"]

  private let runs: Int

  init(_ arguments: Arguments) { runs = arguments.number(.startRuns) }

  func run() async throws -> BenchmarkReport {
    var report = BenchmarkReport()
    report.text += "process start to /readyz 200, \(runs) runs\n\n                                  min    median     most   of /bin/true   target\n"
    for name in Self.processes {
      let program = ".build/release/\(name)"
      guard let status = try? File.status(program), status.kind == .file else {
        throw Failure("\(program) is missing: run `make build` first")
      }
      var times: [Double] = []
      var floors: [Double] = []
      // The first round warms the caches and is not counted.
      for round in 0...runs {
        let floor = try Processes().run(["/bin/true"]).duration / .milliseconds(1)
        let time = try await measure(program)
        if round == 0 { continue }
        floors.append(floor)
        times.append(time)
      }
      let ratio = times.min()! / floors.min()!
      report.add("start-\(name)", times.median / 1000, "s", versus: "target", ratio: times.median / Self.target)
      report.text +=
        "  \(name)".padded(to: 28) + [times.min()!, times.median, times.max()!].map { "\($0.text(digits: 1)) ms".aligned(right: 10) }.joined()
      report.text += "\(ratio.text(digits: 1)) ×".aligned(right: 13) + "50 ms".aligned(right: 10) + "\n"
    }
    return report
  }

  /// In milliseconds. The port is chosen beforehand, so that nothing but the port's answers is waited for.
  private func measure(_ program: String) async throws -> Double {
    let port = try Floor.freePort()
    let (events, continuation) = AsyncStream.makeStream(of: GuardedProcess.Event.self)
    let guardian = try File.realPath("/proc/self/exe")
    let environment = ["PORT=0", "HEALTH_PORT=\(port)", "PATH=/usr/bin:/bin", "SCHEDULES_FILE=services/scheduler-worker/schedules.example.json"]
    let start = ContinuousClock.now
    let process = try GuardedProcess(starting: [program], guardedBy: [guardian, "guard"], environment: environment, in: ".") {
      continuation.yield($0)
    }
    defer { process.kill() }
    let request = Array("GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
    while ContinuousClock.now - start < .seconds(10) {
      if let peer = try? Peer(port: port), let answer = try? peer.answer(to: request), answer.starts(with: Array("HTTP/1.1 200".utf8)) {
        return (ContinuousClock.now - start) / .milliseconds(1)
      }
      // Between two tries the process needs the processor more than this one does.
      try? await Task.sleep(for: .microseconds(200))
    }
    process.kill()
    continuation.finish()
    var said: [UInt8] = []
    for await event in events { if case .output(let bytes) = event { said += bytes } else if case .errorOutput(let bytes) = event { said += bytes } }
    throw Failure("\(program) was not ready within ten seconds:\n\(String(decoding: said, as: UTF8.self))")
  }
}
