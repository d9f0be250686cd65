import JSON
import Platform
import TestSupport
import Testing

/// Expects a validator that shares nothing with this project to accept the value by a schema of `docs/schemas/`.
func expectValid(_ value: JSONValue, schema: String, test: String) async throws {
  guard let python = Python.withPackages(for: test) else { return }
  let folder = try TemporaryFolder()
  let document = try folder.write(String(decoding: value.encoded(), as: UTF8.self), to: "document.json")
  let outcome = try await onOwnThread {
    try ChildProcess.run(
      [python, "-m", "check_jsonschema", "--schemafile", "\(Repository.root)/docs/schemas/\(schema)", document], environment: Environment.forChildren)
  }
  #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.output, as: UTF8.self))")
}
