import Platform
import TestSupport
import Testing

@Suite(.blocking) struct FileCopyTests {
  @Test func `a copy has the bytes, the right to be executed and the time of the last change`() throws {
    let folder = try TemporaryFolder()
    try folder.write("#!/bin/sh\n", to: "run")
    _ = try ChildProcess.run(["chmod", "0700", "\(folder.path)/run"], environment: Environment.forChildren)
    try File.copy("\(folder.path)/run", to: "\(folder.path)/copy")
    #expect(try File.read("\(folder.path)/copy") == Array("#!/bin/sh\n".utf8))
    #expect(try File.status("\(folder.path)/copy")?.modificationTime == File.status("\(folder.path)/run")?.modificationTime)
    let listed = try ChildProcess.run(["ls", "-l", "\(folder.path)/copy"], environment: Environment.forChildren)
    #expect(String(decoding: listed.output, as: UTF8.self).hasPrefix("-rwxr-xr-x"))
  }

  @Test func `a copy replaces nothing`() throws {
    let folder = try TemporaryFolder()
    try folder.write("new", to: "new")
    try folder.write("old", to: "old")
    #expect(throws: PlatformError.self) { try File.copy("\(folder.path)/new", to: "\(folder.path)/old") }
    #expect(try File.read("\(folder.path)/old") == Array("old".utf8))
  }
}
