import JSON
import Platform
import TestSupport
import Testing

/// Hands cases to a Python script, and expects it to find nothing wrong with them.
func expectAgreement(_ cases: [JSONValue], script: String, python: String) async throws {
  let folder = try TemporaryFolder()
  try File.write(JSONValue.array(cases).encoded(.compact), to: "\(folder.path)/cases.json")
  let outcome = try await runPython([python, "-c", script, "\(folder.path)/cases.json"])
  #expect(outcome.ending == .exit(0), "\(String(decoding: outcome.errorOutput, as: UTF8.self))")
  // One line for each disagreement, then how many cases were looked at.
  #expect(String(decoding: outcome.output, as: UTF8.self) == "looked at \(cases.count)\n")
}

/// Waits for the program on a thread of its own: those of the pool belong to other tests meanwhile.
func runPython(_ arguments: [String]) async throws -> ChildProcess.Outcome {
  try await withCheckedThrowingContinuation { continuation in
    do throws(PlatformError) {
      try NamedThread("python") {
        continuation.resume(with: Result { try ChildProcess.run(arguments, environment: Environment.forChildren) })
      }.detach()
    } catch {
      continuation.resume(throwing: error)
    }
  }
}
