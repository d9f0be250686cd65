import Platform
import Synchronization
import TestSupport
import Testing

@Suite(.blocking) struct FileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [0, 1, 4095, 4096, 4097, 65_536, 300_000])
  func `what is written is read back`(size: Int) throws {
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try File.write(bytes, to: "\(folder.path)/file")
    #expect(try File.read("\(folder.path)/file") == bytes)
    #expect(try File.status("\(folder.path)/file")?.size == size)
  }

  @Test func `a regular file is read up to its limit, and not beyond`() throws {
    try folder.write("12345", to: "file")
    let path = "\(folder.path)/file"
    #expect(try File.readRegular(path, upTo: 5) == Array("12345".utf8))
    #expect(throws: RegularFileError.tooLarge(path, size: 5, limit: 4)) { try File.readRegular(path, upTo: 4) }
    try File.link("\(folder.path)/link", to: "file")
    #expect(try File.readRegular("\(folder.path)/link", upTo: 5) == Array("12345".utf8))
  }

  @Test func `what is no regular file is refused without waiting`() throws {
    let pipe = "\(folder.path)/pipe"
    try shell("mkfifo \(pipe)")
    for path in [pipe, folder.path, "/dev/zero", "/dev/null"] {
      #expect(throws: RegularFileError.notRegular(path)) { try File.readRegular(path, upTo: 100) }
    }
    let absent = "\(folder.path)/absent"
    let error = #expect(throws: RegularFileError.self) { try File.readRegular(absent, upTo: 100) }
    guard case .unreadable(let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.isNotFound)
  }

  @Test func `writing leaves no temporary file behind`() throws {
    try folder.write("old", to: "file")
    try folder.write("new", to: "file")
    #expect(try Folder.entries(folder.path).map(\.name) == ["file"])
  }

  @Test func `a write that fails leaves the old file and nothing else`() throws {
    // The name is as long as names may be, so that no temporary file fits beside it.
    let name = String(repeating: "n", count: 255)
    try shell("printf old > \(folder.path)/\(name)")
    let error = #expect(throws: PlatformError.self) { try File.write(Array("new".utf8), to: "\(folder.path)/\(name)") }
    #expect(error?.operation == "write")
    #expect(try String(decoding: File.read("\(folder.path)/\(name)"), as: UTF8.self) == "old")
    #expect(try Folder.entries(folder.path).map(\.name) == [name])
  }

  @Test func `a folder is not replaced by a file`() throws {
    try folder.write("x", to: "inner/file")
    #expect(throws: PlatformError.self) { try File.write([], to: "\(folder.path)/inner") }
    #expect(try Folder.entries(folder.path) == [.init(name: "inner", kind: .folder)])
  }

  @Test func `a pipe is written to, not replaced by a file`() throws {
    let path = "\(folder.path)/pipe"
    try shell("mkfifo \(path)")
    let results = Threads.map(2, workers: 2) { [environment = Environment.forChildren] turn in
      Result {
        if turn == 0 { return try ChildProcess.run(["cat", path], environment: environment).output }
        try File.write(Array("passed on".utf8), to: path)
        return []
      }
    }
    #expect(try results[0].get() == Array("passed on".utf8))
    #expect(try results[1].get() == [])
    #expect(try File.status(path)?.kind == .other)
  }

  @Test func `a reader sees the old bytes or the new ones, never a part`() throws {
    let path = "\(folder.path)/file"
    try File.write([UInt8](repeating: 0, count: 200_000), to: path)
    let mixed = Atomic<Int>(0)
    let isDone = Atomic<Bool>(false)
    Threads.run(2) { worker in
      if worker == 0 {
        for round in 1...50 { try? File.write([UInt8](repeating: UInt8(round), count: 200_000), to: path) }
        isDone.store(true, ordering: .releasing)
      } else {
        while !isDone.load(ordering: .acquiring) {
          let bytes = (try? File.read(path)) ?? []
          if bytes.count != 200_000 || bytes.contains(where: { $0 != bytes[0] }) { mixed.add(1, ordering: .relaxed) }
        }
      }
    }
    #expect(mixed.load(ordering: .relaxed) == 0)
    #expect(try File.read(path).first == 50)
  }

  @Test func `a file keeps its permissions`() throws {
    let path = try folder.write("old", to: "secret")
    try shell("chmod 640 \(path)")
    try File.write(Array("new".utf8), to: path)
    #expect(try shell("ls -l \(path)").hasPrefix("-rw-r-----"))
  }

  @Test func `a link keeps pointing where it did`() throws {
    try folder.write("old", to: "a/target")
    try shell("ln -s a/target \(folder.path)/link")
    try File.write(Array("new".utf8), to: "\(folder.path)/link")
    #expect(try String(decoding: File.read("\(folder.path)/a/target"), as: UTF8.self) == "new")
    #expect(try File.status("\(folder.path)/link", followingLink: false)?.kind == .link)
  }

  @Test func `status tells what is there`() throws {
    let file = try folder.write("abc", to: "file")
    try shell("ln -s file \(folder.path)/link; ln \(file) \(folder.path)/twin; ln -s nowhere \(folder.path)/dangling; mkfifo \(folder.path)/fifo")
    let status = try #require(try File.status(file))
    #expect(status.kind == .file)
    #expect(try File.status(folder.path)?.kind == .folder)
    #expect(try File.status("\(folder.path)/fifo")?.kind == .other)
    #expect(try File.status("\(folder.path)/link") == status)
    #expect(try File.status("\(folder.path)/twin")?.identity == status.identity)
    #expect(try File.status("\(folder.path)/link", followingLink: false)?.identity != status.identity)
    #expect(try File.status("\(folder.path)/dangling") == nil)
    #expect(try File.status("\(folder.path)/dangling", followingLink: false)?.kind == .link)
    #expect(try File.status("\(folder.path)/missing") == nil)
    #expect(try File.status("\(file)/below") == nil)
  }

  @Test func `the real path has no links and no dots`() throws {
    try folder.write("x", to: "a/file")
    try shell("ln -s a \(folder.path)/link")
    #expect(try File.realPath("\(folder.path)/link/../link/./file") == "\(folder.path)/a/file")
    #expect(throws: PlatformError.self) { try File.realPath("\(folder.path)/missing") }
  }

  @Test func `an error names what was tried, on what, and why`() {
    let error = #expect(throws: PlatformError.self) { try File.read("\(folder.path)/missing") }
    #expect(error?.isNotFound == true)
    #expect(error?.description == "cannot open \(folder.path)/missing: No such file or directory")
    #expect(throws: PlatformError.self) { try File.read(folder.path) }
    #expect(throws: PlatformError.self) { try File.remove("\(folder.path)/missing") }
  }

  @Test func `one reader reads files of any size, one after another`() throws {
    var reader = FileReader(capacity: 1)
    for size in [0, 10_000, 5, 4096, 100_001] {
      let path = try folder.write(String(repeating: "x", count: size), to: "file")
      #expect(try reader.read(path) { $0.count } == size)
    }
  }
}

/// Runs a line of shell and returns its output; fails the test where the line fails.
@discardableResult
func shell(_ line: String) throws -> String {
  let outcome = try ChildProcess.run(["sh", "-ec", line], environment: Environment.forChildren)
  try #require(outcome.ending == .exit(0), "\(line): \(String(decoding: outcome.errorOutput, as: UTF8.self))")
  return String(decoding: outcome.output, as: UTF8.self)
}
