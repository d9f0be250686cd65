import Platform
import TestSupport
import Testing

@Suite struct FolderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `entries are in byte order and say what they are`() throws {
    for name in ["b", "a", "B", "é", ".hidden", "a b", "a/inner"] where name != "a" { try folder.write("x", to: name) }
    try shell("ln -s b \(folder.path)/link; mkfifo \(folder.path)/pipe")
    #expect(
      try Folder.entries(folder.path) == [
        .init(name: ".hidden", kind: .file), .init(name: "B", kind: .file), .init(name: "a", kind: .folder), .init(name: "a b", kind: .file),
        .init(name: "b", kind: .file), .init(name: "link", kind: .link), .init(name: "pipe", kind: .other), .init(name: "é", kind: .file),
      ])
  }

  @Test func `folders are made with those above them, and again without harm`() throws {
    try Folder.create("\(folder.path)/a/b/c")
    try Folder.create("\(folder.path)/a/b/c")
    try Folder.create("\(folder.path)/a/b/c/")
    #expect(try File.status("\(folder.path)/a/b/c")?.kind == .folder)
  }

  @Test func `a file in the way is an error`() throws {
    try folder.write("x", to: "file")
    #expect(throws: PlatformError.self) { try Folder.create("\(folder.path)/file") }
    #expect(throws: PlatformError.self) { try Folder.create("\(folder.path)/file/below") }
    #expect(throws: PlatformError.self) { try Folder.entries("\(folder.path)/file") }
  }

  @Test func `removing removes all below and follows no link`() throws {
    try folder.write("kept", to: "outside/file")
    try folder.write("x", to: "doomed/a/b/file")
    try shell("ln -s \(folder.path)/outside \(folder.path)/doomed/link")
    try Folder.remove("\(folder.path)/doomed")
    #expect(try Folder.entries(folder.path).map(\.name) == ["outside"])
    #expect(try Folder.entries("\(folder.path)/outside").map(\.name) == ["file"])
  }

  @Test func `temporary folders are new each time`() throws {
    let other = try TemporaryFolder()
    #expect(other.path != folder.path)
    #expect(try Folder.entries(other.path).isEmpty)
  }

  @Test func `the current folder is there`() throws {
    #expect(try File.status(Folder.current())?.kind == .folder)
  }

  @Test func `the nearest folder that holds a name is this one or one above it`() throws {
    try folder.write("", to: "outer/mark")
    try folder.write("", to: "outer/inner/other")
    try folder.write("", to: "outer/inner/deep/file")
    let outer = "\(folder.path)/outer"
    #expect(try Folder.nearest(from: "\(outer)/inner/deep", holding: ["mark"]) == outer)
    #expect(try Folder.nearest(from: outer, holding: ["mark"]) == outer)
    #expect(try Folder.nearest(from: "\(outer)/inner/deep", holding: ["mark", "other"]) == "\(outer)/inner")
    #expect(try Folder.nearest(from: "\(outer)/inner", holding: ["no-such-name-anywhere"]) == nil)
    #expect(try Folder.nearest(from: "\(outer)/inner", holding: ["etc"]) == "/")
  }
}
