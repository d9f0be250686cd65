import CommandLine
import Testing

@testable import Fleet

@Suite struct CommandsTests {
  @Test func `each command has help with an example`() throws {
    for command in Commands.tool.commands {
      guard case .answer(let help) = try Commands.tool.request([command.name, "--help"]) else {
        Issue.record("fleet \(command.name) --help runs it")
        continue
      }
      #expect(help.hasPrefix("fleet \(command.name): \(command.summary)\n"))
      #expect(help.contains("\nExamples:\n  fleet \(command.name)"))
    }
  }

  @Test(arguments: [
    (["verify", "a", "b"], "unexpected argument 'b'"),
    (["verify", "a", "--jobs", "0"], "--jobs is a number from 1 to 64, not '0'"),
    (["verify", "a", "--seed"], "--seed needs a value: --seed NUMBER"),
    (["up", "--format", "xml"], "unknown value of --format 'xml'; known are text, json"),
    (["up", "--format"], "--format needs a value: --format text|json"),
    (["help", "verfy"], "unknown command 'verfy'; did you mean 'verify'?"),
    (["--version"], "unknown option '--version'; known are --help"),
    ([], "a command is missing: one of up, verify, database"),
  ])
  func `a command line that is not understood is refused`(arguments: [String], message: String) {
    let error = #expect(throws: UsageError.self) { try Commands.tool.request(arguments) }
    #expect(error?.message == message)
  }
}
