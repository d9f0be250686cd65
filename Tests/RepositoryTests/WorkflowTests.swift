import Platform
import TestSupport
import Testing

@Suite(.blocking) struct WorkflowTests {
  private let workflows: [String]

  init() throws {
    workflows = try Checkout.files(endingIn: ".yml", below: ".github/workflows")
    try #require(!workflows.isEmpty)
  }

  @Test func `workflows are as their schema says`() throws {
    guard let python = Python.withPackages(for: "workflows are as their schema says") else { return }
    let outcome = try ChildProcess.run(
      [python, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"] + workflows.map { "\(Checkout.root)/\($0)" },
      environment: Environment.forChildren)
    #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.output, as: UTF8.self))")
  }

  @Test func `actions are pinned by a whole commit hash`() throws {
    for workflow in workflows {
      for line in try Checkout.lines(workflow).map(\.trimmed) {
        guard let name = line.split(separator: "uses: ", maxSplits: 1).last, line.contains("uses: ") else { continue }
        let version = name.split(separator: "@").last?.prefix { $0 != " " } ?? ""
        #expect(version.count == 40 && version.allSatisfy(\.isHexDigit), "\(workflow): \(line)")
      }
    }
  }

  @Test func `scripts say how they are run, and may be`() throws {
    for script in [".ci/run", ".ci/venv"] {
      #expect(try Checkout.lines(script).first == "#!/usr/bin/env bash")
      let outcome = try ChildProcess.run(["test", "-x", "\(Checkout.root)/\(script)"], environment: Environment.forChildren)
      #expect(outcome.ending == .exit(0), "\(script) is not executable")
    }
  }
}
