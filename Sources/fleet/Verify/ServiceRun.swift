import CommandLine
import IO
import Platform
import Synchronization

/// A process of the service under test, and all that it has said.
final class ServiceRun: Sendable {
  /// How it came to its end, and what it wrote.
  struct Outcome: Sendable {
    let ending: GuardedProcess.Ending
    let output: String
    let errorOutput: String
    /// When it was seen to have ended.
    let time: Deadline
  }

  private struct State {
    var output: [UInt8] = []
    var errorOutput: [UInt8] = []
    var splitter = LineSplitter()
    var lines: [OutputLine] = []
    var outcome: Outcome?
  }

  let process: GuardedProcess
  private let state: Box

  /// Apart, so that the process ends when nobody refers to the run any more.
  private final class Box: Sendable { let value = Mutex(State()) }

  init(starting command: [String], _ environment: [String: String], in folder: String) throws(PlatformError) {
    let state = Box()
    self.state = state
    process = try GuardedProcess(
      starting: command, guardedBy: ["/proc/self/exe", "guard"],
      environment: environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }, in: folder
    ) { event in
      state.value.withLock { state in
        switch event {
        case .output(let bytes):
          state.output += bytes
          state.lines += state.splitter.add(bytes).map { OutputLine($0) }
        case .errorOutput(let bytes): state.errorOutput += bytes
        case .ended(let ending):
          if let rest = state.splitter.finish() { state.lines.append(OutputLine(rest)) }
          state.outcome = Outcome(
            ending: ending, output: String(decoding: state.output, as: UTF8.self), errorOutput: String(decoding: state.errorOutput, as: UTF8.self),
            time: .now)
        }
      }
    }
  }

  var lines: [OutputLine] { state.value.withLock { $0.lines } }

  /// `nil` while it runs.
  var outcome: Outcome? { state.value.withLock { $0.outcome } }

  func signal(_ signal: Signals.Termination) { process.signal(signal.rawValue) }

  /// Waits for something to be so; what `condition` returns then.
  func wait<Result>(for what: String, within limit: Duration, _ condition: () -> Result?) async throws -> Result {
    let deadline = Deadline.after(limit)
    while true {
      if let result = condition() { return result }
      if Deadline.now >= deadline { throw CheckFailure("waited \(limit.inWords) for \(what)") }
      try await EventLoop.sleep(until: .after(.milliseconds(2)))
    }
  }

  /// Waits for its end.
  func ending(within limit: Duration) async throws -> Outcome {
    try await wait(for: "the process to end", within: limit) { outcome }
  }

  /// Waits until it has said where it listens. It says it again when there is more: the latest line counts.
  /// - Parameter name: the port that it must have named.
  func addresses(naming name: String = "health") async throws -> ProcessAddresses {
    let line = try await wait(for: "a log line `listening` that names `\(name)`", within: .seconds(30)) { () -> OutputLine?? in
      if let line = lines.last(where: { $0.message == "listening" && $0.record?[name] != nil }) { return .some(line) }
      return outcome == nil ? nil : .some(nil)
    }
    guard let record = line?.record else { throw CheckFailure("it ended before it logged `listening` with `\(name)`") }
    return ProcessAddresses(http: record["http"]?.string, health: record["health"]?.string, admin: record["admin"]?.string)
  }

  /// Waits until `/readyz` is 200.
  func becomeReady(_ addresses: ProcessAddresses) async throws {
    try await waitForReadiness(addresses, status: 200, within: .seconds(30))
  }

  /// Waits until `/readyz` has the status.
  func waitForReadiness(_ addresses: ProcessAddresses, status: Int, within limit: Duration) async throws {
    let deadline = Deadline.after(limit)
    var last = ""
    while Deadline.now < deadline, outcome == nil {
      do {
        let response = try await RawConnection.get("/readyz?verbose", at: try addresses.ofHealth)
        if response.status == status { return }
        last = "\(response.status) \(VisibleText.oneLine(response.text))"
      } catch let error as RawError {
        last = "\(error)"
      }
      try await EventLoop.sleep(until: .after(.milliseconds(2)))
    }
    throw CheckFailure("/readyz has not become \(status) within \(limit.inWords); the last answer: \(last)")
  }

  /// Kills what is left of it, and waits until nothing is.
  func end() async throws {
    process.kill()
    _ = try await ending(within: .seconds(10))
  }

  /// What it wrote last, for a message.
  var lastWords: String {
    guard let outcome else { return "" }
    let lines = (outcome.output + outcome.errorOutput).split(separator: "\n").suffix(8).map { "\n    | \(VisibleText.oneLine(String($0)))" }
    return lines.isEmpty ? "" : "; the last it wrote:" + lines.joined()
  }
}

extension ProcessAddresses {
  /// The health port, or a failure that says that it was not named.
  var ofHealth: String {
    get throws(CheckFailure) {
      guard let health else { throw CheckFailure("the line `listening` names no `health`") }
      return ProcessAddresses.reachable(health)
    }
  }
}

extension GuardedProcess.Ending {
  var words: String { Member.Ending.process(self).words }
}
