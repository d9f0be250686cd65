import Platform

/// A program with commands, as data: what its arguments ask for, its help, and how it tells of errors.
public struct Tool<Action: Sendable>: Sendable {
  /// What the first argument, or the lack of one, comes down to.
  public enum Request: Sendable {
    /// A text that was asked for: help, or the version.
    case answer(String)
    case run(Command<Action>, Arguments)
  }

  /// As people type it.
  public let name: String
  public let version: String?
  /// Each with the options that all have.
  public let commands: [Command<Action>]
  let summary: String
  let examples: [(line: String, purpose: String)]
  let exitCodes: String

  /// - Parameters:
  ///   - summary: what it does, behind "name: ".
  ///   - version: what `--version` prints; `nil` for a tool that has none.
  ///   - commonOptions: the options of every command; `--help` is added.
  ///   - exitCodes: what they mean, in a sentence: "0 all holds, 1 …".
  public init(
    name: String, summary: String, version: String? = nil, commands: [Command<Action>], commonOptions: [Option],
    examples: [(line: String, purpose: String)], exitCodes: String
  ) {
    self.name = name
    self.summary = summary
    self.version = version
    self.commands = commands.map { command in
      var command = command
      command.options += commonOptions + [.help]
      return command
    }
    self.examples = examples
    self.exitCodes = exitCodes
  }

  /// What is asked for by the arguments, which stand behind the program's name.
  public func request(_ arguments: [String]) throws(UsageError) -> Request {
    guard let first = arguments.first else {
      throw UsageError("a command is missing: one of \(commands.map(\.name).joined(separator: ", "))")
    }
    switch first {
    case "--version" where version != nil: return .answer("\(name) \(version!)\n")
    case "--help", "-h": return .answer(help)
    case "help":
      guard arguments.count > 1, arguments[1] != "help" else { return .answer(help) }
      return .answer(help(of: try command(named: arguments[1])))
    default: break
    }
    let command = try command(named: first)
    do throws(UsageError) {
      let parsed = try Arguments(parsing: Array(arguments.dropFirst()), of: command)
      return parsed.has(.help) ? .answer(help(of: command)) : .run(command, parsed)
    } catch {
      var error = error
      error.command = command.name
      throw error
    }
  }

  private func command(named name: String) throws(UsageError) -> Command<Action> {
    if let command = commands.first(where: { $0.name == name }) { return command }
    if name.hasPrefix("-") { throw .unknown("option", name, of: version == nil ? ["--help"] : ["--help", "--version"]) }
    throw .unknown("command", name, of: commands.map(\.name) + ["help"])
  }

  /// The error for standard error, with its last newline.
  ///
  /// - Parameter command: the one that was running.
  public func message(for error: any Error, of command: Command<Action>? = nil) -> String {
    let text =
      switch error {
      case let error as UsageError: "\(name): \(error)\nSee: \(name) \((error.command ?? command?.name).map { "\($0) " } ?? "")--help"
      // Errors about a file begin with its place; these have none.
      case let error as Failure where !error.isPlaced: "\(name): \(error)"
      case is PlatformError: "\(name): \(error)"
      default: "\(error)"
      }
    return VisibleText.lines(text) + "\n"
  }
}

/// What a command does that writes its own output.
public typealias WritingAction = @Sendable (Arguments) async throws -> ExitCode

extension Tool where Action == WritingAction {
  /// Does what the arguments ask for, and returns the status to end the process with.
  public func run(_ arguments: [String]) async -> ExitCode {
    var running: Command<Action>?
    do {
      switch try request(arguments) {
      case .answer(let text):
        try StandardStream.output.write(text)
        return .success
      case .run(let command, let arguments):
        running = command
        return try await command.run(arguments)
      }
    } catch {
      try? StandardStream.error.write(message(for: error, of: running))
      return .failure
    }
  }
}
