import CommandLine
import Platform

/// A process that runs beside a measurement, and ends with it.
struct StartedProcess {
  private let process: GuardedProcess
  private let events: AsyncStream<GuardedProcess.Event>

  /// Starts a command with this process's environment and `additions`.
  init(_ command: [String], environment additions: [String: String] = [:], in folder: String = ".") throws {
    let (events, continuation) = AsyncStream.makeStream(of: GuardedProcess.Event.self)
    let environment = ThisProcess.environment.merging(additions) { $1 }.map { "\($0.key)=\($0.value)" }
    let guardian = [try File.realPath("/proc/self/exe"), "guard"]
    process = try GuardedProcess(starting: command, guardedBy: guardian, environment: environment, in: folder) { continuation.yield($0) }
    self.events = events
  }

  var figures: ProcessFigures { ProcessFigures(identifier: process.identifier) }

  func stop() { process.kill() }

  /// Waits until the last line that it wrote is one that `read` understands, and returns what that is. Throws what it wrote where it ends.
  /// - Parameter name: that of the process in the failure.
  func firstLine<Value>(of name: String, _ read: (String) -> Value?) async throws -> Value {
    var said: [UInt8] = []
    reading: for await event in events {
      switch event {
      case .output(let bytes), .errorOutput(let bytes):
        said += bytes
        guard said.last == 0x0A, let line = String(decoding: said, as: UTF8.self).split(separator: "\n").last else { continue }
        if let value = read(String(line)) { return value }
      case .ended: break reading
      }
    }
    throw Failure("\(name) did not start: \(String(decoding: said, as: UTF8.self))")
  }
}
