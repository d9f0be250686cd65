import Platform
import TestSupport
import Testing

@Suite struct FileLockTests {
  @Test func `one holder at a time, and the next when it lets go`() throws {
    let folder = try TemporaryFolder()
    var first = try FileLock.take("\(folder.path)/lock", note: "first\n")
    #expect(first != nil)
    #expect(try FileLock.take("\(folder.path)/lock", note: "second\n") == nil)
    #expect(try String(decoding: File.read("\(folder.path)/lock"), as: UTF8.self) == "first\n")
    first = nil
    let third = try FileLock.take("\(folder.path)/lock", note: "3\n")
    #expect(third != nil)
    #expect(try String(decoding: File.read("\(folder.path)/lock"), as: UTF8.self) == "3\n")
  }
}
