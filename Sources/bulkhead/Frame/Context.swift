import CommandLine
import Platform

/// What a command works with: its arguments, the repository, and where its words go.
struct Context {
  let arguments: Arguments
  let invocation: Invocation
  /// The repository's root, an absolute path.
  let root: String
  /// Standard output.
  let output: Output
  let style: Style
  let progress: Progress

  var environment: [String: String] { invocation.environment }

  /// Writes a line to standard error.
  func note(_ text: String) { invocation.writeDiagnostic("\(Commands.tool.name): \(VisibleText.oneLine(text))\n") }

  /// Writes the answer in the form that `--format` asks for.
  func answer(json: @autoclosure () -> [UInt8], text: @autoclosure () -> String) {
    if arguments.isJSON { output.write(json()) } else { output.write(text()) }
  }

  /// A path of the command line as an absolute one.
  func absolutePath(_ path: String) -> String { PathText.resolve(path, from: invocation.currentFolder) }
}

/// Collects a command's standard output, which is then written in one go: a run that fails leaves no half of a result.
final class Output {
  private(set) var bytes: [UInt8] = []

  func write(_ text: String) { bytes += text.utf8 }
  func write(_ more: [UInt8]) { bytes += more }
  func writeLine(_ text: String = "") { write(text + "\n") }
}
