import JSON
import Platform
import Synchronization
import TestSupport

/// The worker as a process, and what it has said.
final class Worker: Sendable {
  struct Timeout: Error, CustomStringConvertible {
    let description: String
  }

  /// Where the programs are: beside the bundle that these tests are in.
  static let folder: String = {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? ""
    let parts = bundle.split(separator: "/")
    let folder = parts.firstIndex { $0.hasSuffix(".xctest") }.map { parts[..<$0].map { "/\($0)" }.joined() }
    let checkout = #filePath.split(separator: "/").dropLast(5).map { "/\($0)" }.joined()
    return folder ?? "\(checkout)/.build/debug"
  }()

  private struct State {
    var output: [UInt8] = []
    var errorOutput = ""
    var ending: GuardedProcess.Ending?
  }

  private final class Box: Sendable { let value = Mutex(State()) }

  let process: GuardedProcess
  private let files: TemporaryFolder
  private let state: Box

  /// - Parameter schedules: the text of the file.
  init(_ arguments: [String] = [], schedules: String, _ settings: [String: String] = [:]) throws {
    files = try TemporaryFolder()
    let path = try files.write(schedules, to: "schedules.json")
    let state = Box()
    self.state = state
    var environment = Environment.forChildren + ["HEALTH_PORT=0", "LOG_LEVEL=debug", "LOG_FORMAT=json", "SCHEDULES_FILE=\(path)"]
    environment += settings.map { "\($0.key)=\($0.value)" }
    process = try GuardedProcess(
      starting: ["\(Self.folder)/scheduler-worker"] + arguments, guardedBy: ["\(Self.folder)/fleet", "guard"], environment: environment,
      in: files.path
    ) { event in
      state.value.withLock { state in
        switch event {
        case .output(let bytes): state.output += bytes
        case .errorOutput(let bytes): state.errorOutput += String(decoding: bytes, as: UTF8.self)
        case .ended(let ending): state.ending = ending
        }
      }
    }
  }

  var output: String { String(decoding: state.value.withLock { $0.output }, as: UTF8.self) }
  var errorOutput: String { state.value.withLock { $0.errorOutput } }

  /// The log's records with that message.
  func records(_ message: String) -> [JSONValue] {
    output.split(separator: "\n").compactMap { try? JSONValue(parsing: Array($0.utf8)) }.filter { $0["message"]?.string == message }
  }

  /// The first record with that message, once it is there.
  func record(_ message: String, where condition: (JSONValue) -> Bool = { _ in true }) async throws -> JSONValue {
    try await wait(for: "the record \"\(message)\"") { records(message).first(where: condition) }
  }

  func terminate() { process.signal(Signals.Termination.terminate.rawValue) }

  func ending() async throws -> GuardedProcess.Ending { try await wait(for: "the end") { state.value.withLock { $0.ending } } }

  /// Waits until there is a result.
  func wait<Result>(for what: String, _ condition: () throws -> Result?) async throws -> Result {
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      if let result = try condition() { return result }
      if ContinuousClock.now > deadline { throw Timeout(description: "waited for \(what); so far:\n\(output)\(errorOutput)") }
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}
