import JSON
import Platform

/// Runs the services of a repository: `up` starts them, `verify` holds one to its contract.
@main
enum Main {
  static let commands = [UpCommand.command, VerifyCommand.command]

  static func main() {
    // Before there is any other thread, which would take a signal that nobody awaits yet.
    Signals.holdTermination()
    ThisProcess.ignoreBrokenPipes()
    let arguments = Array(CommandLine.arguments.dropFirst())
    // How this program becomes the guard of a process that it starts.
    if arguments.first == "guard" { ProcessGuard.run(Array(arguments.dropFirst())) }
    // Not an asynchronous main: while that runs, the main thread takes signals again.
    Task.detached { await end(arguments) }
    ThreadGate().wait()
  }

  private static func end(_ arguments: [String]) async -> Never {
    do {
      ThisProcess.exit(try await run(arguments))
    } catch {
      // Mistakes in files begin with their place, as editors expect; what the system refuses does not.
      let prefix = error is PlatformError ? "fleet: " : ""
      try? StandardStream.error.write("\(prefix)\(error)\n")
      ThisProcess.exit(ExitCode.failure)
    }
  }

  private static func run(_ arguments: [String]) async throws -> Int32 {
    guard let first = arguments.first else { throw UsageError("a command is missing: up or verify") }
    if ["--help", "-h", "help"].contains(first) {
      if arguments.count == 2, let command = commands.first(where: { $0.name == arguments[1] }) { return try print(command.helpText) }
      return try print(helpText)
    }
    guard let command = commands.first(where: { $0.name == first }) else {
      let hint = nearestName(to: first, in: commands.map(\.name)).map { "did you mean '\($0)'?" } ?? "known are up and verify"
      throw UsageError("unknown command '\(first)'; \(hint)")
    }
    let parsed = try Arguments(parsing: Array(arguments.dropFirst()), of: command)
    if parsed.has("--help") { return try print(command.helpText) }
    return command.name == "up" ? try await UpCommand.run(parsed) : try await VerifyCommand.run(parsed)
  }

  private static func print(_ text: String) throws -> Int32 {
    try StandardStream.output.write(text)
    return ExitCode.success
  }

  private static var helpText: String {
    """
    fleet: runs the services of a repository

    Usage: fleet COMMAND [OPTIONS]

    Commands:
    \(Command.table(commands.map { ($0.name, $0.summary) }))
    Examples:
      fleet up                        run everything
      fleet verify scheduler-worker   hold a service to its contract
      fleet help up                   the options and more examples of a command

    """
  }
}
