import Platform
import Synchronization
import TestSupport

/// A `fleet` that runs as a process, and what it has written.
final class RunningFleet: Sendable {
  struct Timeout: Error, CustomStringConvertible {
    let description: String
  }

  private struct State {
    var output = ""
    var errorOutput = ""
    var ending: GuardedProcess.Ending?
  }

  private final class Box: Sendable { let value = Mutex(State()) }

  let process: GuardedProcess
  private let state: Box

  init(_ arguments: [String], in folder: String, environment: [String: String] = [:]) throws {
    let state = Box()
    self.state = state
    let inherited = Environment.forChildren.filter { variable in !environment.keys.contains { variable.hasPrefix("\($0)=") } }
    let variables = inherited + environment.map { "\($0.key)=\($0.value)" }
    process = try GuardedProcess(
      starting: [Repository.fleet] + arguments, guardedBy: [Repository.fleet, "guard"], environment: variables, in: folder
    ) { event in
      state.value.withLock { state in
        switch event {
        case .output(let bytes): state.output += String(decoding: bytes, as: UTF8.self)
        case .errorOutput(let bytes): state.errorOutput += String(decoding: bytes, as: UTF8.self)
        case .ended(let ending): state.ending = ending
        }
      }
    }
  }

  var output: String { state.value.withLock { $0.output } }
  var errorOutput: String { state.value.withLock { $0.errorOutput } }

  /// Waits until it has said something, on either stream.
  func wait(for text: String) async throws {
    try await Self.wait(for: "'\(text)' of:\n\(output)\(errorOutput)") { output.contains(text) || errorOutput.contains(text) }
  }

  func ending() async throws -> GuardedProcess.Ending {
    try await Self.wait(for: "the end") { state.value.withLock { $0.ending } != nil }
    return state.value.withLock { $0.ending! }
  }

  /// Waits for something to become so.
  static func wait(for what: @autoclosure () -> String, _ condition: () throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(300)
    while try !condition() {
      if ContinuousClock.now > deadline { throw Timeout(description: "waited for \(what())") }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Whether a process of this number runs; one that has ended and is not reaped does not.
  static func isRunning(_ process: Int) -> Bool {
    guard let bytes = try? File.read("/proc/\(process)/stat") else { return false }
    return !String(decoding: bytes, as: UTF8.self).contains(") Z ")
  }
}
