import Platform

/// This program, started once more as the server of a measurement, so that server and load share nothing but the machine.
struct ServedProcess {
  let port: UInt16
  private let process: GuardedProcess

  /// Starts `benchmark serve …`, which prints its port once it listens, with this process's environment and `environment`.
  init(_ arguments: [String], environment additions: [String: String] = [:]) async throws(BenchmarkError) {
    let (events, continuation) = AsyncStream.makeStream(of: GuardedProcess.Event.self)
    let program = try BenchmarkError.wrapping { () throws(PlatformError) in try File.realPath("/proc/self/exe") }
    let environment = ThisProcess.environment.merging(additions) { $1 }.map { "\($0.key)=\($0.value)" }
    process = try BenchmarkError.wrapping { () throws(PlatformError) in
      try GuardedProcess(
        starting: [program, "serve"] + arguments, guardedBy: [program, "guard"], environment: environment, in: "."
      ) { continuation.yield($0) }
    }
    var said: [UInt8] = []
    var port: UInt16?
    reading: for await event in events {
      switch event {
      case .output(let bytes), .errorOutput(let bytes):
        said += bytes
        guard said.last == 0x0A, let line = String(decoding: said, as: UTF8.self).split(separator: "\n").last else { continue }
        port = UInt16(line)
        if port != nil { break reading }
      case .ended: break reading
      }
    }
    guard let port else { throw BenchmarkError("the server did not start: \(String(decoding: said, as: UTF8.self))") }
    self.port = port
  }

  func stop() { process.kill() }

  /// The processor time used so far, in microseconds, in steps of 10,000 (proc_pid_stat(5)).
  func processorTime() throws(BenchmarkError) -> Double {
    let stat = try text(of: "stat")
    // The program's name may hold spaces and parentheses; what counts stands behind the last one.
    guard let close = stat.lastIndex(of: ")") else { throw BenchmarkError("/proc/…/stat is not understood: \(stat)") }
    let fields = stat[close...].split(separator: " ")
    guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else {
      throw BenchmarkError("/proc/…/stat is not understood: \(stat)")
    }
    return (user + system) * 10_000
  }

  /// What is in memory now, in bytes, shared pages among it.
  func residentMemory() throws(BenchmarkError) -> Int {
    for line in try text(of: "status").split(separator: "\n") where line.hasPrefix("VmRSS:") {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      if words.count > 1, let kilobytes = Int(words[1]) { return kilobytes * 1024 }
    }
    throw BenchmarkError("/proc/…/status says nothing of VmRSS")
  }

  private func text(of file: String) throws(BenchmarkError) -> String {
    let path = "/proc/\(process.identifier)/\(file)"
    return String(decoding: try BenchmarkError.wrapping { () throws(PlatformError) in try File.read(path) }, as: UTF8.self)
  }
}
