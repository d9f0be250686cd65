import CommandLine
import Platform

/// Runs the commands that are compared, all with the environment of the benchmark itself.
struct Processes {
  private let environment = ThisProcess.environment.filter { $0.key != "GITHUB_ACTIONS" }.map { "\($0.key)=\($0.value)" }.sorted()

  func run(_ command: [String]) throws -> ChildProcess.Outcome {
    let outcome = try ChildProcess.run(command, environment: environment, seconds: 1800)
    if outcome.ending != .exit(0) {
      let said = String(decoding: outcome.output.suffix(4000) + outcome.errorOutput.suffix(4000), as: UTF8.self)
      throw Failure("\(command.joined(separator: " ")) ended with \(outcome.ending):\n\(said)")
    }
    return outcome
  }

  /// Whether the program is on the path; not every program says its version and succeeds.
  func exists(_ program: String) -> Bool {
    (try? ChildProcess.run(["sh", "-c", "command -v \(program)"], environment: environment))?.ending == .exit(0)
  }

  func isInstalled(_ program: String) -> Bool {
    (try? ChildProcess.run([program, "--version"], environment: environment))?.ending == .exit(0)
  }
}
