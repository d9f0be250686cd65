import Calendar
import CommandLine
import Platform

/// The process around the tool: what it is started with goes in, its standard output and exit status come out.
@main
enum Main {
  static func main() {
    ThisProcess.ignoreBrokenPipes()
    let invocation = Invocation(
      arguments: Array(CommandLine.arguments.dropFirst()),
      environment: ThisProcess.environment,
      currentFolder: (try? Folder.current()) ?? ".",
      today: CalendarDate(daysSince1970: ThisProcess.secondsSince1970 / 86_400),
      isTerminal: StandardStream.output.isTerminal,
      progressDelay: 1000,
      writeDiagnostic: { try? StandardStream.error.write($0) })
    let outcome = invocation.run()
    do {
      try StandardStream.output.write(outcome.output)
    } catch {
      // A reader that went away has what it wanted; a full disk has not.
      if !error.isBrokenPipe {
        invocation.writeDiagnostic(Commands.tool.message(for: error))
        ThisProcess.exit(ExitCode.failure.rawValue)
      }
    }
    ThisProcess.exit(outcome.code.rawValue)
  }
}
