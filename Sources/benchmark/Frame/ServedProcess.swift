import Platform

/// This program, started once more as the server of a measurement, so that server and load share nothing but the machine.
struct ServedProcess {
  let port: UInt16
  private let process: StartedProcess

  /// Starts `benchmark serve …`, which prints its port once it listens, with this process's environment and `environment`, on the
  /// processors that `command` leaves it.
  init(_ arguments: [String], under command: [String] = [], environment: [String: String] = [:]) async throws {
    process = try StartedProcess(command + [try File.realPath("/proc/self/exe"), "serve"] + arguments, environment: environment)
    port = try await process.firstLine(of: "the server") { UInt16($0) }
  }

  var figures: ProcessFigures { process.figures }

  func stop() { process.stop() }
}
