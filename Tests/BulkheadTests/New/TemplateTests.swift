import CommandLine
import JSON
import TestSupport
import Testing

@testable import Bulkhead

@Suite struct TemplateTests {
  private let values = TemplateValues(["name": "token-manager", "Module": "TokenManager"])
  private let targets = TemplateTargets(sources: "s", tests: "t", dependencies: [], testDependencies: [])

  private func render(_ text: String) throws -> String {
    let files = try Template(files: [.init("file", text)], targets: targets).rendered(values)
    return String(decoding: files[0].content, as: UTF8.self)
  }

  @Test(arguments: [
    ("{{name}}", "token-manager"), ("a{{name}}b{{Module}}c", "atoken-managerbTokenManagerc"), ("{{{name}}}", "{token-manager}"),
    ("", ""), ("{", "{"), ("{{", "{{"), ("{{name}", "{{name}"), ("{{ name }}", "{{ name }}"), ("${{ github.sha }}", "${{ github.sha }}"),
    ("{ {name} }", "{ {name} }"), ("ü{{name}}ü", "ütoken-managerü"), ("{{}}", "{{}}"), ("{{a_b}}", "{{a_b}}"),
  ])
  func `two braces around letters are a placeholder, all else is text`(text: String, expected: String) throws {
    #expect(try render(text) == expected)
  }

  @Test func `paths are rendered too, and what is no text is taken as it is`() throws {
    let bytes: [UInt8] = [0xFF] + Array("{{name}}".utf8)
    let files = try Template(files: [.init("services/{{name}}/{{Module}}.bin", bytes)], targets: targets).rendered(values)
    #expect(files == [.init("services/token-manager/TokenManager.bin", bytes)])
  }

  @Test func `every placeholder that stands for nothing is named with its place`() throws {
    let template = Template(
      files: [.init("a/{{nam}}.md", "x\n  {{module}} {{name}}\n{{zebra}}")], targets: targets, origin: "/templates")
    let error = #expect(throws: Failure.self) { try template.rendered(values) }
    #expect(
      error?.description == """
        /templates/a/{{nam}}.md: its path has {{nam}}, which stands for nothing; did you mean {{name}}?
        /templates/a/{{nam}}.md:2:3: {{module}}, which stands for nothing; did you mean {{Module}}?
        /templates/a/{{nam}}.md:3:1: {{zebra}}, which stands for nothing; known are {{Module}}, {{name}}
        """)
  }

  @Test(.blocking) func `a folder is read whole, and its template json tells of the targets`() throws {
    let folder = try TemporaryFolder()
    try folder.write("{{name}}", to: "services/{{name}}/.hidden/file")
    let settings = #"{ "version": 1, "dependencies": ["Kit"], "testDependencies": ["{{Module}}"], "arguments": "plugins: []" }"#
    try folder.write(settings, to: "template.json")
    try expectValid(try JSONValue(parsing: settings), schema: "template.schema.json", test: "a template's settings are as their schema says")
    let template = try Template(folder: folder.path, defaults: targets)
    #expect(template.files == [.init("services/{{name}}/.hidden/file", "{{name}}")])
    #expect(
      try template.targets.rendered(values)
        == TemplateTargets(sources: "s", tests: "t", dependencies: ["Kit"], testDependencies: ["TokenManager"], arguments: "plugins: []"))
  }

  @Test func `mistakes in template json have their place`() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "file")
    try folder.write("{\n  \"version\": 2,\n  \"dependencys\": []\n}", to: "template.json")
    let error = #expect(throws: Failure.self) { try Template(folder: folder.path, defaults: targets) }
    #expect(error?.description.contains("template.json:2:14: /version: ") == true)
    #expect(error?.description.contains("template.json:3:3: /dependencys: ") == true)
  }

  @Test func `links are no templates`() throws {
    let folder = try TemporaryFolder()
    try folder.link("/etc/passwd", at: "file")
    let error = #expect(throws: Failure.self) { try Template(folder: folder.path, defaults: targets) }
    #expect(error?.description == "\(folder.path)/file: templates are files; this is none")
  }

  @Test func `built-in templates use no placeholder that is not known`() throws {
    let known = TemplateValues([
      "name": "a", "Module": "A", "purpose": "p", "kind": "server", "metric": "a",
    ])
    for template in [ServerTemplate.template, DatabaseTemplate.template, WorkerTemplate.template] {
      #expect(try template.rendered(known).count == template.files.count)
      _ = try template.targets.rendered(known)
    }
  }
}
