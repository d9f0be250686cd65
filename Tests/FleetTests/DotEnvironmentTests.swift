import CommandLine
import Platform
import TestSupport
import Testing

@testable import Fleet

@Suite struct DotEnvironmentTests {
  private func parse(_ text: String) throws -> [String: String] { try DotEnvironment(parsing: Array(text.utf8), path: ".env").values }

  @Test(
    arguments: [
      ("A=1", "1"), ("A=", ""), ("A = 1", nil), ("A= 1 2  ", "1 2"), ("  A=1", "1"), ("export A=1", "1"), ("A=a#b", "a#b"), ("A=a #b", "a"),
      ("A=#b", ""), ("A='a b # $x \\n'", "a b # $x \\n"), ("A='x' # why", "x"), (#"A="a\nb\t\"\\\$\`""#, "a\nb\t\"\\$`"), ("A=it's", "it's"),
      ("A=1\r", "1"), ("A=a=b", "a=b"), ("A=é", "é"), ("A=${B}", "${B}"),
    ] as [(String, String?)])
  func `a line sets a value`(line: String, value: String?) {
    #expect((try? parse(line))?["A"] == value, "\(line)")
  }

  @Test func `empty lines and comments set nothing, and the last of two counts`() throws {
    #expect(try parse("\n# A=1\n\t\nA=1\nB=2\nA=3") == ["A": "3", "B": "2"])
  }

  @Test func `every mistake is named with its place`() {
    let text = "A\nB =1\n1=2\nC='x\nD=\"a\\x\"\nE=\"x\" y\nGOOD=1\n"
    let failure = #expect(throws: Failure.self) { try parse(text) }
    #expect(
      failure?.description.split(separator: "\n").map(String.init) == [
        ".env:1:2: expected '=' right after the key A",
        ".env:2:2: expected '=' right after the key B",
        ".env:3:1: expected a key (letters, digits and underscores), as in KEY=value",
        ".env:4:3: the value that begins here has no closing quote on its line",
        #".env:5:5: expected an escape: one of \n \t \" \\ \$ \`; single quotes take everything as it stands"#,
        ".env:6:7: expected the end of the line behind the closing quote",
      ])
  }

  @Test func `bytes that no setting can hold are refused`() {
    let failure = #expect(throws: Failure.self) { try DotEnvironment(parsing: Array("A=1\nB=a\u{0}b\nC=".utf8) + [0xFF], path: ".env") }
    #expect(failure?.description == ".env:2:4: a NUL byte, which no setting can hold\n.env:3:1: the line is not UTF-8")
  }

  @Test(arguments: ["/dev/zero", "pipe"]) func `what is no file is not read`(target: String) async throws {
    let folder = try TemporaryFolder()
    if target == "pipe" {
      _ = try ChildProcess.run(["mkfifo", "\(folder.path)/.env"], environment: Environment.forChildren)
    } else {
      try File.link("\(folder.path)/.env", to: target)
    }
    let failure = #expect(throws: Failure.self) { try Settings(root: folder.path, environment: [:]) }
    #expect(failure?.description == "\(folder.path)/.env: not a file")
  }

  @Test func `no text makes the parser fail otherwise`() {
    var generator = SeededGenerator(for: "no text makes the parser fail otherwise")
    for _ in 0..<2000 {
      let bytes = generator.mutated(Array("A=1\nexport B='x' # y\nC=\"\\n\\\"z\"\n# c\n".utf8))
      _ = try? DotEnvironment(parsing: bytes, path: ".env")
    }
  }
}
