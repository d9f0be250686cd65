import CommandLine
import Platform

/// This program, started once more as the server of a measurement, so that server and load share nothing but the machine.
struct ServedProcess {
  let port: UInt16
  private let process: GuardedProcess

  /// Starts `benchmark serve …`, which prints its port once it listens, with this process's environment and `environment`, on the
  /// processors that `command` leaves it.
  init(_ arguments: [String], under command: [String] = [], environment additions: [String: String] = [:]) async throws {
    let (events, continuation) = AsyncStream.makeStream(of: GuardedProcess.Event.self)
    let program = try File.realPath("/proc/self/exe")
    let environment = ThisProcess.environment.merging(additions) { $1 }.map { "\($0.key)=\($0.value)" }
    process = try GuardedProcess(
      starting: command + [program, "serve"] + arguments, guardedBy: [program, "guard"], environment: environment, in: "."
    ) { continuation.yield($0) }
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
    guard let port else { throw Failure("the server did not start: \(String(decoding: said, as: UTF8.self))") }
    self.port = port
  }

  func stop() { process.kill() }

  /// The processor time that its threads have used so far, in microseconds.
  func processorTime() throws -> Double {
    var nanoseconds = 0
    let threads = try Folder.entries("/proc/\(process.identifier)/task")
    for thread in threads {
      // Nanoseconds on a processor, nanoseconds waiting for one, and how often.
      guard let used = try text(of: "task/\(thread.name)/schedstat").split(separator: " ").first.flatMap({ Int($0) }) else {
        throw Failure("/proc/…/schedstat is not understood")
      }
      nanoseconds += used
    }
    return Double(nanoseconds) / 1000
  }

  /// What is in memory now, in bytes, shared pages among it.
  func residentMemory() throws -> Int {
    for line in try text(of: "status").split(separator: "\n") where line.hasPrefix("VmRSS:") {
      let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
      if words.count > 1, let kilobytes = Int(words[1]) { return kilobytes * 1024 }
    }
    throw Failure("/proc/…/status says nothing of VmRSS")
  }

  private func text(of file: String) throws -> String {
    let path = "/proc/\(process.identifier)/\(file)"
    return String(decoding: try File.read(path), as: UTF8.self)
  }
}
