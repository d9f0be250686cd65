import TestSupport
import Testing

@Suite(.blocking) struct PythonTests {
  @Test func `an oracle agrees when it comes to its end without a word, and not otherwise`() async throws {
    guard let python = Python.withoutPackages(for: "an oracle's disagreements") else { return }
    func disagreements(_ script: String) async throws -> [String] { try await Python.disagreements(on: [1, 2, 3], by: script, python) }
    #expect(try await disagreements("assert cases == [1, 2, 3]") == [])
    #expect(try await disagreements("for case in cases: print('not', case)") == ["not 1", "not 2", "not 3"])
    #expect(try await disagreements("sys.exit(0)").count == 1)
    let failed = try await disagreements("print('not', cases[0])\nraise ValueError('odd')")
    #expect(failed.count == 2 && failed.first == "not 1" && failed.last?.contains("ValueError: odd") == true)
  }
}
