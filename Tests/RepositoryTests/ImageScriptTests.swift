import JSON
import Platform
import TestSupport
import Testing

/// The scripts that build and try images; they themselves run in `make images-test`, which needs a container engine.
@Suite(.blocking) struct ImageScriptTests {
  @Test func `the scripts hold what shellcheck looks for`() throws {
    guard let python = Python.withPackages(for: "the scripts hold what shellcheck looks for") else { return }
    let folder = "\(Checkout.root)/deploy/images"
    let scripts = try Folder.entries(folder).filter { $0.kind == .file }.map(\.name).filter { name in
      name.hasSuffix(".sh") || (try? Checkout.lines("deploy/images/\(name)").first == "#!/usr/bin/env bash") ?? false
    }
    try #require(scripts.contains("smoke") && scripts.contains("engine.sh"))
    let shellcheck = python.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/shellcheck"
    let outcome = try ChildProcess.run(
      [shellcheck, "--external-sources", "--format", "gcc"] + scripts.map { "\(folder)/\($0)" }, environment: Environment.forChildren)
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.output + outcome.errorOutput, as: UTF8.self))")
  }

  private func plan(_ targets: [String], all: Bool = false) throws -> (build: [String], carry: [String]) {
    let affected: JSONValue = ["all": .bool(all), "targets": .array(targets.map { ["path": .string($0)] })]
    let list = try ChildProcess.run([BuiltTool.path, "images", "--root", Checkout.root], environment: Environment.forChildren)
    try #require(list.ending == .exit(0), "\(String(decoding: list.errorOutput, as: UTF8.self))")
    let outcome = try ChildProcess.run(
      ["\(Checkout.root)/deploy/images/plan", String(decoding: affected.encoded(.compact), as: UTF8.self)],
      environment: Environment.forChildren + ["IMAGES=\(String(decoding: list.output, as: UTF8.self))"])
    try #require(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
    try #require(lines.count == 2 && lines[0].hasPrefix("build=") && lines[1].hasPrefix("carry="))
    func names(_ line: Substring) throws -> [String] {
      let images = try JSONValue(parsing: String(line.drop { $0 != "=" }.dropFirst())).array ?? []
      for image in images { #expect(try Checkout.exists(image["dockerfile"]?.string ?? "none")) }
      return images.compactMap { $0["name"]?.string }
    }
    return (try names(lines[0]), try names(lines[1]))
  }

  /// Runners have it.
  private var hasJQ: Bool {
    let outcome = try? ChildProcess.run(["jq", "--version"], environment: Environment.forChildren)
    if outcome?.ending == .exit(0) { return true }
    print("which images a commit has built: skipped, jq is not installed")
    return false
  }

  @Test func `an image is built where its product is affected, and carried on where it is not`() throws {
    guard hasJQ else { return }
    let service = try plan(["packages/base/JSON/Sources", "services/scheduler-worker/Sources"])
    #expect(service.build.contains("scheduler-worker") && service.carry.contains("bulkhead"))
    let tool = try plan(["Sources/bulkhead"])
    #expect(tool.build.contains("bulkhead") && tool.carry.contains("scheduler-worker"))
    let tests = try plan(["services/scheduler-worker/Tests"])
    #expect(tests.carry.contains("scheduler-worker"))
  }

  @Test func `what is made of the whole repository is built for each commit`() throws {
    guard hasJQ else { return }
    let nothing = try plan([])
    #expect(nothing.build == ["console"] && nothing.carry.contains("scheduler-worker"))
  }

  @Test func `where everything is affected, everything is built and nothing carried on`() throws {
    guard hasJQ else { return }
    let all = try plan([], all: true)
    #expect(all.build.contains("bulkhead") && all.build.contains("scheduler-worker") && all.carry == [])
  }
}
