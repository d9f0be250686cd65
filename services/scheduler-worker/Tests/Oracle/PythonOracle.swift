import JSON
import Platform
import TestSupport
import Testing

/// Hands cases to a Python script, and expects it to find nothing wrong with them.
func expectAgreement(_ cases: [JSONValue], script: String, python: String) throws {
  let folder = try TemporaryFolder()
  try File.write(JSONValue.array(cases).encoded(.compact), to: "\(folder.path)/cases.json")
  let outcome = try ChildProcess.run([python, "-c", script, "\(folder.path)/cases.json"], environment: Environment.forChildren)
  #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
  // One line for each disagreement, then how many cases were looked at.
  #expect(String(decoding: outcome.output, as: UTF8.self) == "looked at \(cases.count)\n")
}
