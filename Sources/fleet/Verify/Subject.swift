import CommandLine
import IO
import Platform
import ServiceDescription

/// The service that is held to its contract, and how its program is started.
struct Subject: Sendable {
  let service: ServiceDescription
  let program: String
  let root: String
  /// The service's folder, relative to the root.
  let folder: String
  let variables: [String: String]
  /// What random delays start from.
  let seed: UInt64

  /// - Parameters:
  ///   - settings: the environment and `.env` count as for `fleet up`.
  ///   - databaseURL: of a database that was made for it.
  init(
    _ service: ServiceDescription, _ checkout: Checkout, _ build: Build, _ settings: Settings, databaseURL: String? = nil, seed: UInt64
  ) {
    self.service = service
    self.seed = seed
    program = build.program(service.name)
    root = checkout.root
    folder = checkout.folders[service.name]!
    var variables = settings.variables(of: service)
    if let databaseURL { variables[Settings.database] = databaseURL }
    // What is read here must be there to be read; and no two processes may want one port.
    variables["LOG_FORMAT"] = "json"
    variables["LOG_LEVEL"] = "info"
    variables["VERIFY_HOOKS"] = "1"
    variables["HEALTH_PORT"] = "0"
    variables["ADMIN_PORT"] = "0"
    if service.ports.contains(.http) { variables["PORT"] = "0" }
    for key in ["SHUTDOWN_DELAY", "SHUTDOWN_TIMEOUT", "VERIFY_START_DELAY"] { variables[key] = nil }
    self.variables = variables
  }

  /// Runs the program with these settings on top, hands it to `body`, and sees to it that nothing of it is left.
  func run<Result>(
    _ arguments: [String] = [], _ settings: [String: String] = [:], _ body: (ServiceRun) async throws -> Result
  ) async throws -> Result {
    let environment = variables.merging(settings) { _, new in new }
    let run = try ServiceRun(starting: [program] + arguments, environment, in: root)
    do {
      let result = try await body(run)
      try await run.end()
      return result
    } catch let error as CheckFailure {
      try await run.end()
      throw CheckFailure(error.description + run.lastWords)
    } catch {
      try await run.end()
      throw error
    }
  }

  /// As `run`, from when it is ready.
  func runReady<Result>(_ settings: [String: String] = [:], _ body: (ServiceRun, ProcessAddresses) async throws -> Result) async throws -> Result {
    try await run([], settings) { run in
      try await run.becomeReady(try await run.addresses())
      return try await body(run, try await run.addresses(naming: service.ports.contains(.http) ? "http" : "health"))
    }
  }

  /// Brings the schema up to date, where the service has one.
  func migrate() async throws {
    if !service.database { return }
    let outcome = try await run(["--migrate"]) { run in try await run.ending(within: .seconds(300)) }
    if outcome.ending != .exit(0) { throw Failure("\(service.name) --migrate \(outcome.ending.words): \(outcome.errorOutput)") }
  }

  /// How long it takes from its start until it says where it listens.
  func timeToStart() async throws -> Duration {
    let began = Deadline.now
    return try await run { run in
      _ = try await run.addresses()
      return Deadline.now - began
    }
  }

  /// Runs the program to its end, which it must come to by itself: `--check-config` and the like.
  func runToEnd(_ arguments: [String] = [], _ settings: [String: String] = [:]) async throws -> ServiceRun.Outcome {
    try await run(arguments, settings) { run in try await run.ending(within: .seconds(10)) }
  }
}
