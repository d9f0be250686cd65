import JSON
import Platform
import TestSupport

/// The worker as a process, with a file of schedules.
struct Worker {
  let process: ServiceProcess
  private let files: TemporaryFolder

  /// - Parameter schedules: the text of the file.
  init(_ arguments: [String] = [], schedules: String, _ settings: [String: String] = [:]) throws {
    files = try TemporaryFolder()
    let path = try files.write(schedules, to: "schedules.json")
    process = try ServiceProcess("scheduler-worker", arguments, settings: settings.merging(["SCHEDULES_FILE": path]) { given, _ in given })
  }

  var output: String { process.output }
  var errorOutput: String { process.errorOutput }

  func records(_ message: String) -> [JSONValue] { process.records(message) }

  func record(_ message: String, where condition: (JSONValue) -> Bool = { _ in true }) async throws -> JSONValue {
    try await process.record(message, where: condition)
  }

  func terminate() { process.terminate() }

  func ending() async throws -> GuardedProcess.Ending { try await process.ending() }

  func wait<Result>(for what: String, _ condition: () throws -> Result?) async throws -> Result { try await process.wait(for: what, condition) }
}
