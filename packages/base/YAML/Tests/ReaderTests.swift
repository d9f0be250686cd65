import Testing
import YAML

@Suite struct ReaderTests {
  private func read(_ text: String) throws -> YAML { try YAML(parsing: Array(text.utf8)) }

  @Test func `maps and lists nest by indentation`() throws {
    let value = try read(
      """
      # a comment
      services:
        scribe:   # another
          image: "bulkhead/scribe:dev"
          ports:
          - '127.0.0.1:8080:8080'
          -   9000
          command: [run, --fast, "a, b"]
          limits: {cpu: 0.5, memory: 64Mi}
      list:
        - name: a
          value: 1

        - name: b
        -
          - nested
        - - x
          - y
      empty:

      """)
    #expect(
      value
        == [
          "services": [
            "scribe": [
              "image": "bulkhead/scribe:dev", "ports": ["127.0.0.1:8080:8080", 9000], "command": ["run", "--fast", "a, b"],
              "limits": ["cpu": YAML(.decimal("0.5")), "memory": "64Mi"],
            ]
          ],
          "list": [["name": "a", "value": 1], ["name": "b"], ["nested"], ["x", "y"]],
          "empty": .null,
        ])
  }

  @Test(arguments: [
    ("|\n  a\n  b\n", "a\nb\n"), ("|-\n  a\n  b\n", "a\nb"), ("|+\n  a\n\n", "a\n\n"), (">\n  a\n  b\n\n  c\n", "a b\nc\n"),
    (">-\n  a\n    b\n  c\n", "a\n  b\nc"), ("|2\n    a\n   b\n", "  a\n b\n"), ("|\n\n  a\n", "\na\n"), ("|\n", ""),
    ("|-  # why\n  # no comment\n", "# no comment"),
    ("|\n  a\n\n   \n  b\n", "a\n\n \nb\n"), ("|\n  a", "a"),
  ]) func `texts behind a bar or an angle keep their lines or fold them`(text: String, expected: String) throws {
    #expect(try read("a: \(text)")["a"] == .string(expected))
    #expect(try read("- \(text)").list == [.string(expected)])
  }

  @Test(
    arguments: [
      ("null", .null), ("~", .null), ("", .null), ("true", .bool(true)), ("False", .bool(false)), ("yes", .string("yes")), ("on", .string("on")),
      ("12", .int(12)),
      ("-3", .int(-3)), ("0x1F", .int(31)), ("0o17", .int(15)), ("017", .int(17)), ("1.50", .decimal("1.50")), (".5", .decimal(".5")),
      ("1e3", .decimal("1e3")),
      ("-.inf", .decimal("-.inf")), ("9223372036854775808", .decimal("9223372036854775808")), ("1_000", .string("1_000")),
      ("12:30", .string("12:30")),
      ("'12'", .string("12")), ("\"tr\\x75e\"", .string("true")), ("a # b", .string("a")), ("a#b", .string("a#b")),
      ("http://x:80/", .string("http://x:80/")),
      ("'it''s'", .string("it's")), ("\"\\u00e9\\n\\\\\"", .string("é\n\\")), ("-x", .string("-x")), ("{}", .map([])), ("[]", .list([])),
      ("[a, ]", .list(["a"])),
      (".", .string(".")), ("+", .string("+")), ("0x", .string("0x")), ("1.e", .string("1.e")),
    ] as [(String, YAML.Content)]) func `scalars mean what the core schema says`(text: String, expected: YAML.Content) throws
  {
    #expect(try read("a: \(text)\n")["a"] == YAML(expected))
  }

  @Test func `keys and values know where they stand`() throws {
    let value = try read("on:\n  push:\n    - main\n'quoted key' : {a: [1, b]}\n")
    #expect(value.entry("on")?.keyPosition == YAMLPosition(line: 1, column: 1))
    #expect(value["on"]?.position == YAMLPosition(line: 2, column: 3))
    #expect(value["on"]?["push"]?.list?[0].position == YAMLPosition(line: 3, column: 7))
    #expect(value.entry("quoted key")?.keyPosition == YAMLPosition(line: 4, column: 1))
    #expect(value["quoted key"]?["a"]?.list?[1].position == YAMLPosition(line: 4, column: 24))
  }

  @Test func `a text may hold several documents`() throws {
    let documents = try YAML.documents(parsing: Array("# first\na: 1\n---\n- b\n...\n--- # last\n".utf8))
    #expect(documents == [["a": 1], ["b"], .null])
    #expect(try YAML.documents(parsing: []) == [.null])
    #expect(throws: YAMLError("expected one document, found another behind ---", at: YAMLPosition(line: 3, column: 1))) { try read("a\n---\nb\n") }
  }

  @Test func `lines that end as on Windows and a byte order mark are read`() throws {
    #expect(try YAML(parsing: [0xEF, 0xBB, 0xBF] + Array("a: |\r\n  x\r\n  y\r\nb: 1\r\n".utf8)) == ["a": "x\ny\n", "b": 1])
  }

  @Test(arguments: [
    ("a: &x 1\n", "1:4: anchors and aliases"), ("a: *x\n", "1:4: anchors and aliases"), ("a: !!str 1\n", "1:4: tags"), ("<<: x\n", "1:1: merge keys"),
    ("%YAML 1.2\n---\n", "1:1: directives"), ("? a\n: b\n", "1:1: keys behind"), ("a: 1\na: 2\n", "2:1: the key \"a\" stands twice"),
    ("a: {b: 1, b: 2}\n", "1:11: the key \"b\" stands twice"), ("a:\n\tb: 1\n", "2:1: expected spaces, found a tab"),
    ("a: b\tc\n", "1:5: expected spaces"),
    ("a: b: c\n", "1:5: expected the end of the line"), ("a: b\n  c\n", "2:3: this fits nothing"),
    ("a:\n    b: 1\n  c: 2\n", "3:3: this fits nothing"),
    ("a: 'x\n  y'\n", "1:4: expected a ' that ends"), ("a: \"x\n", "1:4: expected a \" that ends"), ("a: [1\n", "1:4: this bracket is never closed"),
    ("a: [1 2, b: c]\n", "1:11: expected \",\" or \"]\""), ("a: {b}\n", "1:6: expected \": \""), ("a: @x\n", "1:4: no value begins"),
    ("a: - b\n", "1:4: a list begins"),
    ("a: |x\n", "1:5: expected the line to end"), ("a: \"\\q\"\n", "1:5: there is no such escape"),
    ("a: \"\\ud800\"\n", "1:5: expected 4 hexadecimal"),
    ("a: \u{7}\n", "1:4: the character U+7"), ("a: [b]c\n", "1:7: expected the end"), ("a: 'b'c\n", "1:7: expected the end"),
    ("- a\nb: 1\n", "2:1: this fits nothing"),
    ("a: [\nb]\n", "2:1: expected this line further"), ("a: 1\n...\nb: 1\n", "3:1: expected ---"), ("a: |\n    \n  x\n", "2:1: this blank line"),
  ]) func `what is not known is refused with its place`(text: String, message: String) {
    #expect { try read(text) } throws: { error in
      let found = "\(error)"
      if !found.hasPrefix(message) { Issue.record("\(text.debugDescription): \(found)") }
      return true
    }
  }

  @Test func `what is not UTF-8 is refused`() {
    #expect(throws: YAMLError("expected UTF-8", at: YAMLPosition(line: 2, column: 1))) { try YAML(parsing: Array("a: 1\n".utf8) + [0x61, 0xFF]) }
  }

  @Test func `depth and size are bounded`() throws {
    let deep = String(repeating: "- ", count: YAML.Limits.depth)
    #expect(try read(deep.dropLast(2) + "[]").kind == "a list")
    #expect(throws: YAMLError.self) { try read(deep + "- a") }
    #expect(throws: YAMLError.self) { try read(String(repeating: "[", count: YAML.Limits.depth + 1)) }
    #expect(throws: YAMLError.self) { try read(String(repeating: "[", count: 100_000)) }
    #expect(throws: YAMLError.self) { try YAML(parsing: [UInt8](repeating: UInt8(ascii: "a"), count: YAML.Limits.size + 1)) }
  }

  @Test func `a long text is read in linear time`() throws {
    let lines = (0..<20_000).map { "key\($0): value\n" }.joined()
    #expect(try read(lines).map?.count == 20_000)
  }
}
