import Platform
import TestSupport
import Testing

@testable import ServiceKit

@Suite(.blocking) struct PathSettingTests {
  private func mistakes(_ variables: [String: String], _ declare: (inout SettingsReader) -> Void) -> [String] {
    var reader = SettingsReader(SettingsEnvironment(variables))
    declare(&reader)
    #expect(reader.mistakes == [], "reading settings looks at no file")
    reader.checkPaths()
    return reader.mistakes.map(\.description)
  }

  @Test func `a file must be there, regular, and no larger than allowed`() throws {
    let folder = try TemporaryFolder()
    let small = try folder.write("12345678", to: "small")
    let large = try folder.write("123456789", to: "large")
    let pipe = "\(folder.path)/pipe"
    _ = try ChildProcess.run(["mkfifo", pipe], environment: Environment.forChildren)
    func check(_ path: String) -> [String] { mistakes(["A": path]) { _ = $0.optionalFile("A", "A file.", maximumSize: 8) } }
    #expect(check(small) == [])
    let form = "A: expected a regular file of up to 8 bytes, found"
    #expect(check(large) == ["\(form) a file of 9 bytes at \"\(large)\" (from environment)"])
    #expect(check("\(folder.path)/none") == ["\(form) nothing at \"\(folder.path)/none\" (from environment)"])
    #expect(check(folder.path) == ["\(form) a folder at \"\(folder.path)\" (from environment)"])
    #expect(check(pipe) == ["\(form) something that is not a file at \"\(pipe)\" (from environment)"])
    #expect(check("/dev/zero") == ["\(form) something that is not a file at \"/dev/zero\" (from environment)"])
    #expect(check("\(small)/x").count == 1)
  }

  @Test func `a file that comes later may be missing, and nothing else may be in its place`() throws {
    let folder = try TemporaryFolder()
    func check(_ path: String) -> Int {
      mistakes(["A": path]) { _ = $0.optionalFile("A", "A file.", maximumSize: 8, mayBeMissing: true) }.count
    }
    #expect(check("\(folder.path)/none") == 0)
    #expect(check(folder.path) == 1 && check("/dev/zero") == 1)
  }

  @Test func `a folder must be there and be one`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("", to: "file")
    func check(_ path: String) -> [String] { mistakes(["A": path]) { _ = $0.folder("A", "A folder.") } }
    #expect(check(folder.path) == [])
    #expect(check(file) == ["A: expected a folder, found something that is not a folder at \"\(file)\" (from environment)"])
    #expect(check("/nonexistent") == ["A: expected a folder, found nothing at \"/nonexistent\" (from environment)"])
  }

  @Test func `what is required and not set, or not set and optional, is looked at nowhere`() {
    var reader = SettingsReader(SettingsEnvironment([:]))
    _ = reader.file("A", "A file.", maximumSize: 8)
    _ = reader.optionalFolder("B", "A folder.")
    reader.checkPaths()
    #expect(reader.mistakes.map(\.description) == ["A: expected a regular file of up to 8 bytes, found nothing"])
    #expect(!reader.holds("A") && reader.holds("B"))
  }

  @Test func `a default is looked at as well, and named as one`() {
    var reader = SettingsReader(SettingsEnvironment([:]))
    _ = reader.folder("A", "A folder.", default: "/nonexistent")
    reader.checkPaths()
    #expect(reader.mistakes.map(\.description) == ["A: expected a folder, found nothing at the default /nonexistent"])
  }

  @Test func `a path stands on one line, cut short, whatever is in it`() {
    let found = mistakes(["A": "/none\n\u{1B}" + String(repeating: "x", count: 200)]) { _ = $0.folder("A", "A folder.") }
    #expect(found.count == 1 && found.allSatisfy { $0.utf8.count < 200 && !$0.contains("\n") && !$0.contains("\u{1B}") })
  }
}
