import Platform
import TestSupport
import Testing

@Suite(.blocking) struct WorkflowTests {
  private let workflows: [String]
  private let actions: [String]

  init() throws {
    workflows = try Checkout.files(endingIn: ".yml", below: ".github/workflows")
    actions = try Checkout.files(endingIn: "action.yml", below: ".github/actions")
    try #require(!workflows.isEmpty && !actions.isEmpty)
  }

  @Test func `workflows and actions are as their schemas say`() throws {
    guard let python = Python.withPackages(for: "workflows and actions are as their schemas say") else { return }
    for (schema, files) in [("vendor.github-workflows", workflows), ("vendor.github-actions", actions)] {
      let outcome = try ChildProcess.run(
        [python, "-m", "check_jsonschema", "--builtin-schema", schema] + files.map { "\(Checkout.root)/\($0)" },
        environment: Environment.forChildren)
      #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.output, as: UTF8.self))")
    }
  }

  @Test func `actions are pinned by a whole commit hash`() throws {
    for workflow in workflows + actions {
      // What is in this repository is as the workflow's own commit has it.
      for line in try Checkout.lines(workflow).map(\.trimmed) where !line.contains("uses: ./") {
        guard let name = line.split(separator: "uses: ", maxSplits: 1).last, line.contains("uses: ") else { continue }
        let version = name.split(separator: "@").last?.prefix { $0 != " " } ?? ""
        #expect(version.count == 40 && version.allSatisfy(\.isHexDigit), "\(workflow): \(line)")
      }
    }
  }

  @Test func `scripts say how they are run, and may be`() throws {
    let images = ["bases", "build", "plan", "smoke", "test"].map { "deploy/images/\($0)" }
    for script in [".ci/run", ".ci/venv", ".ci/pre-commit"] + ["place", "build", "run"].map({ ".github/actions/bulkhead/\($0)" }) + images {
      #expect(try Checkout.lines(script).first == "#!/usr/bin/env bash")
      let outcome = try ChildProcess.run(["test", "-x", "\(Checkout.root)/\(script)"], environment: Environment.forChildren)
      #expect(outcome.ending == .exit(0), "\(script) is not executable")
    }
  }
}
