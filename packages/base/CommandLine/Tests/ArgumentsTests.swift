import Testing

@testable import CommandLine

@Suite struct ArgumentsTests {
  static let level = Option.value("--level", "N", "a level")
  static let quiet = Option.flag("--quiet", "say less")
  static let shape = Option.choice("--shape", ["round", "square"], "a shape")
  static let write = Option.optionalChoice("--write", ["twice"], "write")

  static let count = Option.number("--count", "N", in: 1...64, default: 6, "how many")

  static let command = Command<Void>(
    name: "test", summary: "", details: "",
    operands: [Operand(name: "FROM", help: "the start"), Operand(name: "TO", help: "the end", isOptional: true)],
    options: [level, quiet, shape, write, count, .help], examples: [], run: ())

  private func parse(_ arguments: String...) throws(UsageError) -> Arguments { try Arguments(parsing: arguments, of: Self.command) }

  private func message(_ arguments: String...) -> String? {
    do throws(UsageError) {
      _ = try Arguments(parsing: arguments, of: Self.command)
      return nil
    } catch { return error.message }
  }

  @Test func `a value follows its option or an equals sign`() throws {
    #expect(try parse("a", "--level", "3")[Self.level] == "3")
    #expect(try parse("--level=3", "a")[Self.level] == "3")
    #expect(try parse("--level=a=b", "a")[Self.level] == "a=b")
    #expect(try parse("a")[Self.level] == nil)
  }

  @Test func `an option with an optional value takes none from the next argument`() throws {
    let arguments = try parse("--write", "twice")
    #expect(arguments[Self.write] == "" && arguments.operands == ["twice"])
    #expect(try parse("--write=twice", "a")[Self.write] == "twice")
  }

  @Test func `behind two dashes everything is an operand`() throws {
    #expect(try parse("--quiet", "--", "--level", "-h").operands == ["--level", "-h"])
  }

  @Test func `a single dash is an operand`() throws {
    #expect(try parse("-").operands == ["-"])
  }

  @Test func `a number is one of its range`() throws {
    #expect(try parse("--count", "64", "a").number(Self.count) == 64)
    #expect(try parse("a").number(Self.count) == 6)
    for text in ["0", "65", "-1", "six", "1.5", "99999999999999999999"] {
      #expect(message("--count", text, "a") == "--count is a number from 1 to 64, not '\(text)'")
    }
  }

  @Test func `the last operand may be many`() throws {
    let command = Command<Void>(
      name: "test", summary: "", details: "", operands: [Operand(name: "PATH", help: "a file", isRepeated: true)], examples: [], run: ())
    #expect(try Arguments(parsing: ["a", "b", "c"], of: command).operands == ["a", "b", "c"])
  }

  @Test func `asking for help asks for nothing else`() throws {
    #expect(try parse("-h").has(.help))
    #expect(try parse("--help").has(.help))
  }

  @Test func `mistakes name what was expected`() {
    #expect(message() == "FROM is missing: the start")
    #expect(message("a", "b", "c") == "unexpected argument 'c'")
    #expect(message("a", "--level") == "--level needs a value: --level N")
    #expect(message("a", "--level=") == "--level needs a value: --level N")
    #expect(message("a", "--quiet=1") == "--quiet takes no value")
    #expect(message("a", "--quiet", "--quiet") == "--quiet is given twice")
    #expect(message("a", "--shape") == "--shape needs a value: --shape round|square")
    #expect(message("a", "--count") == "--count needs a value: --count N")
    #expect(message("a", "--shape", "sqare") == "unknown value of --shape 'sqare'; did you mean 'square'?")
    #expect(message("a", "--write=often") == "unknown value of --write 'often'; known are twice")
    #expect(message("a", "--qiet") == "unknown option '--qiet'; did you mean '--quiet'?")
    #expect(message("a", "-q") == "unknown option '-q'; known are --level, --quiet, --shape, --write, --count, --help")
  }
}
