import JSON
import Platform
import TestSupport
import Testing

@testable import Bulkhead

@Suite(.blocking) struct InitTests {
  @Test func `the proposal is printed, is as its schema says, and nothing is written`() throws {
    let folder = try SampleRepository.make(rules: nil)
    let run = Run("init", in: folder)
    #expect(run.code == .success)
    #expect(run.diagnostics.contains("sources: 3 targets (Sources)"))
    #expect(try File.status("\(folder.path)/arch-rules.json") == nil)
    try expectValid(JSONValue(parsing: Array(run.output.utf8)), schema: "../arch-rules.schema.json", test: "init")
  }

  @Test func `check holds right after init has written, what is wrong today being recorded`() throws {
    let folder = try SampleRepository.make(rules: nil)
    try folder.write("import Kit\nimport Core\n", to: "Tests/KitTests/KitTests.swift")
    #expect(Run("check", in: folder).code == .failure)
    let run = Run("init", "--write", in: folder)
    #expect(run.code == .success && run.output == "")
    #expect(run.diagnostics.contains("bulkhead-baseline.json records 1 finding"))
    let check = Run("check", in: folder)
    #expect(check.code == .success, "\(check.output)")
    #expect(check.output.contains("1 known finding"))
  }

  @Test func `what init proposes refuses what was not there`() throws {
    let folder = try SampleRepository.make(rules: nil)
    #expect(Run("init", "--write", in: folder).code == .success)
    try folder.write("import Kit\n", to: "Sources/Core/Core.swift")
    #expect(Run("check", in: folder).code == .findings)
  }

  @Test func `nothing is ever overwritten`() throws {
    let folder = try SampleRepository.make()
    let run = Run("init", "--write", in: folder)
    #expect(run.code == .failure && run.diagnostics.contains("is not overwritten"))
    #expect(String(decoding: try File.read("\(folder.path)/arch-rules.json"), as: UTF8.self) == SampleRepository.rules())
    let other = try SampleRepository.make(rules: nil)
    try other.write("{}", to: "bulkhead-baseline.json")
    #expect(Run("init", "--write", in: other).code == .failure)
    #expect(Run("init", in: folder).code == .success)
  }
}
