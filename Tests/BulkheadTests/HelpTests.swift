import TestSupport
import Testing

@testable import Bulkhead

@Suite(.blocking) struct HelpTests {
  @Test func `each command has help with an example`() {
    for command in Commands.tool.commands {
      let run = Run(command.name, "--help")
      #expect(run.code == .success)
      #expect(run.diagnostics == "")
      #expect(run.output.hasPrefix("bulkhead \(command.name): \(command.summary)\n"))
      #expect(run.output.contains("\nExamples:\n  bulkhead \(command.name)"))
      #expect(Run("help", command.name).output == run.output)
    }
  }

  @Test func `the help of the tool lists each command`() {
    let run = Run("--help")
    #expect(run.code == .success)
    for command in Commands.tool.commands { #expect(run.output.contains("\n  \(command.name) ")) }
    #expect(Run("help").output == run.output)
    #expect(Run("help", "help").output == run.output)
  }

  @Test func `an unknown command is answered with the nearest`() {
    let run = Run("improts")
    #expect(run.code == .failure)
    #expect(run.output == "")
    #expect(run.diagnostics == "bulkhead: unknown command 'improts'; did you mean 'imports'?\nSee: bulkhead --help\n")
  }

  @Test func `an unknown option before the command is answered with those that may stand there`() {
    let run = Run("-v")
    #expect(run.code == .failure)
    #expect(run.diagnostics == "bulkhead: unknown option '-v'; known are --help, --version\nSee: bulkhead --help\n")
  }

  @Test func `an unknown option is answered with the nearest`() {
    let run = Run("imports", "--rot", ".")
    #expect(run.code == .failure)
    #expect(run.diagnostics == "bulkhead: unknown option '--rot'; did you mean '--root'?\nSee: bulkhead imports --help\n")
  }

  @Test func `no command at all is a mistake`() {
    let run = Run()
    #expect(run.code == .failure)
    #expect(run.diagnostics.hasPrefix("bulkhead: a command is missing: one of "))
  }

  @Test func `the version is one line`() {
    #expect(Run("--version").output == "bulkhead \(Commands.tool.version!)\n")
  }
}
