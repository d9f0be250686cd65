import CommandLine

extension Invocation {
  /// Runs the tool: from arguments to standard output and an exit code.
  func run() -> Outcome {
    let tool = Commands.tool
    let output = Output()
    let progress = Progress(of: tool.name, afterMilliseconds: progressDelay, write: writeDiagnostic)
    defer { progress.end() }
    var running: RepositoryCommand?
    do {
      switch try tool.request(arguments) {
      case .answer(let text): return Outcome(code: .success, output: Array(text.utf8))
      case .run(let command, let arguments):
        running = command
        let context = Context(
          arguments: arguments,
          invocation: self,
          root: try Root.find(from: currentFolder, given: arguments[.root]),
          output: output,
          style: Style(choice: arguments[.color], isTerminal: isTerminal, environment: environment),
          progress: progress)
        return Outcome(code: try command.run(context), output: output.bytes)
      }
    } catch {
      writeDiagnostic(tool.message(for: error, of: running))
      return Outcome(code: .failure, output: [])
    }
  }
}
