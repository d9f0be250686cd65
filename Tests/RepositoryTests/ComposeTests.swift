import Platform
import TestSupport
import Testing

/// The compose files, as the specification's schema and, where it is there, `docker compose` judge them.
@Suite(.blocking) struct ComposeTests {
  private static func files() throws -> [String] {
    try Checkout.files(endingIn: "compose.yaml") + ["deploy/compose.prod.yaml"]
  }

  private func judge(_ path: String, _ python: String) throws -> (ending: ChildProcess.Outcome.Ending, output: String) {
    let command = [python, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", path]
    let outcome = try ChildProcess.run(command, environment: Environment.forChildren)
    return (outcome.ending, String(decoding: outcome.output + outcome.errorOutput, as: UTF8.self))
  }

  @Test func `there is one for all, one for each process, and one for production`() throws {
    let services = try Checkout.folders(in: "services").map { "services/\($0)/compose.yaml" }
    #expect(Set(try Self.files()) == Set(services + ["compose.yaml", "Sources/Console/compose.yaml", "deploy/compose.prod.yaml"]))
  }

  @Test func `every one is as the specification's schema has it`() throws {
    guard let python = Python.withPackages(for: "compose files by their schema") else { return }
    for file in try Self.files() {
      let (ending, output) = try judge("\(Checkout.root)/\(file)", python)
      #expect(ending == .exit(0), "\(file): \(output)")
    }
  }

  @Test func `a file with a member that compose does not know is refused`() throws {
    guard let python = Python.withPackages(for: "a wrong compose file") else { return }
    let folder = try TemporaryFolder()
    let path = try folder.write(try Checkout.text("compose.yaml").replacing("read_only:", with: "readonly:"), to: "compose.yaml")
    #expect(try judge(path, python).ending == .exit(1))
  }

  @Test func `docker compose takes every one`() throws {
    let isThere = (try? ChildProcess.run(["docker", "compose", "version"], environment: Environment.forChildren))?.ending == .exit(0)
    if !isThere { return print("docker compose takes every one: skipped, docker compose is not installed") }
    let variables = ["BULKHEAD_OWNER=acme", "BULKHEAD_SHA=0000000", "SCHEDULER_WORKER_SCHEDULES_FILE=/tmp/schedules.json"]
    for file in try Self.files() {
      let command = ["docker", "compose", "--file", "\(Checkout.root)/\(file)", "config", "--quiet"]
      let outcome = try ChildProcess.run(command, environment: Environment.forChildren + variables)
      #expect(outcome.ending == .exit(0), "\(file): \(String(decoding: outcome.errorOutput, as: UTF8.self))")
    }
  }
}
