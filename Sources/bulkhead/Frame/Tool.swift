import Platform

/// The whole tool: from arguments to standard output and an exit code.
enum Tool {
  static let version = "0.1.0"

  static func run(_ invocation: Invocation) -> Outcome {
    let output = Output()
    let progress = Progress(afterMilliseconds: invocation.progressDelay, write: invocation.writeDiagnostic)
    defer { progress.end() }
    do {
      let code = try dispatch(invocation, output, progress)
      return Outcome(code: code, output: output.bytes)
    } catch {
      // Errors about a file begin with its place, as editors expect; these two have none.
      let isPlaceless = error is UsageError || error is PlatformError
      invocation.writeDiagnostic(VisibleText.lines("\(isPlaceless ? "bulkhead: " : "")\(error)") + "\n")
    }
    return Outcome(code: .failure, output: [])
  }

  private static func dispatch(_ invocation: Invocation, _ output: Output, _ progress: Progress) throws -> ExitCode {
    guard let first = invocation.arguments.first else {
      throw UsageError("a command is missing: one of \(Command.all.map(\.name).joined(separator: ", "))")
    }
    let rest = Array(invocation.arguments.dropFirst())
    switch first {
    case "--version": output.writeLine("bulkhead \(version)")
    case "--help", "-h": output.write(Help.text(of: Command.all))
    case "help":
      guard let name = rest.first, name != "help" else {
        output.write(Help.text(of: Command.all))
        break
      }
      output.write(Help.text(of: try command(named: name)))
    default: return try run(try command(named: first), rest, invocation, output, progress)
    }
    return .success
  }

  private static func command(named name: String) throws(UsageError) -> Command {
    if let command = Command.all.first(where: { $0.name == name }) { return command }
    if name.hasPrefix("-") { throw .unknown("option", name, of: ["--help", "--version"]) }
    throw .unknown("command", name, of: Command.all.map(\.name) + ["help"])
  }

  private static func run(
    _ command: Command, _ rest: [String], _ invocation: Invocation, _ output: Output, _ progress: Progress
  ) throws -> ExitCode {
    let arguments = try Arguments(parsing: rest, of: command)
    if arguments.has(.help) {
      output.write(Help.text(of: command))
      return .success
    }
    let context = Context(
      command: command,
      arguments: arguments,
      invocation: invocation,
      root: try Root.find(from: invocation.currentFolder, given: arguments[.root]),
      output: output,
      style: Style(choice: arguments[.color], isTerminal: invocation.isTerminal, environment: invocation.environment),
      progress: progress)
    return try command.run(context)
  }
}
