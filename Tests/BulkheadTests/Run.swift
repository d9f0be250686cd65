import ArchRules
import Calendar
import CommandLine
import Synchronization
import TestSupport

@testable import Bulkhead

/// One run of the tool inside the test's own process.
struct Run {
  let code: ExitCode
  let output: String
  let diagnostics: String

  init(_ arguments: String..., in folder: String = "/", environment: [String: String] = [:], isTerminal: Bool = false) {
    self.init(arguments, in: folder, environment: environment, isTerminal: isTerminal)
  }

  /// In a folder that must last as long as the run.
  init(_ arguments: String..., in folder: TemporaryFolder, environment: [String: String] = [:], isTerminal: Bool = false) {
    self = withExtendedLifetime(folder) { Run(arguments, in: folder.path, environment: environment, isTerminal: isTerminal) }
  }

  init(_ arguments: [String], in folder: String = "/", environment: [String: String] = [:], isTerminal: Bool = false) {
    let written = Diagnostics()
    let invocation = Invocation(
      arguments: arguments, environment: environment, currentFolder: folder, today: CalendarDate("2026-11-21")!, isTerminal: isTerminal,
      writeDiagnostic: { text in written.text.withLock { $0 += text } })
    let outcome = invocation.run()
    code = outcome.code
    output = String(decoding: outcome.output, as: UTF8.self)
    diagnostics = written.text.withLock { $0 }
  }

  private final class Diagnostics: Sendable {
    let text = Mutex("")
  }
}
