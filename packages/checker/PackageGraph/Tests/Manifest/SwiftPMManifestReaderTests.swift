import Platform
import TestSupport
import Testing

@testable import PackageGraph

@Suite(.blocking) struct SwiftPMManifestReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func error(_ body: String, swift: String = "swift") throws -> ManifestError? {
    try folder.write("// swift-tools-version:6.0\nimport PackageDescription\n\(body)\n", to: "Package.swift")
    do throws(ManifestError) {
      _ = try SwiftPMManifestReader.read(folder: folder.path, environment: Environment.forChildren, swift: swift)
      return nil
    } catch {
      return error
    }
  }

  private var path: String { folder.path + "/Package.swift" }

  @Test func `a mistake has the compiler's place and words`() throws {
    let error = try error("let package = Package(name: \"p\", targets: [.target(nme: \"x\")])")
    let message = "incorrect argument label in call (have 'nme:', expected 'name:')"
    #expect(error == ManifestError(path: path, line: 3, column: 51, message: message))
    #expect(error?.description == "\(path):3:51: \(message)")
  }

  @Test func `further mistakes follow with their places`() throws {
    let error = try error("let a = b\nlet package = Package(name: c)")
    #expect(error?.line == 3)
    #expect(error?.message == "cannot find 'b' in scope\n4:29: cannot find 'c' in scope")
  }

  @Test func `what SwiftPM refuses has no place`() throws {
    let error = try error("let package = Package(name: \"p\", products: [.library(name: \"L\", targets: [\"Q\"])], targets: [.target(name: \"x\")])")
    let message = "target 'Q' referenced in product 'L' could not be found; valid targets are: 'x'"
    #expect(error == ManifestError(path: path, message: message))
  }

  @Test(arguments: [
    ("error: 'p': target 'Q' is not there", "target 'Q' is not there"), ("/p/Package.swift:3:9: error: no x", "no x"),
  ])
  func `what SwiftPM says again and again is told once`(line: String, message: String) throws {
    let fake = try FakeSwift()
    try fake.folder.write("#!/bin/sh\nfor i in 1 2 3 4 5 6; do echo \"\(line)\" >&2; done; exit 1\n", to: "swift")
    #expect(try error("", swift: fake.program)?.message == message)
  }

  @Test func `a manifest that stops says where`() throws {
    let error = try error("fatalError(\"boom\")")
    #expect(error?.line == 3)
    #expect(error?.message == "boom")
  }

  @Test func `a manifest without a package says so`() throws {
    #expect(try error("let x = 1")?.message.hasPrefix("Missing or empty JSON output from manifest compilation") == true)
  }

  @Test func `a missing swift is named, with what to do`() throws {
    let error = try error("let package = Package(name: \"p\")", swift: "/none/swift")
    #expect(error?.message.hasPrefix("cannot run /none/swift: No such file or directory; ") == true)
    #expect(error?.message.hasSuffix("install Swift, or put it on PATH") == true)
  }

  @Test func `an answer that is none is an error`() throws {
    let fake = try FakeSwift()
    try fake.folder.write("{ \"name\": 1 }", to: "answer.json")
    #expect(try error("", swift: fake.program)?.message == "the answer of swift package dump-package is not understood: no 'name'")
  }

  @Test func `nothing is left behind in the package`() throws {
    #expect(try error("let package = Package(name: \"p\", targets: [.target(name: \"x\")])") == nil)
    _ = try error("let package = b")
    #expect(try Folder.entries(folder.path).map(\.name) == ["Package.swift"])
  }

  @Test func `the scratch folder is removed, whatever the answer`() throws {
    let fake = try FakeSwift()
    let first = try error("", swift: fake.program)
    #expect(first == nil)
    let (folder, environment) = (try fake.scratchFolders[0], try fake.environment)
    #expect(environment.split(separator: "\n").filter { $0.hasPrefix("TMPDIR=") } == ["TMPDIR=" + folder.dropLast("/build".count)])
    try fake.folder.write("nonsense", to: "answer.json")
    #expect(try error("", swift: fake.program) != nil)
    try File.remove(fake.folder.path + "/answer.json")
    #expect(try error("", swift: fake.program) != nil)
    let scratchFolders = try fake.scratchFolders
    #expect(Set(scratchFolders).count == 3)
    for scratch in scratchFolders { #expect(try File.status(String(scratch.dropLast("/build".count))) == nil) }
  }
}
