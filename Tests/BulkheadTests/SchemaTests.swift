import Platform
import TestSupport
import Testing

@testable import Bulkhead

/// What the commands print as JSON is what `docs/schemas` says.
@Suite(.blocking) struct SchemaTests {
  @Test(arguments: ["check", "imports", "graph", "why", "probe"]) func `the schema accepts what the command prints`(command: String) throws {
    guard let python = Python.withPackages(for: "schema of \(command)") else { return }
    // Findings of every shape: of an import that breaks two rules, of several imports at once, with a remedy.
    let more = #"{ "id": "d", "kind": "declared", "reason": "r" }, { "id": "f", "kind": "forbid", "from": "app", "to": "core", "reason": "r" },"#
    let folder = try SampleRepository.make(rules: SampleRepository.rules().replacing("\"rules\": [", with: "\"rules\": [ \(more)"))
    for name in ["A", "B"] { try folder.write("import Core\n", to: "Tests/KitTests/\(name).swift") }
    try folder.write("#if X\n  @_spi(A) @testable private import struct B.C.D\n#elseif canImport(E)\n#endif\n<<<<<<< x\n", to: "odd.swift")
    try folder.write("// probe: alone\nimport App\n", to: "services/ArchProbes/X.swift")
    try folder.write(
      "// swift-tools-version: 6.0\nimport PackageDescription\nlet package = Package(name: \"s\", targets: [.target(name: \"S\", path: \"Sources\")])\n",
      to: "services/Package.swift")
    try folder.write("", to: "services/Sources/s.swift")
    let operands = ["imports": ["odd.swift", "Sources"], "why": ["KitTests", "Core"]][command] ?? []
    let run = Run([command, "--format", "json"] + operands, in: folder.path)
    #expect(run.code != .failure && run.diagnostics == "")
    if command == "check" { for key in ["places", "alsoBreaks", "remedy"] { #expect(run.output.contains("\"\(key)\": ")) } }
    let report = try folder.write(run.output, to: "report.json")
    let program = """
      import json, sys, jsonschema
      schema, report = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
      validator = jsonschema.validators.validator_for(schema)
      validator.check_schema(schema)
      for error in validator(schema).iter_errors(report): print(error.json_path, error.message)
      """
    let schema = "\(Checkout.root)/docs/schemas/\(command).schema.json"
    let outcome = try ChildProcess.run([python, "-c", program, schema, report], environment: Environment.forChildren)
    #expect(String(decoding: outcome.errorOutput, as: UTF8.self) == "")
    #expect(String(decoding: outcome.output, as: UTF8.self) == "")
    #expect(outcome.ending == .exit(0))
  }
}
