import CommandLine
import Platform
import Testing

@Suite struct ToolTests {
  static let jobs = Option.number("--jobs", "NUMBER", in: 1...64, default: 6, "how many at a time")

  static let tool = Tool<WritingAction>(
    name: "mason", summary: "builds walls", version: "1.2",
    commands: [
      Command(
        name: "build", summary: "build what is named", details: "Builds each TARGET.",
        operands: [Operand(name: "TARGET", help: "what to build", isRepeated: true)],
        options: [jobs, .format, .value("--a-very-long-option", "FOLDER", "where")],
        examples: [("mason build wall", "one of them")],
        run: { arguments in arguments.number(jobs) == 6 ? .success : .findings }),
      Command(name: "fail", summary: "fail", details: "Fails.", examples: [("mason fail", "see it fail")], run: { _ in throw UsageError("no") }),
    ],
    commonOptions: [.color], examples: [("mason build wall", "build a wall")], exitCodes: "0 all stands, 2 the tool could not do its job.")

  private func answer(_ arguments: String...) throws -> String? {
    if case .answer(let text) = try Self.tool.request(arguments) { text } else { nil }
  }

  private func mistake(_ arguments: String...) -> String? {
    do throws(UsageError) {
      _ = try Self.tool.request(arguments)
      return nil
    } catch { return Self.tool.message(for: error) }
  }

  @Test func `the help lists commands, examples and exit codes`() throws {
    let help = """
      mason: builds walls

      Usage: mason COMMAND [OPTIONS]

      Commands:
        build                       build what is named
        fail                        fail

      Examples:
        mason build wall            build a wall
        mason help build            the options and more examples of a command

      Exit codes: 0 all stands, 2 the tool could not do its job.
      Version: mason --version

      """
    #expect(try answer("--help") == help)
    #expect(try answer("-h") == help)
    #expect(try answer("help") == help)
    #expect(try answer("help", "help") == help)
    #expect(try answer("--version") == "mason 1.2\n")
  }

  @Test func `a command's help says what stands in its table`() throws {
    let help = """
      mason build: build what is named

      Usage: mason build [OPTIONS] TARGET…

      Builds each TARGET.

      Arguments:
        TARGET                      what to build

      Options:
        --jobs NUMBER               how many at a time, 1 to 64; 6 if not given
        --format text|json          the form of the answer; text if not given
        --a-very-long-option FOLDER
                                    where
        --color auto|always|never   colours; auto is on a terminal, unless NO_COLOR or TERM=dumb is set
        --help                      print this help

      Examples:
        mason build wall
            one of them

      """
    #expect(try answer("build", "--help") == help)
    #expect(try answer("build", "a", "-h") == help)
    #expect(try answer("help", "build") == help)
  }

  @Test func `mistakes name the tool and where to read on`() {
    #expect(mistake() == "mason: a command is missing: one of build, fail\nSee: mason --help\n")
    #expect(mistake("biuld") == "mason: unknown command 'biuld'; did you mean 'build'?\nSee: mason --help\n")
    #expect(mistake("help", "x") == "mason: unknown command 'x'; known are build, fail, help\nSee: mason --help\n")
    #expect(mistake("-v") == "mason: unknown option '-v'; known are --help, --version\nSee: mason --help\n")
    #expect(mistake("build") == "mason: TARGET is missing: what to build\nSee: mason build --help\n")
    #expect(mistake("build", "--jbos", "1") == "mason: unknown option '--jbos'; did you mean '--jobs'?\nSee: mason build --help\n")
  }

  @Test func `an error begins with its place, or else with the tool's name`() {
    let message = { (error: any Error) in Self.tool.message(for: error, of: Self.tool.commands[0]) }
    #expect(message(Failure("no bricks")) == "mason: no bricks\n")
    #expect(message(Failure(placed: "wall.txt:1:2: no bricks")) == "wall.txt:1:2: no bricks\n")
    #expect(message(UsageError("--a and --b exclude each other")) == "mason: --a and --b exclude each other\nSee: mason build --help\n")
    #expect(throws: PlatformError.self) {
      do { _ = try File.read("/nowhere") } catch {
        #expect(message(error).hasPrefix("mason: "))
        throw error
      }
    }
  }

  @Test func `an error cannot command the terminal`() {
    #expect(Self.tool.message(for: Failure("a\u{1B}[31m\r\tb\n\u{202E}c")) == "mason: a\\u{1B}[31m\\r\tb\n\\u{202E}c\n")
  }

  @Test func `a run ends with what its command returns`() async {
    #expect(await Self.tool.run(["build", "wall", "--jobs", "7"]) == .findings)
    #expect(await Self.tool.run(["build", "wall"]) == .success)
  }
}
