import JSON
import Platform
import Synchronization

/// A service that runs as a process of its own, and its output. It ends when it is released, however the test ends.
///
/// ```swift
/// let process = try ServiceProcess("scheduler-worker", settings: ["SCHEDULES_FILE": path])
/// let listening = try await process.record("listening")
/// process.terminate()
/// #expect(try await process.ending() == .exit(0))
/// ```
public final class ServiceProcess: Sendable {
  /// The error of a test that waited in vain.
  public struct Timeout: Error, CustomStringConvertible {
    /// The event it waited for, and the process's output so far.
    public let description: String
  }

  private struct State {
    var output: [UInt8] = []
    var errorOutput: [UInt8] = []
    var ending: GuardedProcess.Ending?
  }

  private final class Box: Sendable { let value = Mutex(State()) }

  private let process: GuardedProcess
  private let folder: TemporaryFolder
  private let state: Box

  /// Starts a program of the build in an empty folder, with free ports and its log in JSON.
  ///
  /// - Parameters:
  ///   - product: The program's name.
  ///   - settings: Settings that come on top of `PORT=0`, `HEALTH_PORT=0`, `LOG_LEVEL=debug` and `LOG_FORMAT=json`.
  public init(_ product: String, _ arguments: [String] = [], settings: [String: String] = [:]) throws {
    let (folder, state) = (try TemporaryFolder(), Box())
    self.folder = folder
    self.state = state
    let chassis = ["PORT": "0", "HEALTH_PORT": "0", "LOG_LEVEL": "debug", "LOG_FORMAT": "json"]
    let variables = chassis.merging(settings) { _, given in given }.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    process = try GuardedProcess(
      starting: ["\(BuiltProducts.folder)/\(product)"] + arguments, guardedBy: ["\(BuiltProducts.folder)/fleet", "guard"],
      environment: Environment.forChildren + variables, in: folder.path
    ) { event in
      state.value.withLock { state in
        switch event {
        case .output(let bytes): state.output += bytes
        case .errorOutput(let bytes): state.errorOutput += bytes
        case .ended(let ending): state.ending = ending
        }
      }
    }
  }

  /// The text of standard output so far.
  public var output: String { String(decoding: state.value.withLock { $0.output }, as: UTF8.self) }
  /// The text of standard error so far.
  public var errorOutput: String { String(decoding: state.value.withLock { $0.errorOutput }, as: UTF8.self) }

  /// All records of the log so far, in order.
  public var records: [JSONValue] { output.split(separator: "\n").compactMap { try? JSONValue(parsing: Array($0.utf8)) } }

  /// Returns the log's records with that message, so far.
  public func records(_ message: String) -> [JSONValue] { records.filter { $0["message"]?.string == message } }

  /// Waits for the first record with that message that meets the condition, and returns it.
  public nonisolated(nonsending) func record(_ message: String, where condition: (JSONValue) -> Bool = { _ in true }) async throws -> JSONValue {
    try await wait(for: "the record \"\(message)\"") { records(message).first(where: condition) }
  }

  /// Waits until the process listens on `http`, `health` or `admin`, and returns that address.
  public nonisolated(nonsending) func address(_ port: String) async throws -> String {
    try await record("listening") { $0[port] != nil }[port]?.string ?? ""
  }

  /// Waits until the log says that the process is ready, as `/readyz` then does.
  public nonisolated(nonsending) func becomeReady() async throws { _ = try await record("readiness changes") { $0["status"]?.string == "ready" } }

  /// Sends SIGTERM.
  public func terminate() { process.signal(Signals.Termination.terminate.rawValue) }

  /// Waits for the end of the process and returns how it ended.
  public nonisolated(nonsending) func ending() async throws -> GuardedProcess.Ending {
    try await wait(for: "the end") { state.value.withLock { $0.ending } }
  }

  /// Waits until `condition` returns a result, five minutes at most, and returns it.
  public nonisolated(nonsending) func wait<Result>(for what: String, _ condition: () throws -> Result?) async throws -> Result {
    let deadline = ContinuousClock.now + .seconds(300)
    while true {
      if let result = try condition() { return result }
      if ContinuousClock.now > deadline { throw Timeout(description: "waited for \(what); so far:\n\(output)\(errorOutput)") }
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}
