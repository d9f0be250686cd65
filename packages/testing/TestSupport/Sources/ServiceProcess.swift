import JSON
import Platform
import Synchronization

/// A service as the process that it is deployed as, and what it has said. It ends with its owner, however the test ends.
///
/// ```swift
/// let process = try ServiceProcess("scheduler-worker", settings: ["SCHEDULES_FILE": path])
/// let listening = try await process.record("listening")
/// process.terminate()
/// #expect(try await process.ending() == .exit(0))
/// ```
public final class ServiceProcess: Sendable {
  /// What a test waited for in vain.
  public struct Timeout: Error, CustomStringConvertible {
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

  /// Starts a program of the build, with free ports and a log for programs, in an empty folder.
  ///
  /// - Parameters:
  ///   - product: the program's name.
  ///   - settings: on top of `PORT=0`, `HEALTH_PORT=0`, `LOG_LEVEL=debug` and `LOG_FORMAT=json`.
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

  public var output: String { String(decoding: state.value.withLock { $0.output }, as: UTF8.self) }
  public var errorOutput: String { String(decoding: state.value.withLock { $0.errorOutput }, as: UTF8.self) }

  /// All records of the log so far, in order.
  public var records: [JSONValue] { output.split(separator: "\n").compactMap { try? JSONValue(parsing: Array($0.utf8)) } }

  /// The log's records with that message.
  public func records(_ message: String) -> [JSONValue] { records.filter { $0["message"]?.string == message } }

  /// The first record with that message, once it is there.
  public nonisolated(nonsending) func record(_ message: String, where condition: (JSONValue) -> Bool = { _ in true }) async throws -> JSONValue {
    try await wait(for: "the record \"\(message)\"") { records(message).first(where: condition) }
  }

  /// The address that the process listens on for this: `http`, `health` or `admin`.
  public nonisolated(nonsending) func address(_ port: String) async throws -> String {
    try await record("listening") { $0[port] != nil }[port]?.string ?? ""
  }

  /// Waits until `/readyz` would answer 200.
  public nonisolated(nonsending) func becomeReady() async throws { _ = try await record("readiness changes") { $0["status"]?.string == "ready" } }

  /// Sends SIGTERM.
  public func terminate() { process.signal(Signals.Termination.terminate.rawValue) }

  /// How the process ended, once it has.
  public nonisolated(nonsending) func ending() async throws -> GuardedProcess.Ending {
    try await wait(for: "the end") { state.value.withLock { $0.ending } }
  }

  /// Waits until there is a result, five minutes at most.
  public nonisolated(nonsending) func wait<Result>(for what: String, _ condition: () throws -> Result?) async throws -> Result {
    let deadline = ContinuousClock.now + .seconds(300)
    while true {
      if let result = try condition() { return result }
      if ContinuousClock.now > deadline { throw Timeout(description: "waited for \(what); so far:\n\(output)\(errorOutput)") }
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}
