import CommandLine
import Platform
import TestSupport
import Testing

@testable import Bulkhead

@Suite struct RootTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `the nearest rules file marks the root, before any manifest`() throws {
    try folder.write("", to: "outer/arch-rules.json")
    try folder.write("", to: "outer/packages/Kit/Package.swift")
    try folder.write("", to: "outer/packages/Kit/Sources/Kit.swift")
    #expect(try Root.find(from: "\(folder.path)/outer/packages/Kit/Sources", given: nil) == "\(folder.path)/outer")
  }

  @Test func `the rules of a repository around this one are not its own`() throws {
    try folder.write("", to: "outer/arch-rules.json")
    try folder.write("", to: "outer/clone/.git/HEAD")
    try folder.write("", to: "outer/clone/Sources/a.swift")
    #expect(try Root.find(from: "\(folder.path)/outer/clone/Sources", given: nil) == "\(folder.path)/outer/clone")
  }

  @Test func `without a rules file the repository's folder is the root, without that the nearest manifest's`() throws {
    try folder.write("", to: "git/.git/HEAD")
    try folder.write("", to: "git/packages/Kit/Package.swift")
    #expect(try Root.find(from: "\(folder.path)/git/packages/Kit", given: nil) == "\(folder.path)/git")
    try folder.write("", to: "plain/Package.swift")
    try folder.write("", to: "plain/Sources/a.swift")
    #expect(try Root.find(from: "\(folder.path)/plain/Sources", given: nil) == "\(folder.path)/plain")
  }

  @Test func `a given root is taken as it is, from the current folder`() throws {
    try folder.write("", to: "a/arch-rules.json")
    try folder.write("", to: "a/b/c.swift")
    #expect(try Root.find(from: "\(folder.path)/a", given: "b") == "\(folder.path)/a/b")
    #expect(try Root.find(from: "\(folder.path)/a/b", given: "..") == "\(folder.path)/a")
    #expect(throws: Failure.self) { try Root.find(from: folder.path, given: "missing") }
  }
}
