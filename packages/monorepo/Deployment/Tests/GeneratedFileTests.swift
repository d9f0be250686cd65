import Deployment
import Testing

@Suite struct GeneratedFileTests {
  private func block(_ name: String, _ content: String) -> GeneratedFile {
    GeneratedFile(path: "README.md", extent: .block(name), content: content)
  }

  private func mistake(_ parts: [GeneratedFile], _ present: String?) -> GeneratedFile.Mistake? {
    do {
      _ = try GeneratedFile.text(of: parts, replacing: present)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a block is replaced and the rest stays`() throws {
    let present = "# Title\n<!-- begin generated: a -->\nold\nolder\n<!-- end generated -->\n\nwords\n"
    let text = try GeneratedFile.text(of: [block("a", "new\n")], replacing: present)
    #expect(text == "# Title\n<!-- begin generated: a -->\nnew\n<!-- end generated -->\n\nwords\n")
    #expect(try GeneratedFile.text(of: [block("a", "new\n")], replacing: text) == text)
  }

  @Test func `several blocks of one file are filled`() throws {
    let present = "<!-- begin generated: a -->\n<!-- end generated -->\n<!-- begin generated: b -->\n<!-- end generated -->"
    let text = try GeneratedFile.text(of: [block("b", "2\n"), block("a", "1\n")], replacing: present)
    #expect(text == "<!-- begin generated: a -->\n1\n<!-- end generated -->\n<!-- begin generated: b -->\n2\n<!-- end generated -->")
  }

  @Test func `a block behind # takes the indentation of its marker`() throws {
    let present = "images:\n  # begin generated: images\n  # end generated\n"
    let text = try GeneratedFile.text(of: [block("images", "- name: a\n\n  newTag: b\n")], replacing: present)
    #expect(text == "images:\n  # begin generated: images\n  - name: a\n\n    newTag: b\n  # end generated\n")
  }

  @Test func `lines that end as on Windows outside the block stay`() throws {
    let text = try GeneratedFile.text(of: [block("a", "new\n")], replacing: "# Title\r\n<!-- begin generated: a -->\r\n<!-- end generated -->\r\n")
    #expect(text == "# Title\r\n<!-- begin generated: a -->\r\nnew\n<!-- end generated -->\r\n")
  }

  @Test func `a marker that is missing is told with what to add`() {
    let found = mistake([block("settings", "x\n")], "# Title\n")
    #expect(found?.line == nil)
    #expect(found?.message.contains("<!-- begin generated: settings -->") == true)
    #expect(found?.message.contains("<!-- end generated -->") == true)
  }

  @Test(arguments: [
    ("a\n<!-- begin generated: a -->\n", 2, "has no end"),
    ("<!-- begin generated: a -->\n<!-- begin generated: b -->\n<!-- end generated -->\n", 1, "has no end"),
    ("<!-- begin generated: a -->\n<!-- end generated -->\n<!-- begin generated: a -->\n<!-- end generated -->\n", 3, "a second time"),
    ("<!-- begin generated: a -->\n<!-- end generated -->\n<!-- begin generated: c -->\n<!-- end generated -->\n", 3, "nothing makes a block \"c\""),
  ]) func `markers that are wrong are told with their line`(present: String, line: Int, message: String) {
    let found = mistake([block("a", "x\n"), block("b", "y\n")], present)
    #expect(found?.line == line)
    #expect(found?.message.contains(message) == true, "\(found?.message ?? "no mistake")")
  }

  @Test func `a file that is not there cannot take a block`() {
    #expect(mistake([block("a", "x\n")], nil)?.message.contains("there is no such file") == true)
  }

  @Test func `a whole file replaces what was made, and never what somebody wrote`() throws {
    let file = GeneratedFile(path: "compose.yaml", content: GeneratedFile.header + "a: 1\n")
    #expect(try GeneratedFile.text(of: [file], replacing: nil) == file.content)
    #expect(try GeneratedFile.text(of: [file], replacing: "# syntax=x\n" + GeneratedFile.header + "a: 2\n") == file.content)
    #expect(mistake([file], "services: {}\n")?.message.contains("remove it") == true)
  }

  @Test func `only a line of its own near the beginning says that a file was made`() {
    #expect(GeneratedFile.isWhollyGenerated(GeneratedFile.markdownHeader + "x\n"))
    #expect(GeneratedFile.isWhollyGenerated("a\nb\nc\nd\n" + GeneratedFile.header))
    #expect(GeneratedFile.isWhollyGenerated("# Made by `bulkhead sync` in the words of another version.\n"))
    #expect(!GeneratedFile.isWhollyGenerated("a\nb\nc\nd\ne\n" + GeneratedFile.header))
    #expect(!GeneratedFile.isWhollyGenerated("print(\"\(GeneratedFile.header.dropLast())\")\n"))
  }
}
