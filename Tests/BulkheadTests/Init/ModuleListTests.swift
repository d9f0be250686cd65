import JSON
import Platform
import TestSupport
import Testing

@testable import Bulkhead

/// Third-party modules, with and without checkouts and module list.
@Suite(.blocking) struct ModuleListTests {
  @Test func `an import of a product that another target declares is undeclared, with checkouts and without`() throws {
    let alone = Run("check", in: try FetchedSample.make())
    #expect(alone.code == .findings)
    #expect(alone.output.contains("Till imports Logging"))
    #expect(Run("check", in: try FetchedSample.make(isFetched: true)).output == alone.output)
  }

  @Test func `with a module list the verdict is the same with checkouts and without`() throws {
    let folders = try [false, true].map { try FetchedSample.make(isFetched: $0) }
    for folder in folders {
      try folder.write(FetchedSample.list, to: "arch-modules.json")
      try folder.write("import LogCore\n", to: "Sources/kit-core/k.swift")
    }
    let alone = Run("check", in: folders[0])
    #expect(alone.output.contains("kit_core imports LogCore"))
    #expect(alone.output.contains("Till imports Logging"))
    #expect(Run("check", in: folders[1]).output == alone.output)
  }

  @Test func `a name that nothing has is unknown until the rules file says that the platform has it`() throws {
    let folder = try FetchedSample.make()
    try folder.write("import Odd\n", to: "Sources/Till/t.swift")
    #expect(Run("check", in: folder).output.contains("Till imports Odd; no manifest names it"))
    try folder.write(FetchedSample.rules.replacing("\"rules\"", with: "\"platform\": [\"O?d\"], \"rules\""), to: "arch-rules.json")
    #expect(Run("check", in: folder).code == .success)
  }

  @Test func `a stale list is told, and holds the check as before`() throws {
    let folder = try FetchedSample.make()
    try folder.write("", to: "Sources/Till/t.swift")
    try folder.write(FetchedSample.list.replacing("swift-log", with: "swift-lag"), to: "arch-modules.json")
    let run = Run("check", in: folder)
    #expect(run.code == .success)
    #expect(run.output.contains("it lacks Logging of swift-log, which manifests name; it has swift-lag, which nothing names any more"))
    #expect(run.output.contains("bulkhead init --modules --write"))
  }

  @Test func `init writes the list where packages are fetched, and its baseline holds without them`() throws {
    let folder = try FetchedSample.make(rules: nil, isFetched: true)
    #expect(Run("init", "--write", in: folder).code == .success)
    #expect(String(decoding: try File.read("\(folder.path)/arch-modules.json"), as: UTF8.self) == FetchedSample.list)
    #expect(Run("check", in: folder).code == .success)
    try Folder.remove("\(folder.path)/.build")
    let check = Run("check", in: folder)
    #expect(check.code == .success, "\(check.output)")
    #expect(check.output.contains("1 known finding"))
  }

  @Test func `init says what cannot be told where nothing is fetched`() throws {
    let folder = try FetchedSample.make(rules: nil)
    let run = Run("init", "--write", in: folder)
    #expect(run.code == .success)
    #expect(run.diagnostics.contains("holds as far as can be told"))
    #expect(run.diagnostics.contains("swift package resolve"))
    #expect(try File.status("\(folder.path)/arch-modules.json") == nil)
    #expect(Run("check", in: folder).code == .success)
    #expect(!Run("init", in: try SampleRepository.make(rules: nil)).diagnostics.contains("as far as can be told"))
  }

  @Test func `the list alone is printed or written anew, and is as its schema says`() throws {
    let folder = try FetchedSample.make(isFetched: true)
    let printed = Run("init", "--modules", in: folder)
    #expect(printed.output == FetchedSample.list)
    try expectValid(JSONValue(parsing: Array(printed.output.utf8)), schema: "../arch-modules.schema.json", test: "init --modules")
    try folder.write("{ \"version\": 1, \"products\": [] }", to: "arch-modules.json")
    #expect(Run("init", "--modules", "--write", in: folder).code == .success)
    #expect(String(decoding: try File.read("\(folder.path)/arch-modules.json"), as: UTF8.self) == FetchedSample.list)
  }

  @Test func `a package that is not at hand stays as the list has it, or is to be fetched`() throws {
    let folder = try FetchedSample.make()
    let run = Run("init", "--modules", in: folder)
    #expect(run.code == .failure)
    #expect(run.diagnostics.contains("swift-log. Run swift package resolve in ., or name"))
    try folder.write(FetchedSample.list, to: "arch-modules.json")
    #expect(Run("init", "--modules", in: folder).output == FetchedSample.list)
    try folder.write(FetchedSample.checkout, to: "elsewhere/checkouts/swift-log/Package.swift")
    try File.remove("\(folder.path)/arch-modules.json")
    try folder.write("elsewhere\n", to: ".gitignore")
    #expect(Run("init", "--modules", "--scratch-path", "elsewhere", in: folder).output == FetchedSample.list)
    #expect(Run("init", "--modules", "--scratch-path", "nowhere", in: folder).diagnostics.contains("no folder checkouts"))
  }
}
