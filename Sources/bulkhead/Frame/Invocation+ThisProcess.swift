import Calendar
import Platform

extension Invocation {
  /// What the process was started with.
  static func ofThisProcess(writeDiagnostic: @escaping @Sendable (String) -> Void) -> Invocation {
    Invocation(
      arguments: Array(CommandLine.arguments.dropFirst()),
      environment: ThisProcess.environment,
      currentFolder: (try? Folder.current()) ?? ".",
      today: CalendarDate(daysSince1970: ThisProcess.secondsSince1970 / 86_400),
      isTerminal: StandardStream.output.isTerminal,
      progressDelay: 1000,
      writeDiagnostic: writeDiagnostic)
  }
}
