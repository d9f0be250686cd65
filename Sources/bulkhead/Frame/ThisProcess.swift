import ArchRules
import Platform

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The one place that asks the process for what it was started with.
enum ThisProcess {
  static func invocation(writeDiagnostic: @escaping @Sendable (String) -> Void) -> Invocation {
    Invocation(
      arguments: Array(CommandLine.arguments.dropFirst()),
      environment: environment,
      currentFolder: (try? Folder.current()) ?? ".",
      today: CalendarDate(daysSince1970: Int(time(nil)) / 86_400),
      isTerminal: StandardStream.output.isTerminal,
      writeDiagnostic: writeDiagnostic)
  }

  /// Writing to a pipe whose reader has gone is then an error like others, not the end of the process.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  static func exit(_ code: ExitCode) -> Never {
    #if canImport(Glibc)
      Glibc.exit(code.rawValue)
    #else
      Darwin.exit(code.rawValue)
    #endif
  }

  private static var environment: [String: String] {
    var variables: [String: String] = [:]
    var pointer = firstVariable
    while let variable = pointer?.pointee {
      let text = String(cString: variable)
      if let equals = text.firstIndex(of: "=") {
        variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      pointer = pointer?.successor()
    }
    return variables
  }

  private static var firstVariable: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    #if canImport(Darwin)
      _NSGetEnviron().pointee
    #else
      environ
    #endif
  }
}
