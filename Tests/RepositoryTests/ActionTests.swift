import Platform
import TestSupport
import Testing

/// The action's scripts, started as a runner starts them. What the runner itself does, such as the cache, is not here.
@Suite(.blocking) struct ActionTests {
  private static let action = "\(Checkout.root)/.github/actions/bulkhead"
  private let workspace: TemporaryFolder
  private let runner: TemporaryFolder

  init() throws {
    workspace = try TemporaryFolder()
    runner = try TemporaryFolder()
    try SamplePackage.write(to: "\(workspace.path)/backend")
    for name in ["output", "summary"] { try runner.write("", to: name) }
  }

  private func start(_ script: String, _ inputs: [String] = []) throws -> (ending: ChildProcess.Outcome.Ending, log: String) {
    let environment = [
      "GITHUB_ACTIONS=true", "GITHUB_WORKSPACE=\(workspace.path)", "GITHUB_ACTION_PATH=\(Self.action)", "RUNNER_TEMP=\(runner.path)",
      "GITHUB_OUTPUT=\(runner.path)/output", "GITHUB_STEP_SUMMARY=\(runner.path)/summary",
    ]
    let command = "cd \"$GITHUB_WORKSPACE\" && \"$GITHUB_ACTION_PATH/\(script)\""
    let outcome = try ChildProcess.run(
      ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command], environment: Environment.forChildren + environment + inputs)
    return (outcome.ending, String(decoding: outcome.output, as: UTF8.self))
  }

  private func run(_ command: String, _ arguments: String = "", sarif: String = "") throws -> (ending: ChildProcess.Outcome.Ending, log: String) {
    try start(
      "run",
      ["BINARY=\(BuiltTool.path)", "COMMAND=\(command)", "ARGUMENTS=\(arguments)", "ROOT=backend", "SARIF=\(sarif)", "SUMMARY=true"])
  }

  private func text(_ file: String) throws -> String { String(decoding: try File.read(file), as: UTF8.self) }

  @Test func `walls that hold end with 0`() throws {
    let outcome = try run("check")
    #expect(outcome.ending == .exit(0))
    #expect(outcome.log == "The rule holds: 2 targets, 2 files, 1 import.\n")
    #expect(try text("\(runner.path)/output") == "exit-code=0\n")
  }

  @Test func `a crossed wall is annotated, summed up and written for code scanning`() throws {
    try SamplePackage.crossTheWall(in: "\(workspace.path)/backend")
    let outcome = try run("check", sarif: "bulkhead.sarif")
    #expect(outcome.ending == .exit(1))
    #expect(outcome.log.hasPrefix("::error file=backend/Sources/Core/Core.swift,line=1,col=8,title=core-knows-nobody::Core imports App"))
    #expect(try text("\(runner.path)/output") == "exit-code=1\n")
    #expect(try text("\(runner.path)/summary").contains("core-knows-nobody"))
    #expect(try text("\(workspace.path)/bulkhead.sarif").contains("\"ruleId\": \"core-knows-nobody\""))
  }

  @Test func `a result that is data is an output`() throws {
    let outcome = try run("imports", "--format 'json' backend/Sources")
    #expect(outcome.ending == .exit(0))
    let lines = try text("\(runner.path)/output").split(separator: "\n", omittingEmptySubsequences: false)
    let delimiter = try #require(lines.dropFirst().first?.split(separator: "<<").last)
    #expect(lines[0] == "exit-code=0" && lines[1] == "result<<\(delimiter)")
    #expect(lines[2...].prefix { $0 != delimiter }.joined(separator: "\n") + "\n" == outcome.log)
  }

  @Test(arguments: [("check", "--format 'json"), ("check", "--fromat json"), ("check", "$(touch crossed)"), ("no-such-command", "")])
  func `what cannot be done ends with 2`(command: String, arguments: String) throws {
    let outcome = try run(command, arguments, sarif: "bulkhead.sarif")
    #expect(outcome.ending == .exit(2) && outcome.log.contains("::error title=bulkhead::"))
    #expect(try File.status("\(workspace.path)/crossed") == nil && File.status("\(workspace.path)/bulkhead.sarif") == nil)
  }

  @Test func `a report of a certain form is the only one`() throws {
    try SamplePackage.crossTheWall(in: "\(workspace.path)/backend")
    let outcome = try run("check", "--format json")
    #expect(outcome.ending == .exit(1) && outcome.log.hasPrefix("{"))
    #expect(try text("\(runner.path)/summary") == "")
    #expect(try run("check", "--output=walls.txt", sarif: "bulkhead.sarif").ending == .exit(2))
  }

  @Test func `the checker is cached by the sources it is built from`() throws {
    #expect(try start("place").ending == .exit(0))
    let first = try text("\(runner.path)/output").split(separator: "\n").map(String.init)
    #expect(first.contains("binary=\(runner.path)/bulkhead-checker/bulkhead") && first.contains("built=false"))
    let key = try #require(first.first { $0.hasPrefix("key=") })
    #expect(key.split(separator: "-").last?.count == 40 && key.contains("-swift-6"))

    try runner.write("", to: "output")
    let binary = try runner.write("", to: "bulkhead-checker/bulkhead")
    _ = try ChildProcess.run(["chmod", "+x", binary], environment: Environment.forChildren)
    #expect(try start("place").ending == .exit(0))
    let second = try text("\(runner.path)/output").split(separator: "\n").map(String.init)
    #expect(second.contains("built=true") && second.contains(key))
  }
}
