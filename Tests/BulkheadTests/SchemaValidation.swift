import JSON
import Platform
import TestSupport
import Testing

/// Expects a validator that shares nothing with this project to accept the value by a schema of `docs/schemas/`.
func expectValid(_ value: JSONValue, schema: String, test: String) throws {
  guard let python = Python.withPackages(for: test) else { return }
  let folder = try TemporaryFolder()
  try File.write(value.encoded(), to: "\(folder.path)/document.json")
  let schemas = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  let script = """
    import json, sys, jsonschema
    document, schema = (json.load(open(path)) for path in sys.argv[1:])
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.Draft7Validator(schema).validate(document)
    """
  let outcome = try ChildProcess.run(
    [python, "-c", script, "\(folder.path)/document.json", "/\(schemas)/docs/schemas/\(schema)"], environment: Environment.forChildren)
  #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
}
