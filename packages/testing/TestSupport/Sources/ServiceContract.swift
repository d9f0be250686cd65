import JSON
import Platform

/// The contract of every service, as `fleet verify` checks it from outside.
public enum ServiceContract {
  /// Returns the clauses that the service breaks, a paragraph for each; none where it keeps all of them.
  ///
  /// - Parameters:
  ///   - service: The service's name; its program is the one built with the tests.
  ///   - settings: The settings that it needs beside those that its `service.json` gives for tests.
  public static func brokenClauses(of service: String, settings: [String: String] = [:]) async throws -> [String] {
    let environment = Environment.forChildren + settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let outcome = try await onOwnThread {
      let program = "\(BuiltProducts.folder)/fleet"
      return try ChildProcess.run(
        ["sh", "-c", #"cd "$1" && shift && exec "$@""#, "sh", BuiltProducts.checkout, program, "verify", service]
          + ["--configuration", "debug", "--format", "json"],
        environment: environment)
    }
    let said = String(decoding: outcome.errorOutput, as: UTF8.self)
    guard let report = try? JSONValue(parsing: outcome.output), let checks = report["checks"]?.array, !checks.isEmpty else {
      return ["fleet verify \(service) could not examine it: \(outcome.ending): \(said)"]
    }
    return checks.filter { $0["passed"]?.bool != true }.map { check in
      "\(check["name"]?.string ?? ""): \(check["promise"]?.string ?? "")\n\(check["detail"]?.string ?? "")"
    }
  }
}
