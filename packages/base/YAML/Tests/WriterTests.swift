import Testing
import YAML

@Suite struct WriterTests {
  @Test func `a value is written in block style`() {
    let value = YAML.map([
      .init(
        "services",
        ["scribe": ["image": "bulkhead/scribe:dev", "ports": ["127.0.0.1:8080:8080"], "cap_drop": YAML.list(["ALL"]).onOneLine, "x": [:]]]),
      .init("steps", [["run": "a\nb\n", "if": "always()"], [["x"], []]], comment: "Why.\n\nMore.", isSpaced: true),
      .init("on", .null),
    ])
    #expect(
      value.encoded() == """
        services:
          scribe:
            image: bulkhead/scribe:dev
            ports:
              - "127.0.0.1:8080:8080"
            cap_drop: [ALL]
            x: {}

        # Why.
        #
        # More.
        steps:
          - run: |
              a
              b
            if: always()
          - - - x
            - []
        "on": null

        """)
  }

  @Test(arguments: [
    "yes", "No", "on", "y", "null", "~", "true", "12", "0x1F", "0o7", "1_000", "12:30", "1.5", "1e3", ".inf", "2026-11-21", "", " a", "a ", "a: b",
    "a #b", "a:",
    "- a", "-", "---", "...", "?", "&a", "*a", "!a", "{a", "[a", "@a", "`a", "%a", "\"a", "'a", "|", ">", "<<", "=", "#", "a\tb", "a\u{85}b",
    "\u{FEFF}a", "\u{0}",
    "\n", " a\nb", "a \nb", "a\n\n",
  ]) func `what a reader could take for something else is quoted`(text: String) throws {
    let written = YAML.string(text).encoded()
    #expect(written.hasPrefix("\""), "\(written)")
    #expect(try YAML(parsing: Array(written.utf8)) == .string(text))
  }

  @Test(arguments: [
    "a", "scheduler-worker", "128Mi", "50m", "${BULKHEAD_SHA:?set it}", "/app/x", "10.0.0.0/8", "a, b", "it's", "say \"a\"", "ghcr.io/x/y:z",
    "--check-health", "é", "5s", "http://a:1/b",
  ]) func `what every reader takes for a text is written as it is`(text: String) throws {
    #expect(YAML.string(text).encoded() == "\(text)\n")
    #expect(try YAML(parsing: Array("\(text)\n".utf8)) == .string(text))
  }

  @Test(arguments: [("a\nb\n", "|\n  a\n  b\n"), ("a\nb", "|-\n  a\n  b\n"), ("a\n\n  b\n", "|\n  a\n\n    b\n")])
  func `a text of several lines stands behind a bar`(text: String, written: String) throws {
    #expect(YAML.string(text).encoded() == written)
    #expect(try YAML(parsing: Array(written.utf8)) == .string(text))
  }
}
